// The file that a spreadsheet opens: read back by a reader of its own it says what was meant, and nothing in it calculates,
// hides or reorders.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvFile } from '../../src/web/csv.ts';
import { nasty } from '../support/trail.ts';
import { readCsv } from './read-csv.ts';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const calculates = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

function isHarmless(cell: string): boolean {
  return !unseen.test(cell) && !calculates.test(cell);
}

it.each([
  ['plain', 'plain'],
  ['Ümlaut, "quoted"', 'Ümlaut, "quoted"'],
  ['', ''],
  ['=1+1', "'=1+1"],
  ['+49 89', "'+49 89"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['\tx', "'<U+0009>x"],
  ['\rx', "'<U+000D>x"],
  ['  =1', "'  =1"],
  ['\uff1d1', "'\uff1d1"],
  ['a\u202eb\u200bc\u0000', 'a<U+202E>b<U+200B>c<U+0000>'],
  ['\u200b=1', '<U+200B>=1'],
  ['a\r\nb', 'a<U+000D><U+000A>b'],
  ['\ud800', '<U+D800>'],
  ['a\ufff9b\u2028c\u3164', 'a<U+FFF9>b<U+2028>c<U+3164>'],
  ['\u{e0041}', '<U+E0041>'],
  ['a-b=c', 'a-b=c'],
  ['𝄞 日本', '𝄞 日本'],
])('%j becomes %j', (text, cell) => {
  expect(readCsv(csvFile([[text, 'next']]))).toEqual([[cell, 'next']]);
});

it('ends each row with CRLF and quotes as RFC 4180 says', () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    csvFile([
      ['a', 'b"c'],
      ['d', ''],
    ]),
  );
  expect(text).toBe('\ufeff"a","b""c"\r\n"d",""\r\n');
});

it('is harmless whatever is in it, and keeps its shape', () => {
  const cell = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 12 }));
  const row = fc.array(cell, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
      const read = readCsv(csvFile(rows));
      return read.length === rows.length && read.every((cells) => cells.length === 3 && cells.every(isHarmless));
    }),
  );
});

it('keeps apart what differs', () => {
  const written = (text: string) => readCsv(csvFile([[text]]))[0]?.[0];
  expect(new Set(nasty.map(written)).size).toBe(nasty.length);
});
