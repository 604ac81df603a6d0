import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toTokens } from '../../sandbox/powershell/lex.ts';
import { commentPowerShell, quotePowerShell } from '../../src/exchange/quote.ts';
import { hostileAddress, hostileName } from '../support/hostile.ts';
import { type Grammar, loadGrammar, withPlainQuotes } from './powershell-grammar.ts';

const hostile = fc.oneof({ weight: 3, arbitrary: hostileName }, { weight: 1, arbitrary: hostileAddress });

let grammar: Grammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

describe('quotePowerShell', () => {
  it('gives one literal that a grammar of PowerShell reads as exactly the value', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(grammar.argumentsOf(`Cmd -Name ${quotePowerShell(value)}`)).toEqual({
          kinds: ['command_parameter', 'verbatim_string_characters'],
          value: withPlainQuotes(value),
        });
      }),
      { numRuns: 10_000 },
    );
  });

  it('gives one literal that the sandbox reads as exactly the value', () => {
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
    expect(() => commentPowerShell(value)).toThrow('control character');
  });
});

/** What the oracle itself must know before its word counts. */
describe("PowerShell's quoting rules (about_Quoting_Rules), as the grammar reads them", () => {
  it.each([
    ['single quotes take everything literally', '\'$name `n "x" # $(calc)\'', '$name `n "x" # $(calc)'],
    ['a doubled single quote is one', "'it''s'", "it's"],
    ['an empty literal', "''", ''],
    ['double quotes mean nothing inside single ones', "'a\"b'", 'a"b'],
    ['a typographic quote that is doubled stays inside', "'a\u2019\u2019b'", "a'b"],
  ])('%s', (_, literal, value) => {
    expect(grammar.argumentsOf(`Cmd -Name ${literal}`).value).toBe(value);
  });

  it.each([
    ['a variable is expanded in double quotes', '"<$name>"'],
    ['a typographic quote that is not doubled ends the literal', "'a\u2019; calc; \u2018b'"],
    ['a quote that does not end', "'abc"],
    ['a bare word', 'abc; calc'],
  ])('not one literal: %s', (_, source) => {
    const { kinds, value } = grammar.argumentsOf(`Cmd -Name ${source}`);
    expect(value === null || kinds.length !== 2).toBe(true);
  });
});
