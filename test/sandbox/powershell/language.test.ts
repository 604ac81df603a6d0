import { describe, expect, it } from 'vitest';
import { openSession, runPowerShell } from '../../../sandbox/powershell/run.ts';
import { provisionedCloud } from '../../exchange/hand-over-example.ts';

async function run(source: string) {
  const { cloud, tenant } = provisionedCloud();
  return runPowerShell(cloud, tenant, source);
}

async function output(source: string): Promise<string> {
  const result = await run(source);
  expect(result.error).toBeNull();
  return result.output;
}

describe('what is known', () => {
  it.each([
    ['variables, whatever their case', "$Name = 'a'\n$NAME", 'a'],
    ['arrays and foreach', "foreach ($x in 'a', 'b') { Write-Output \"<$x>\" }", '<a>\n<b>'],
    ['arrays over several lines', "$list = @(\n  'a',\n  'b'\n)\n$list.Count", '2'],
    ['@( ) of nothing and of one', "@().Count\n@('a').Count", '0\n1'],
    ['if, elseif, else', "if ('a' -eq 'b') { 1 } elseif ($true) { 2 }\nelse { 3 }", '2'],
    ['comparison without regard to case', "'ABC' -eq 'abc'", 'True'],
    ['-not, -and, -or', '-not ($true -and $false) -and ($false -or $true)', 'True'],
    ['-gt and -lt on numbers', '10 -gt 9\n2 -lt 10', 'True\nTrue'],
    ['a list on the left selects', "'a', 'b', 'a' -eq 'a'", 'a\na'],
    ['comments of both kinds', "# one\n<# two\nlines #> 'x' # three", 'x'],
    ['a pipe at the end of a line', "'b', 'a' |\n  Where-Object { $_ -eq 'a' }", 'a'],
    ['$null swallows', "$null = 'a'\n'b'", 'b'],
    ['Out-Null and Write-Host', "'a' | Out-Null\nWrite-Host 'b'", 'b'],
    ['semicolons', "$a = 'x'; $a", 'x'],
    ['CRLF and a byte-order mark', "\uFEFF$a = 'x'\r\n$a\r\n", 'x'],
    ['en dashes for parameters', "Write-Output \u2013InputObject 'x'", 'x'],
    ['$false is not nothing', '$x = $false\nif (-not $x) { 1 }', '1'],
  ])('%s', async (_, source, expected) => {
    expect(await output(source)).toBe(expected);
  });

  it('Select-Object, both forms of Where-Object, ConvertTo-Json', async () => {
    const source = (where: string) =>
      `Connect-ExchangeOnline\nGet-CASMailbox | Where-Object ${where} | Select-Object Name, PopEnabled | ConvertTo-Json -Compress`;
    const expected = '{"Name":"EDI","PopEnabled":true}';
    expect(await output(source("PrimarySmtpAddress -eq 'EDI@contoso.example'"))).toBe(expected);
    expect(await output(source("{ $_.PrimarySmtpAddress -eq 'edi@contoso.example' }"))).toBe(expected);
  });

  it('throw ends the script with its words', async () => {
    expect(await run("'before'\n\nthrow 'no more'\n'after'")).toEqual({
      output: 'before',
      error: { line: 3, message: 'no more' },
    });
  });
});

describe('what is not known is an error with its line', () => {
  it.each([
    ['a cmdlet', 'Get-Everything', "The term 'Get-Everything' is not recognized"],
    ['a parameter', "Write-Host -Nothing 'x'", "A parameter cannot be found that matches parameter name 'Nothing'."],
    ['an operator', "'a' -like 'b'", "'-like'"],
    ['a keyword', 'while ($true) { }', "'while'"],
    ['a method', '$a.Trim()', 'Method calls'],
    ['a variable that was not set', '$nothing', "The variable '$nothing' cannot be retrieved"],
    ['a property', "$a = Get-CASMailbox 'EDI'\n$a.Nothing", "The property 'Nothing' cannot be found"],
    ['the call operator', "& 'calc'", "Unexpected token '&'"],
    ['a type', '[int]5', "Unexpected token '['"],
    ['a hash table', '@{ a = 1 }', "Unexpected token '@'"],
    ['splatting', 'Write-Host @a', "Unexpected token '@'"],
    ['a redirection', "'a' > file", "Unexpected token '>'"],
    ['a preference that it would not have', "$ErrorActionPreference = 'Continue'", 'ErrorActionPreference'],
    ['too many values', "Write-Host 'a' 'b'", 'A positional parameter cannot be found'],
    ['a parameter twice', "Write-Host -Object 'a' -Object 'b'", 'specified more than once'],
    ['a parameter without its value', 'Write-Host -Object', "Missing an argument for parameter 'Object'"],
  ])('%s', async (_, source, message) => {
    const before = "'first'\nConnect-ExchangeOnline\n";
    const { error } = await run(before + source);
    expect(error?.message).toContain(message);
    expect(error?.line).toBe(2 + source.split('\n').length);
  });

  it('a mistake in the text keeps everything from running', async () => {
    expect((await run("'first'\n$a.Trim()")).output).toBe('');
  });
});

it('a session stays connected and keeps its variables', async () => {
  const { cloud, tenant } = provisionedCloud();
  const session = openSession();
  await runPowerShell(cloud, tenant, "Connect-ExchangeOnline\n$who = 'EDI'", session);
  const { output: shown } = await runPowerShell(cloud, tenant, '(Get-CASMailbox $who).PopEnabled', session);
  expect(shown).toBe('True');
});
