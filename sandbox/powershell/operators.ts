// PowerShell's operators. Text is compared without regard to case, a version number by number (about_Comparison_Operators).

import { PowerShellFault } from './fault.ts';
import type { BinaryOperator, Comparison } from './syntax.ts';
import { isList, isObject, isTrue, isVersion, toItems, toText, toVersion, type Value, type Version } from './value.ts';

export function operate(operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator === 'and') return isTrue(left) && isTrue(right);
  if (operator === 'or') return isTrue(left) || isTrue(right);
  if (operator === 'contains') return toItems(left).some((item) => isEqual(item, right));
  // With a list on its left a comparison selects the items for which it holds.
  return isList(left) ? left.filter((item) => holds(operator, item, right)) : holds(operator, left, right);
}

function holds(operator: Exclude<Comparison, 'contains'>, left: Value, right: Value): boolean {
  switch (operator) {
    case 'eq':
      return isEqual(left, right);
    case 'ne':
      return !isEqual(left, right);
    case 'gt':
      return compare(left, right) > 0;
    case 'ge':
      return compare(left, right) >= 0;
    case 'lt':
      return compare(left, right) < 0;
  }
}

/** The right side is converted to what the left one is. */
function isEqual(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left === 'boolean') return left === isTrue(right);
  if (isVersion(left)) return compare(left, right) === 0;
  if (isObject(left) || isObject(right)) return left === right;
  return toText(left).toLowerCase() === toText(right).toLowerCase();
}

function compare(left: Value, right: Value): number {
  if (isVersion(left)) return compareVersions(left, right);
  if (typeof left === 'number') return left - Number(toText(right));
  const [a, b] = [toText(left).toLowerCase(), toText(right).toLowerCase()];
  return a < b ? -1 : Number(a > b);
}

function compareVersions(left: Version, right: Value): number {
  const other = isVersion(right) ? right : toVersion(toText(right));
  if (other === null) throw new PowerShellFault(`Cannot convert value "${toText(right)}" to type "System.Version".`);
  // A number that is missing counts less than 0 does: 3.2 comes before 3.2.0.
  const places = [0, 1, 2, 3].map((place) => (left.numbers[place] ?? -1) - (other.numbers[place] ?? -1));
  return places.find((difference) => difference !== 0) ?? 0;
}
