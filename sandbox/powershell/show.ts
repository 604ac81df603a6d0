// Output objects -> text: for the screen as Format-List shows them, and as JSON.

import { isBlock, isList, isObject, toText, type Value } from './value.ts';

/** One value as the console prints it, without a line end. */
export function toScreen(value: Value): string {
  if (!isObject(value)) return toText(value);
  const width = Math.max(0, ...[...value.properties.keys()].map((name) => name.length));
  const rows = [...value.properties].map(([name, held]) => `${name.padEnd(width)} : ${toCell(held)}`);
  return `\n${rows.join('\n')}\n`;
}

function toCell(value: Value): string {
  return isList(value) ? `{${value.map(toText).join(', ')}}` : toText(value);
}

/** What ConvertTo-Json prints for what reached it: one item as it is, several as an array. */
export function toJson(items: readonly Value[], compress: boolean): string {
  const [only] = items;
  const whole = items.length === 1 && only !== undefined ? toPlain(only) : items.map(toPlain);
  return JSON.stringify(whole, null, compress ? 0 : 2);
}

function toPlain(value: Value): unknown {
  if (isList(value)) return value.map(toPlain);
  if (isObject(value)) return Object.fromEntries([...value.properties].map(([name, held]) => [name, toPlain(held)]));
  return isBlock(value) ? toText(value) : value;
}
