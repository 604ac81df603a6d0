// Comma-separated values as spreadsheets take them without doing anything with them (RFC 4180, UTF-8 with byte-order mark).
// A cell that a spreadsheet would calculate is marked as text; what cannot be seen is written out.

import { visibleText } from '../cards/visible-text.ts';

/** Also the wide forms, which some spreadsheets take for the narrow ones, and behind blanks, which some drop. */
const calculates = /^(?:[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

const byteOrderMark = '\ufeff';

export function csvFile(rows: readonly (readonly string[])[]): Uint8Array {
  const lines = rows.map((row) => `${row.map(cell).join(',')}\r\n`);
  return new TextEncoder().encode(byteOrderMark + lines.join(''));
}

function cell(text: string): string {
  const visible = visibleText(text);
  const harmless = calculates.test(text) || calculates.test(visible) ? `'${visible}` : visible;
  return `"${harmless.replaceAll('"', '""')}"`;
}
