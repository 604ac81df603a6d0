import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { findMailbox, newMailbox } from '../../sandbox/cloud.ts';
import { runPowerShell } from '../../sandbox/powershell/run.ts';
import type { CommandGroup } from '../../src/exchange/commands.ts';
import type { HandOverFacts } from '../../src/exchange/hand-over-facts.ts';
import { undoCommands } from '../../src/exchange/undo.ts';
import { undoScript, undoScriptBytes, undoScriptFileName } from '../../src/exchange/undo-script.ts';
import type { BeforeChange, MailboxState } from '../../src/setup/evidence.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { hostileAddress } from '../support/hostile.ts';
import { clientId, factsOf, objectId, provisionedCloud } from './hand-over-example.ts';
import { type Grammar, loadGrammar } from './powershell-grammar.ts';
import { evidenceAfter, exchangeState, type Sandbox } from './run-script.ts';

const [edi, orders, invoices] = ['edi@contoso.example', 'orders@contoso.example', 'invoices@contoso.example'];

let grammar: Grammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

function told(groups: readonly CommandGroup[]): readonly string[] {
  return groups.map(({ section, topic, commands }) => `${section} ${topic} ${commands.length}`);
}

const untouched: MailboxState = {
  mailbox: edi,
  found: true,
  smtpAuth: 'organization',
  pop: false,
  fullAccess: null,
  sendAs: null,
};
const fresh: BeforeChange = { registered: false, organizationSmtpAuthOff: true, mailboxes: [untouched] };

describe('the reverse commands', () => {
  const facts = factsOf({ mailboxes: [edi] });
  const everything = [
    '2.1 connect 2',
    '2.4 removeSendAs 1',
    '2.4 removeFullAccess 1',
    '2.3 popBack 1',
    '2.3 smtpAuthBack 1',
  ];
  const withState = (changes: Partial<MailboxState>): BeforeChange => ({
    ...fresh,
    mailboxes: [{ ...untouched, ...changes }],
  });

  it.each<[string, HandOverFacts, BeforeChange | null, readonly string[]]>([
    ['everything was new', facts, fresh, [...everything, '2.2 unregister 1']],
    ['registered before', facts, { ...fresh, registered: true }, everything],
    [
      'granted before',
      facts,
      withState({ fullAccess: true, sendAs: true }),
      ['2.1 connect 2', ...everything.slice(3), '2.2 unregister 1'],
    ],
    [
      'switched on before',
      facts,
      withState({ smtpAuth: 'on', pop: true }),
      [...everything.slice(0, 3), '2.2 unregister 1'],
    ],
    ['nothing known', facts, null, [...everything.slice(0, 3), '2.2 unregister 1', '2.3 leftAlone 0']],
    [
      'POP not known',
      facts,
      withState({ pop: null }),
      [...everything.slice(0, 3), '2.3 smtpAuthBack 1', '2.2 unregister 1', '2.3 leftAlone 0'],
    ],
    [
      'no word about the mailbox',
      facts,
      { ...fresh, mailboxes: [] },
      [...everything.slice(0, 3), '2.2 unregister 1', '2.3 leftAlone 0'],
    ],
    [
      'the organization was switched',
      factsOf({ mailboxes: [edi], smtpAuth: 'organization' }),
      fresh,
      [...everything.slice(0, 4), '2.3 smtpAuthEverywhereBack 1', '2.2 unregister 1'],
    ],
    [
      'the organization had it on before',
      factsOf({ mailboxes: [edi], smtpAuth: 'organization' }),
      { ...fresh, organizationSmtpAuthOff: false },
      [...everything.slice(0, 4), '2.2 unregister 1'],
    ],
    [
      'POP3 alone',
      factsOf({ mailboxes: [edi], channels: ['pop3'] }),
      fresh,
      [everything[0] ?? '', ...everything.slice(2, 4), '2.2 unregister 1'],
    ],
    [
      'SMTP alone, nothing known',
      factsOf({ mailboxes: [edi], channels: ['smtp'] }),
      null,
      [...everything.slice(0, 3), '2.2 unregister 1', '2.3 leftAlone 0'],
    ],
  ])('%s', (_, asked, before, groups) => {
    expect(told(undoCommands(asked, before))).toEqual(groups);
  });

  it('give each mailbox the setting that it had', () => {
    const states = [edi, orders, invoices].map(
      (mailbox, index): MailboxState => ({
        ...untouched,
        mailbox,
        smtpAuth: (['off', 'organization', 'on'] as const)[index] ?? null,
      }),
    );
    const groups = undoCommands(factsOf({ mailboxes: [edi, orders, invoices] }), { ...fresh, mailboxes: states });
    expect(groups.find(({ topic }) => topic === 'smtpAuthBack')?.commands).toEqual([
      `Set-CASMailbox -Identity '${edi}' -SmtpClientAuthenticationDisabled $true`,
      `Set-CASMailbox -Identity '${orders}' -SmtpClientAuthenticationDisabled $null`,
    ]);
  });

  it('never wait for an answer, and have words', () => {
    for (const before of [null, fresh]) {
      for (const { topic, commands } of undoCommands(facts, before)) {
        expect(exchange.topics[topic].title).not.toBe('');
        for (const command of commands) if (command.startsWith('Remove-')) expect(command).toContain('-Confirm:$false');
      }
    }
  });
});

