// Output objects -> text: for the screen as Format-List shows them, and as JSON.

import { isList, isObject, toText, type Value } from './value.ts';

/** One value as the console prints it, without a line end. */
export function toScreen(value: Value): string {
  if (!isObject(value) || value.text !== null) return toText(value);
  const width = Math.max(0, ...[...value.properties.keys()].map((name) => name.length));
  const rows = [...value.properties].map(([name, held]) => `${name.padEnd(width)} : ${toCell(held)}`);
  return `\n${rows.join('\n')}\n`;
}

function toCell(value: Value): string {
  return isList(value) ? `{${value.map(toText).join(', ')}}` : toText(value);
}

/** What ConvertTo-Json prints for what reached it: one item as it is, several as an array. */
export function toJson(items: readonly Value[], compress: boolean, depth: number): string {
  const [only] = items;
  const whole = items.length === 1 && only !== undefined ? only : items;
  return JSON.stringify(toPlain(whole, depth), null, compress ? 0 : 2);
}

/** What lies deeper than -Depth becomes its text, silently in Windows PowerShell: an evidence that was cut that way is worthless. */
function toPlain(value: Value, depth: number): unknown {
  if (isList(value)) return depth < 0 ? toText(value) : value.map((item) => toPlain(item, depth - 1));
  if (!isObject(value)) return typeof value === 'object' && value !== null ? toText(value) : value;
  if (depth < 0) return toText(value);
  return Object.fromEntries([...value.properties].map(([name, held]) => [name, toPlain(held, depth - 1)]));
}
