import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTokens } from '../../sandbox/powershell/lex.ts';
import { quotePowerShell } from '../../src/exchange/quote.ts';

const special = fc.constantFrom(...'\'\u2018\u2019\u201A\u201B"\u201C\u201D\u201E`$(){}[];&|,@#-\u2013\u2014= ');
const character = fc.oneof(
  { weight: 2, arbitrary: special },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);
const hostile = fc
  .array(character, { maxLength: 40 })
  .map((parts) => parts.join(''))
  .filter((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text));

describe('quotePowerShell', () => {
  it('gives one literal that PowerShell reads as exactly the value', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const tokens = toTokens(`Set-X -Identity ${quotePowerShell(value)} -Y`);
        expect(tokens.map(({ kind }) => kind)).toEqual(['word', 'parameter', 'string', 'parameter', 'end']);
        expect(tokens[2]).toMatchObject({ parts: [{ kind: 'text', text: value }] });
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['plain', "'plain'"],
    ['', "''"],
    ["O'Brien", "'O''Brien'"],
    ['x\u2019; calc; \u2018', "'x\u2019\u2019; calc; \u2018\u2018'"],
    ['\u201A\u201B', "'\u201A\u201A\u201B\u201B'"],
    ['$(calc) `n "x"', '\'$(calc) `n "x"\''],
  ])('writes %j as %s', (value, literal) => {
    expect(quotePowerShell(value)).toBe(literal);
  });

  it.each(['a\0b', 'a\nb', 'a\rb', 'a\u0085b', 'a\u2028b', '\u001B', '\uD800'])('refuses %j', (value) => {
    expect(() => quotePowerShell(value)).toThrow('control character');
  });
});
