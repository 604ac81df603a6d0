import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { handOverText } from '../../src/exchange/hand-over-text.ts';
import { handOverScript, handOverScriptBytes, scriptFileName } from '../../src/exchange/script.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { hostileAddress, hostileName } from '../support/hostile.ts';
import { anyFormer } from './any-facts.ts';
import { clientId, factsOf, objectId, textHash } from './hand-over-example.ts';
import { type Grammar, loadGrammar } from './powershell-grammar.ts';

const three = { mailboxes: ['edi@contoso.example', 'orders@contoso.example', 'invoices@contoso.example'] };
const script = handOverScript(factsOf(three), textHash, exchange.script);

let grammar: Grammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

describe('the script', () => {
  it('is UTF-8 with byte-order mark and CRLF throughout', () => {
    const bytes = handOverScriptBytes(factsOf(), textHash, exchange.script);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(scriptFileName(factsOf())).toBe('ebiss-mail-K7Q2M4.ps1');
  });

  it('is short enough to be read before it is run', () => {
    expect(script.trim().split('\r\n').length).toBeLessThanOrEqual(75);
  });

  it('is one block without an empty line, so that it can be pasted', () => {
    const lines = script.trimEnd().split('\r\n');
    expect(lines).not.toContain('');
    const first = lines.findIndex((line) => !line.startsWith('#'));
    expect(lines[first]).toMatch(/^& \{ # /);
    expect(lines.at(-1)).toBe('}');
    expect(lines.slice(first + 1, -1).every((line) => line.startsWith('  '))).toBe(true);
  });

  it('names setup, text, and how to run it', () => {
    for (const named of [
      'K7Q2M4',
      textHash,
      'Unblock-File .\\ebiss-mail-K7Q2M4.ps1',
      '-DisableWAM',
      '-DelegatedOrganization',
    ]) {
      expect(script).toContain(named);
    }
  });

  it('holds each value once, as a literal', () => {
    for (const value of [textHash, clientId, objectId, ...three.mailboxes]) {
      expect(script.split(`'${value}'`)).toHaveLength(2);
    }
  });

  it('asks for terminating errors in every command of Exchange', () => {
    const calls = script.match(
      /(?:Get|New|Set|Add)-(?:ServicePrincipal|TransportConfig|AcceptedDomain|CASMailbox|MailboxPermission|RecipientPermission|Recipient)\b[^|})]*/g,
    );
    expect(calls?.length).toBeGreaterThan(8);
    for (const call of calls ?? []) expect(call).toContain('-ErrorAction Stop');
  });

  it('has comments of one plain line each', () => {
    const said = { ...exchange.script, ...exchange.undoScript, ...exchange.undoScript.steps, steps: '' };
    const lines = Object.values(said).map((line) => (typeof line === 'string' ? line : line('K7Q2M4')));
    for (const line of lines) expect(line).toMatch(/^[\x20-\x7E]*$/);
  });

  it('is PowerShell, whatever the names and addresses are', () => {
    const request = fc.record({
      appName: hostileName,
      mailboxes: fc.uniqueArray(hostileAddress, { minLength: 1, maxLength: 4 }),
      sender: fc.option(hostileAddress),
      channels: fc.constantFrom(['smtp' as const], ['pop3' as const], ['smtp' as const, 'pop3' as const]),
      smtpAuth: fc.constantFrom('mailbox' as const, 'organization' as const),
      sendAs: fc.boolean(),
    });
    fc.assert(
      fc.property(request, anyFormer, (any, former) => {
        const facts = { ...factsOf(any), former };
        expect(grammar.mistakes(handOverScript(facts, textHash, exchange.script))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('would be found out by that grammar', () => {
    expect(grammar.mistakes(script.replace('& {', '& '))).not.toEqual([]);
  });
});

describe('the text that an approval is for', () => {
  it('is the id of the setup and every command, in no language', () => {
    expect(handOverText(factsOf({ mailboxes: ['edi@contoso.example'], sendAs: false, channels: ['smtp'] }))).toBe(
      [
        '# K7Q2M4',
        'Import-Module ExchangeOnlineManagement',
        "Connect-ExchangeOnline -Organization '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10'",
        `New-ServicePrincipal -AppId '${clientId}' -ObjectId '${objectId}' -DisplayName 'eBiss 3 mail'`,
        "Set-CASMailbox -Identity 'edi@contoso.example' -SmtpClientAuthenticationDisabled $false",
        `Add-MailboxPermission -Identity 'edi@contoso.example' -User '${objectId}' -AccessRights FullAccess`,
      ].join('\n'),
    );
  });

  it('changes with each thing that is asked for', () => {
    const base = handOverText(factsOf());
    for (const change of [
      { mailboxes: ['edi@contoso.example'] },
      { appName: 'Other' },
      { smtpAuth: 'organization' },
      { channels: ['smtp'] },
      { sendAs: false },
      { sender: 'invoices@contoso.example' },
    ] as const) {
      expect(handOverText(factsOf(change))).not.toBe(base);
    }
    const former = { ...factsOf().former, fullAccess: ['earlier@contoso.example'] };
    expect(handOverText({ ...factsOf(), former })).not.toBe(base);
  });
});
