// The search for leaks finds what is planted, in every form; otherwise that it finds nothing would say nothing.

import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { leaksIn } from './leaks.ts';

const part = () => randomBytes(60).toString('base64url');
const token = `eyJ${part()}.${part()}.${part()}`;
const secret = 'aB38Q~x.y-z_0123456789abcdefghijklmnopqr';
const secrets = [
  { kind: 'token', value: token },
  { kind: 'secret', value: secret },
];
const left = (text: string) => [{ name: 'there', content: Buffer.from(text) }];

describe.each([
  ['token', token],
  ['secret', secret],
])('a %s', (kind, value) => {
  test.each<[string, string]>([
    ['as it is', `before ${value} after`],
    ['at the very end', value],
    ['without its end', value.slice(0, kind === 'token' ? 120 : 24)],
    ['without its beginning', value.slice(kind === 'token' ? -80 : -24)],
    ['in JSON', JSON.stringify({ deep: JSON.stringify({ value }) })],
    ...['', 'u', 'us'].map((before): [string, string] => [
      `in base64, ${before.length} bytes from its beginning`,
      Buffer.from(`${before}${value} and more`).toString('base64'),
    ]),
    ['in hexadecimal', Buffer.from(value).toString('hex')],
  ])('is found %s', (_how, text) => {
    expect(leaksIn(left(text), secrets)).toEqual([`${kind} in there`]);
  });
});

test('nothing is found where nothing is, and what is compressed has to be opened first', () => {
  const harmless = `${token.split('.')[0]}.${part()} ${secret.slice(0, 12)} ${randomBytes(100_000).toString('base64')}`;
  expect(leaksIn(left(harmless), secrets)).toEqual([]);
  expect(leaksIn([{ name: 'packed', content: deflateSync(secret) }], secrets)).toEqual([]);
});

test('forty megabytes take no longer than one can wait', () => {
  const content = randomBytes(40_000_000);
  content.write(secret, 39_999_000);
  expect(leaksIn([{ name: 'files', content }], secrets)).toEqual(['secret in files']);
});
