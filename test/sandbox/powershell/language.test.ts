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
    ['-ge and -contains', "2 -ge 2\n'a', 'B' -contains 'b'\n'a' -contains 'b'", 'True\nTrue\nFalse'],
    [
      '-and leaves its right side alone where it does not matter',
      '$false -and $nothing\n$true -or $nothing',
      'False\nTrue',
    ],
    ['a block that is called', "& {\n  # one\n  'a'\n}", 'a'],
    ['variables of a block end with it', "$x = 'out'\n& { $x = 'in'; $x }\n$x", 'in\nout'],
    ['functions, which see the variables around them', "$y = 'b'\nfunction Show($x) { \"$x$y\" }\nShow 'a'", 'ab'],
    ['a function without parameters', "function Get-A { 'a'; 'b' }\n@(Get-A).Count", '2'],
    ['try and catch', "try { 'a'; throw 'no'; 'b' } catch { \"<$_>\" }\n'c'", 'a\n<no>\nc'],
    ['catch on a line of its own', "try { throw 'no' }\ncatch { 'caught' }", 'caught'],
    ['$_ after a catch is what it was', "'a' | ForEach-Object { try { throw 'no' } catch { \"$_\" }; $_ }", 'no\na'],
    [
      '[string] of nothing, of a list and of members',
      "$n = $null\n\"<$n>\"\n[string]$true\n[string]('a', 'b')",
      '<>\nTrue\na b',
    ],
    ['a cast reaches over members', "$o = [ordered]@{ a = $false }\n[string]$o.a -eq 'False'", 'True'],
    [
      'an ordered dictionary, in one line or more',
      '$d = [ordered]@{ b = 1; a = 2\n  c = 3 }\n$d | ConvertTo-Json -Compress',
      '{"b":1,"a":2,"c":3}',
    ],
    ['loops inside @( )', "@(foreach ($x in 'a', 'b') { $x }; 'c').Count", '3'],
    ['a pipe at the end of a line inside parentheses', "@('a', 'b' |\n  Where-Object { $_ -eq 'a' }).Count", '1'],
    ['ForEach-Object', "'a', 'b' | ForEach-Object { \"<$_>\" }", '<a>\n<b>'],
    ['Select-Object -Last', "'a', 'b' | Select-Object -Last 1", 'b'],
    ['Write-Warning', "Write-Warning 'careful'", 'WARNING: careful'],
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
    ['calling what is no block', "& 'calc'", 'must be a script block'],
    ['another type', '[int]5', "'[int]': this type is not known here"],
    ['an index', "$a = 'a', 'b'\n$a[0]", "Unexpected token '['"],
    ['a hash table without order', '@{ a = 1 }', 'only [ordered]@{ } is known here'],
    ['a type as an argument, which PowerShell takes for text', 'Write-Output [string]5', "'[string]'"],
    ['finally', "try { 'a' } finally { 'b' }", "'catch' was expected"],
    ['a catch for one type', "try { 'a' } catch [x] { 'b' }", "'{' was expected"],
    ['a parameter of a function by name', "function A($x) { $x }\nA -x 'b'", "'-x'"],
    ['too many values for a function', "function A($x) { $x }\nA 'b' 'c'", "'A' takes 1 values"],
    ['another error action', "Write-Output 'a' -ErrorAction Continue", "'-ErrorAction Continue'"],
    [
      'a version that is none',
      "Get-Module ExchangeOnlineManagement -ListAvailable | Where-Object Version -ge 'x'",
      'System.Version',
    ],
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

describe('errors', () => {
  const missing = "Get-CASMailbox 'x@contoso.example'";

  it('of a cmdlet are caught with -ErrorAction Stop alone', async () => {
    const caught = (command: string) => `Connect-ExchangeOnline\ntry { ${command} } catch { 'caught' }`;
    expect(await output(caught(`${missing} -ErrorAction Stop`))).toBe('caught');
    // PowerShell would print it and go on, past the catch.
    expect((await run(caught(missing))).error?.message).toContain("couldn't be found");
  });

  it('carry the name of their exception', async () => {
    const reason = (command: string) =>
      `Connect-ExchangeOnline\ntry { ${command} -ErrorAction Stop } catch { $_.CategoryInfo.Reason }`;
    expect(await output(reason(missing))).toBe('ManagementObjectNotFoundException');
    expect(await output(reason("New-ServicePrincipal -AppId 'a' -ObjectId 'b'"))).not.toContain('NotFound');
  });

  it.each([
    ['a misspelt variable', '$nothing'],
    ['an unknown cmdlet', 'Get-Everything -ErrorAction Stop'],
    ['an unknown parameter', 'Get-CASMailbox -Nothing -ErrorAction Stop'],
    [
      'a question that nobody answers',
      'Set-TransportConfig -SmtpClientAuthenticationDisabled $true -Confirm -ErrorAction Stop',
    ],
  ])('of the script are never caught: %s', async (_, mistake) => {
    const { error, output: printed } = await run(`Connect-ExchangeOnline\ntry { ${mistake} } catch { 'caught' }`);
    expect(error).not.toBeNull();
    expect(printed).toBe('');
  });
});

describe('ConvertTo-Json', () => {
  const nested = '[ordered]@{ a = [ordered]@{ b = [ordered]@{ c = [ordered]@{ d = 1 } } } } | ConvertTo-Json -Compress';

  it('turns what lies deeper than -Depth into text, as PowerShell does without an error', async () => {
    expect(await output(`${nested} -Depth 3`)).toBe('{"a":{"b":{"c":{"d":1}}}}');
    expect(await output(nested)).toBe('{"a":{"b":{"c":"@{d=1}"}}}');
  });

  it('keeps an array of one an array', async () => {
    expect(await output("[ordered]@{ a = @('x') } | ConvertTo-Json -Compress")).toBe('{"a":["x"]}');
  });
});

it('a session stays connected and keeps its variables', async () => {
  const { cloud, tenant } = provisionedCloud();
  const session = openSession();
  await runPowerShell(cloud, tenant, "Connect-ExchangeOnline\n$who = 'EDI'", session);
  const { output: shown } = await runPowerShell(cloud, tenant, '(Get-CASMailbox $who).PopEnabled', session);
  expect(shown).toBe('True');
});
