// The script for the eBiss server: what can be told of it without running it. PowerShell itself is not to be had here.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { quotePowerShell } from '../../src/exchange/quote.ts';
import {
  type ServerCheckEndpoints,
  serverCheckBytes,
  serverCheckFileName,
  serverCheckScript,
} from '../../src/exchange/server-check-script.ts';
import { words } from '../../src/words/words.ts';
import { hostileAddress } from '../support/hostile.ts';
import { clientId, factsOf } from './hand-over-example.ts';
import { type Grammar, loadGrammar } from './powershell-grammar.ts';

const said = words('en').serverCheck.script;
const endpoints: ServerCheckEndpoints = {
  entra: { url: 'https://login.microsoftonline.com' },
  smtp: { host: 'smtp.office365.com', port: 587 },
  pop3: { host: 'outlook.office365.com', port: 995 },
};
const facts = factsOf({ mailboxes: ['edi@contoso.example', 'orders@contoso.example', 'invoices@contoso.example'] });
const script = serverCheckScript(facts, endpoints, said);
const lines = script.trimEnd().split('\r\n');
const code = lines.map((line) => line.replace(/(?:^|(?<=[{}] ?))\s*# .*$/, '')).filter((line) => line !== '');

let grammar: Grammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

function at(text: string, from = 0): number {
  const found = script.indexOf(text, from);
  if (found < 0) throw new Error(`The script does not hold ${text}`);
  return found;
}

describe('the check from the eBiss server', () => {
  it('is UTF-8 with byte-order mark and CRLF throughout', () => {
    expect([...serverCheckBytes(facts, endpoints, said).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n\t]/);
    expect(serverCheckFileName(facts)).toBe('ebiss-mail-K7Q2M4-server.ps1');
  });

  it('is short enough to be read before it is run', () => {
    expect(lines.length).toBeLessThanOrEqual(190);
    expect(script.length).toBeLessThan(12_000);
  });

  it('is one block without an empty line, so that it can be pasted', () => {
    expect(lines).not.toContain('');
    const first = lines.findIndex((line) => !line.startsWith('#'));
    expect(lines[first]).toMatch(/^& \{ # /);
    expect(lines.at(-1)).toBe('}');
    expect(lines.slice(first + 1, -1).every((line) => line.startsWith('  '))).toBe(true);
  });

  it('says at its top what it does and not, where to run it, and where the secret goes', () => {
    const top = script.slice(0, at('& {'));
    const tokenUrl = `https://login.microsoftonline.com/${facts.tenantId}/oauth2/v2.0/token`;
    for (const named of ['K7Q2M4', 'What it does:', 'What it does not do:', 'as the account that runs eBiss', tokenUrl])
      expect(top).toContain(named);
    expect(top).toContain('Unblock-File .\\ebiss-mail-K7Q2M4-server.ps1');
  });

  it('has comments of one plain line each', () => {
    const each = Object.values(said).map((line) => (typeof line === 'string' ? line : line('K7Q2M4')));
    for (const line of each) expect(line).toMatch(/^[\x20-\x7E]*$/);
  });

  it('is made of parts in the order in which they need each other', () => {
    const parts = [
      'Set-StrictMode -Off',
      '$setupId = ',
      'function Format-Words',
      'function Get-Failure',
      'function Send-Line',
      'function Receive-Line',
      'function Receive-Reply',
      'function Request-Reply',
      'function Start-Tls',
      'function Get-Token',
      'function Enter-Mailbox',
      'function Test-Channel',
      'Read-Host',
      '$saw = Get-Token',
      '$secret.Dispose()',
      '$seen = @(foreach',
      '$result = [ordered]@{ ebissServerCheck = 1; setupId = $setupId; appId = $appId',
      '==== Result',
      'ConvertTo-Json -Compress',
      '==== to here ====',
    ].map((part) => at(part));
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  });

  it('speaks of a mailbox only after TLS, and signs in once for each channel', () => {
    const dialogues = script.slice(at('function Test-Channel'), at('finally', at('function Test-Channel')));
    const [, smtp = '', pop3 = ''] = dialogues.split('if ($channel -eq ');
    for (const dialogue of [smtp, pop3]) {
      expect(dialogue.match(/Enter-Mailbox/g)).toHaveLength(1);
      expect(dialogue.indexOf('Start-Tls')).toBeGreaterThan(0);
      expect(dialogue.indexOf('Enter-Mailbox')).toBeGreaterThan(dialogue.indexOf('Start-Tls'));
    }
    expect(smtp.indexOf('STARTTLS')).toBeLessThan(smtp.indexOf('Start-Tls'));
    expect(script.match(/Enter-Mailbox/g)).toHaveLength(3);
    expect(script.match(/\$access\.token(?! = )/g)).toHaveLength(1);
  });

  it('sends AUTH and what answers it in two lines, and asks nothing of a mailbox but STAT', () => {
    expect(script).toContain("Request-Reply 'AUTH XOAUTH2' $goOn");
    const sent = [...script.matchAll(/(?:Request-Reply|Send-Line) '([A-Z][^']*)'/g)].map(([, line]) => line);
    expect([...new Set(sent)]).toEqual(['AUTH XOAUTH2', 'EHLO [127.0.0.1]', 'STARTTLS', 'STAT', 'QUIT']);
  });

  it('asks for the secret unseen, and gives it to the token endpoint alone', () => {
    expect(script).toContain("$secret = Read-Host 'Client secret (not shown)' -AsSecureString");
    expect(script.match(/\$plain\b/g)).toHaveLength(4);
    expect(script).toContain('$request.AllowAutoRedirect = $false');
    expect(script.match(/WebRequest\]::Create/g)).toHaveLength(1);
    expect(script.match(/\$tokenUrl\b/g)).toHaveLength(2);
  });

  it('prints neither secret nor token', () => {
    const printed = code.filter((line) => /Write-Host|ConvertTo-Json/.test(line));
    expect(printed).toHaveLength(3);
    for (const line of printed) expect(line).not.toMatch(/\$(?:plain|secret|access|token|form|text)\b/);
  });

  it('has no command that writes a file, runs a program, or needs a module', () => {
    const own = [...script.matchAll(/function ([A-Z][a-z]+-[A-Z][a-z]+)/g)].map(([, name]) => name);
    const plain = code.map((line) => line.replace(/'[^']*'/g, "''")).join('\n');
    const used = new Set([...plain.matchAll(/(?<![\w.$-])[A-Z][A-Za-z]+-[A-Z][A-Za-z]+\b/g)].map(([name]) => name));
    expect([...used].filter((name) => !own.includes(name)).toSorted()).toEqual([
      'ConvertFrom-Json',
      'ConvertTo-Json',
      'Read-Host',
      'Set-StrictMode',
      'Write-Host',
      'Write-Verbose',
    ]);
    expect(plain).not.toMatch(/\bIO\.(?:File|Directory)\b|Add-Type|Invoke-|Start-Process|iex\b|\|\s*Out-|>{1,2}\s*\$/);
  });

  it('uses nothing that Windows PowerShell 5.1 does not know', () => {
    const plain = code.map((line) => line.replace(/'[^']*'/g, "''").replace(/"[^"]*"/g, '""')).join('\n');
    expect(plain).not.toMatch(/\?\?|\?\.|&&|\|\||\? .* : |`u\{|\bclean \{|-Parallel|-AsHashtable|-SkipHttpErrorCheck/);
  });

  it('names only what was asked for', () => {
    const smtpOnly = serverCheckScript({ ...facts, channels: ['smtp'] }, endpoints, said);
    expect(smtpOnly).not.toMatch(/pop3|outlook\.office365\.com'|POP\./);
    expect(smtpOnly).toContain("$channels = @('smtp')");
    expect(grammar.mistakes(smtpOnly)).toEqual([]);
  });

  it('looks where it is told', () => {
    const elsewhere = serverCheckScript(
      facts,
      {
        entra: { url: 'https://127.0.0.1:8443' },
        smtp: { host: '127.0.0.1', port: 2587 },
        pop3: { host: 'x', port: 2995 },
      },
      said,
    );
    expect(elsewhere).not.toMatch(/microsoftonline|smtp\.office365|outlook\.office365\.com'/);
    expect(elsewhere).toContain(`$tokenUrl = 'https://127.0.0.1:8443/${facts.tenantId}/oauth2/v2.0/token'`);
    expect(elsewhere).toContain("smtp = @('127.0.0.1', 2587, 'SMTP.SendAsApp')");
  });

  it('holds the setup, the application and each mailbox once, as a literal', () => {
    for (const value of ['K7Q2M4', clientId, ...facts.mailboxes])
      expect(script.split(quotePowerShell(value))).toHaveLength(2);
  });

  it('is PowerShell, whatever the addresses are, and they stay what they are', () => {
    const mailboxes = fc.uniqueArray(hostileAddress, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(mailboxes, (addresses) => {
        const hostile = serverCheckScript(factsOf({ mailboxes: addresses }), endpoints, said);
        expect(grammar.mistakes(hostile)).toEqual([]);
        const listed = hostile.slice(hostile.indexOf('$mailboxes = @('), hostile.indexOf('# A server'));
        expect([...listed.matchAll(/^ +'(.*)',?\r$/gm)].map(([, text]) => text?.replaceAll("''", "'"))).toEqual(
          addresses,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('would be found out by that grammar', () => {
    expect(grammar.mistakes(script.replace('& {', '& '))).not.toEqual([]);
    expect(grammar.mistakes(script.replace("return 'timedOut' }", "return 'timedOut'"))).not.toEqual([]);
  });
});
