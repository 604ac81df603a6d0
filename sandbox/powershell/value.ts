// The values of the language, and PowerShell's ways of comparing, counting and turning them into text.

import { PowerShellFault } from './fault.ts';
import type { BinaryOperator, Block } from './syntax.ts';

export type PsObject = { readonly kind: 'object'; readonly properties: ReadonlyMap<string, Value> };
export type ScriptBlock = { readonly kind: 'block'; readonly body: Block };
export type Value = null | string | number | boolean | PsObject | ScriptBlock | readonly Value[];

export function toObject(properties: Readonly<Record<string, Value>>): PsObject {
  return { kind: 'object', properties: new Map(Object.entries(properties)) };
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is PsObject {
  return typeof value === 'object' && value !== null && !isList(value) && value.kind === 'object';
}

export function isBlock(value: Value): value is ScriptBlock {
  return typeof value === 'object' && value !== null && !isList(value) && value.kind === 'block';
}

/** What a pipeline passes on: arrays one by one, $null from a variable as nothing. */
export function toItems(value: Value): readonly Value[] {
  if (value === null) return [];
  return isList(value) ? value : [value];
}

/** What a pipeline's output becomes when it is assigned. */
export function fromItems(items: readonly Value[]): Value {
  return items.length < 2 ? (items[0] ?? null) : items;
}

/** about_Booleans: a list of one counts as that one, a longer list is true. */
export function isTrue(value: Value): boolean {
  if (isList(value)) return value.length > 1 || (value.length === 1 && isTrue(value[0] ?? null));
  if (typeof value === 'object') return value !== null;
  return value !== '' && value !== 0 && value !== false;
}

export function toText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (isList(value)) return value.map(toText).join(' ');
  if (isObject(value)) return `@{${[...value.properties].map(([name, held]) => `${name}=${toText(held)}`).join('; ')}}`;
  return isBlock(value) ? '{ … }' : String(value);
}

/** The value of a property, or undefined where the object has none of that name; names ignore case. */
export function propertyOf(value: Value, name: string): Value | undefined {
  if (!isObject(value)) return undefined;
  const wanted = name.toLowerCase();
  return [...value.properties].find(([known]) => known.toLowerCase() === wanted)?.[1];
}

/** `$x.Name`: Count on anything, else the property, of each item where there are several. */
export function memberOf(value: Value, name: string, line: number): Value {
  if (name.toLowerCase() === 'count') return toItems(value).length;
  if (isList(value)) return fromItems(value.map((item) => memberOf(item, name, line)));
  const found = propertyOf(value, name);
  if (found !== undefined) return found;
  throw new PowerShellFault(
    `The property '${name}' cannot be found on this object. Verify that the property exists.`,
    line,
  );
}

function isEqual(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left === 'boolean') return left === isTrue(right);
  if (isObject(left) || isObject(right)) return left === right;
  return toText(left).toLowerCase() === toText(right).toLowerCase();
}

function compare(left: Value, right: Value): number {
  if (typeof left === 'number') return left - Number(toText(right));
  const [a, b] = [toText(left).toLowerCase(), toText(right).toLowerCase()];
  return a < b ? -1 : Number(a > b);
}

/** With a list on its left a comparison selects the items for which it holds. */
export function operate(operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator === 'and') return isTrue(left) && isTrue(right);
  if (operator === 'or') return isTrue(left) || isTrue(right);
  if (isList(left)) return left.filter((item) => isTrue(operate(operator, item, right)));
  switch (operator) {
    case 'eq':
      return isEqual(left, right);
    case 'ne':
      return !isEqual(left, right);
    case 'gt':
      return compare(left, right) > 0;
    case 'lt':
      return compare(left, right) < 0;
  }
}