/** A tenant in any state in which it may be before the script, and what is asked of it. */
const anyTenant = fc
  .uniqueArray(hostileAddress, { minLength: 1, maxLength: 4, selector: (address) => address.toLowerCase() })
  .chain((mailboxes) =>
    fc.record({
      request: fc.record({
        mailboxes: fc.constant(mailboxes),
        sender: fc.option(fc.constantFrom(invoices, ...mailboxes)),
        channels: fc.constantFrom(['smtp' as const], ['pop3' as const], ['smtp' as const, 'pop3' as const]),
        smtpAuth: fc.constantFrom('mailbox' as const, 'organization' as const),
        sendAs: fc.boolean(),
      }),
      registered: fc.boolean(),
      organizationOff: fc.boolean(),
      states: fc.tuple(
        ...mailboxes.map(() =>
          fc.record({
            smtpClientAuthenticationDisabled: fc.constantFrom(true, false, null),
            popEnabled: fc.boolean(),
            fullAccess: fc.boolean(),
            sendAs: fc.boolean(),
          }),
        ),
      ),
    }),
  );

type AnyTenant = typeof anyTenant extends fc.Arbitrary<infer Value> ? Value : never;

function sandboxIn({ request, registered, organizationOff, states }: AnyTenant): Sandbox {
  const { cloud, tenant } = provisionedCloud();
  tenant.domains.push('edi.contoso.example', 'x-y.example');
  tenant.smtpClientAuthenticationDisabled = organizationOff;
  if (registered) {
    const entry = { appId: clientId, objectId, displayName: 'eBiss 3 mail', guid: 'guid' };
    tenant.exchangeServicePrincipals.push(entry);
  }
  const held = (holds: boolean) => (registered && holds ? [objectId] : []);
  tenant.mailboxes.push(
    ...request.mailboxes.map((address, index) => ({
      ...newMailbox(address, `Mailbox ${index}`),
      ...states[index],
      fullAccess: held(states[index]?.fullAccess === true),
      sendAs: held(states[index]?.sendAs === true),
    })),
  );
  return { cloud, tenant };
}

describe('after the way there the way back leaves everything as it was', () => {
  const waysBack: readonly [string, (facts: HandOverFacts, before: BeforeChange) => string][] = [
    [
      'as commands',
      (facts, before) =>
        undoCommands(facts, before)
          .flatMap(({ commands }) => commands)
          .join('\n'),
    ],
    ['as script', (facts, before) => undoScript(facts, before, exchange.undoScript)],
  ];

  it.each(waysBack)('%s', async (_, wayBack) => {
    await fc.assert(
      fc.asyncProperty(anyTenant, async (any) => {
        const sandbox = sandboxIn(any);
        const facts = factsOf(any.request);
        const before = exchangeState(sandbox.tenant);
        const evidence = await evidenceAfter(sandbox, facts);
        const { error, output } = await runPowerShell(sandbox.cloud, sandbox.tenant, wayBack(facts, evidence.before));
        expect(error).toBeNull();
        expect(output).not.toContain('WARNING');
        expect(exchangeState(sandbox.tenant)).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the script for the way back', () => {
  const facts = factsOf();

  it('is a file like the other one', () => {
    expect([...undoScriptBytes(facts, null, exchange.undoScript).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(undoScriptFileName(facts)).toBe('ebiss-mail-K7Q2M4-undo.ps1');
    const script = undoScript(facts, null, exchange.undoScript);
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(script.trimEnd().split('\r\n')).not.toContain('');
  });

  it('is PowerShell, whatever the state before', () => {
    fc.assert(
      fc.property(anyTenant, fc.boolean(), ({ request, states }, known) => {
        const asked = factsOf(request);
        const mailboxes = asked.mailboxes.map(
          (mailbox, index): MailboxState => ({
            ...untouched,
            mailbox,
            pop: states[index]?.popEnabled ?? null,
          }),
        );
        const script = undoScript(asked, known ? { ...fresh, mailboxes } : null, exchange.undoScript);
        expect(grammar.mistakes(script)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('says what is left alone, and does the rest', async () => {
    const sandbox = provisionedCloud();
    await evidenceAfter(sandbox, facts);
    const { cloud, tenant } = sandbox;
    const { error, output } = await runPowerShell(cloud, tenant, undoScript(facts, null, exchange.undoScript));
    expect(error).toBeNull();
    expect(output).toBe(`WARNING: ${exchange.undoScript.steps.leftAlone}\n${exchange.undoScript.done}`);
    expect(tenant.exchangeServicePrincipals).toEqual([]);
    expect(findMailbox(tenant, edi)).toMatchObject({ fullAccess: [], smtpClientAuthenticationDisabled: false });
  });

  it('may be run twice, and goes on where something is gone already', async () => {
    const { cloud, tenant } = provisionedCloud();
    const script = undoScript(facts, null, exchange.undoScript);
    const { error, output } = await runPowerShell(cloud, tenant, script);
    expect(error).toBeNull();
    expect(output).toContain(exchange.undoScript.done);
    expect(output.match(/^WARNING: .*Couldn't find object/gm)).toHaveLength(4);
  });

  it('stops before anything is changed where the connection leads elsewhere', async () => {
    const { cloud } = provisionedCloud();
    const fabrikam = cloud.tenants[1];
    if (fabrikam === undefined) throw new Error('The sandbox has a second tenant.');
    const script = undoScript(facts, null, exchange.undoScript).replace(
      'Connect-ExchangeOnline -Organization $tenantId',
      'Connect-ExchangeOnline',
    );
    expect((await runPowerShell(cloud, fabrikam, script)).error?.message).toBe(exchange.script.otherTenant);
  });
});
