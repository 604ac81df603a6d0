import { describe, expect, it } from 'vitest';
import { runPowerShell } from '../../../sandbox/powershell/run.ts';
import { provisionedCloud } from '../../exchange/hand-over-example.ts';

async function printed(expression: string): Promise<string> {
  const { cloud, tenant } = provisionedCloud();
  const { output, error } = await runPowerShell(cloud, tenant, `$name = 'N'\nWrite-Output ${expression}`);
  return error === null ? output : `error in line ${error.line}`;
}

describe("PowerShell's quoting rules", () => {
  it.each([
    ['single quotes take everything literally', '\'$name `n "x" # $(calc)\'', '$name `n "x" # $(calc)'],
    ['a doubled single quote is one', "'it''s'", "it's"],
    ['an empty literal', "''", ''],
    ['any of the five opens and any closes', '\u2018a\u201B', 'a'],
    ['U+2019 closes what an apostrophe opened', "'a\u2019", 'a'],
    ['of a doubled quote the second character stays', "'a\u2018\u2019b'", 'a\u2019b'],
    ['double quotes mean nothing inside single ones', "'a\u201Cb'", 'a\u201Cb'],
    ['a variable is expanded in double quotes', '"<$name>"', '<N>'],
    ['a doubled double quote is one', '"a""b"', 'a"b'],
    ['typographic double quotes are quotes', '\u201Ca\u201E', 'a'],
    ['single quotes mean nothing inside double ones', '"it\'s"', "it's"],
    ['a dollar before nothing that is a name stays', '"5 $ "', '5 $ '],
    ['a bare word is a string', 'FullAccess', 'FullAccess'],
  ])('%s', async (_, expression, value) => {
    expect(await printed(expression)).toBe(value);
  });

  it.each([
    ['a literal that does not end', "'abc"],
    ['a literal that ends early and goes on', "'a\u2019b'"],
    ['an expression in double quotes', '"$(calc)"'],
    ['a braced variable in double quotes', `"\${name}"`],
    ['a backtick in double quotes', '"a`nb"'],
    ['a backtick outside', '`a'],
    ['a scoped variable', '$env:PATH'],
    ['a string that touches another', `'a'"b"`],
  ])('refuses %s', async (_, expression) => {
    expect(await printed(expression)).toBe('error in line 2');
  });
});
