// A setup whose request changes after commands were run: what is no longer used is taken back, and undo still knows how
// everything was before the first run. Each run is the real script in the sandbox, each report its evidence.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newMailbox } from '../../sandbox/cloud.ts';
import { runPowerShell } from '../../sandbox/powershell/run.ts';
import { commandPattern, handOverCommands } from '../../src/exchange/commands.ts';
import { compareEvidence } from '../../src/exchange/compare-evidence.ts';
import { type HandOverFacts, handOverFacts } from '../../src/exchange/hand-over-facts.ts';
import { undoCommands } from '../../src/exchange/undo.ts';
import { undoScript } from '../../src/exchange/undo-script.ts';
import { advance } from '../../src/setup/advance.ts';
import type { Happening } from '../../src/setup/events.ts';
import type { MailboxState } from '../../src/setup/evidence.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { objectId, provisionedCloud, provisionedSetup, registrationId, textHash } from './hand-over-example.ts';
import { evidenceAfter, evidenceIn, exchangeState, runScript, type Sandbox } from './run-script.ts';

const [edi, orders, invoices] = ['edi@contoso.example', 'orders@contoso.example', 'invoices@contoso.example'];
const erik = { tenantId: 't', objectId: 'erik', name: 'Erik Vogt' };
const at = '2026-11-24T09:00:00.000Z';
const rules = { verifySchedule: [0], verifySuccesses: 1, verifyAgainMinutes: 1 };

function having(setup: Setup, ...happenings: readonly Happening[]): Setup {
  const ready: Setup = {
    ...setup,
    secret: { keyId: 'k', addedAt: at, endsAt: at, attempt: 1, readers: [], read: null, delivered: null },
    checking: null,
  };
  return happenings.reduce((seen, happening) => advance(seen, { at, by: erik, ...happening }, rules).setup, ready);
}

const toChannel: Happening = { kind: 'handedOver', conversationId: '19:x', toChannel: true, textHash };
const approve: Happening = { kind: 'exchangeApproved' };

function asked(request: Partial<SetupRequest> = {}): Setup {
  return having(provisionedSetup(request), toChannel);
}

function changed(setup: Setup, request: Partial<SetupRequest>): Setup {
  return having(setup, { kind: 'changed', request: { ...setup.request, ...request } }, toChannel);
}

function factsIn(setup: Setup): HandOverFacts {
  const facts = handOverFacts(setup);
  if (facts === null) throw new Error('a provisioned setup has facts');
  return facts;
}

async function run(sandbox: Sandbox, setup: Setup, withEvidence = true): Promise<Setup> {
  const evidence = await evidenceAfter(sandbox, factsIn(setup));
  return having(setup, approve, approve, { kind: 'exchangeReported', evidence: withEvidence ? evidence : null });
}

const commandsOf = (groups: ReturnType<typeof handOverCommands>) => groups.flatMap(({ commands }) => commands);
const formerOf = (setup: Setup) => handOverCommands(factsIn(setup)).find(({ topic }) => topic === 'noLongerUsed');

async function undo({ cloud, tenant }: Sandbox, setup: Setup, how: 'commands' | 'script') {
  const facts = factsIn(setup);
  const source =
    how === 'commands'
      ? commandsOf(undoCommands(facts, setup.exchangeBefore)).join('\n')
      : undoScript(facts, setup.exchangeBefore, exchange.undoScript);
  expect((await runPowerShell(cloud, tenant, source)).error).toBeNull();
}

/** What the application holds, whatever the switches are. */
function grantsIn({ tenant }: Sandbox): readonly string[] {
  return [
    ...tenant.exchangeServicePrincipals.map(() => 'registered'),
    ...tenant.mailboxes.flatMap(({ address, fullAccess, sendAs }) => [
      ...fullAccess.map(() => `full ${address}`),
      ...sendAs.map(() => `send ${address}`),
    ]),
  ];
}

describe('values from before', () => {
  it('are those from before the first run, however often the request changes', async () => {
    for (const how of ['commands', 'script'] as const) {
      const sandbox = provisionedCloud();
      for (const mailbox of sandbox.tenant.mailboxes) mailbox.popEnabled = false;
      const before = exchangeState(sandbox.tenant);
      const first = await run(sandbox, asked({ mailboxes: [edi] }));
      const second = await run(sandbox, changed(first, { mailboxes: [edi, orders] }));
      expect(second.exchangeBefore).toMatchObject({ registered: false });
      await undo(sandbox, second, how);
      expect(exchangeState(sandbox.tenant)).toEqual(before);
    }
  });

  it('that a second run finds are no values from before, where the first gave no evidence', async () => {
    const sandbox = provisionedCloud();
    const first = await run(sandbox, asked({ mailboxes: [edi] }), false);
    const again = await run(sandbox, first);
    const [state] = again.exchangeBefore?.mailboxes ?? [];
    expect(again.exchangeBefore?.registered).toBeNull();
    expect(state).toMatchObject({ mailbox: edi, smtpAuth: null, fullAccess: null, sendAs: null });
    await undo(sandbox, again, 'script');
    expect(grantsIn(sandbox)).toEqual([]);
  });

  it('that differ from what the commands set are, as nobody has set them yet', async () => {
    const sandbox = provisionedCloud();
    const reported = having(asked({ mailboxes: [edi] }), approve, { kind: 'exchangeReported', evidence: null });
    const again = await run(sandbox, reported);
    expect(again.exchangeBefore).toMatchObject({ registered: false, organizationSmtpAuthOff: true });
    expect(again.exchangeBefore?.mailboxes[0]).toMatchObject({ mailbox: edi, smtpAuth: 'organization' });
  });

  it('stay where the hand-over goes elsewhere', async () => {
    const sandbox = provisionedCloud();
    const first = await run(sandbox, asked({ mailboxes: [edi] }));
    const moved = having(first, { ...toChannel, conversationId: 'a:robin', toChannel: false });
    expect(moved.exchangeReport).toBeNull();
    expect(moved.exchangeBefore).toEqual(first.exchangeBefore);
  });
});

describe('a mailbox that is no longer used', () => {
  it('loses its grants by the new commands, and undo puts its switches back', async () => {
    const sandbox = provisionedCloud();
    const before = exchangeState(sandbox.tenant);
    const first = await run(sandbox, asked({ mailboxes: [edi, orders] }));
    const next = changed(first, { mailboxes: [edi] });
    expect(formerOf(next)?.commands).toEqual([
      `Remove-RecipientPermission -Identity '${orders}' -Trustee '${objectId}' -AccessRights SendAs -Confirm:$false`,
      `Remove-MailboxPermission -Identity '${orders}' -User '${objectId}' -AccessRights FullAccess -Confirm:$false`,
    ]);
    const second = await run(sandbox, next);
    expect(grantsIn(sandbox)).toEqual(['registered', `full ${edi}`, `send ${edi}`]);
    await undo(sandbox, second, 'commands');
    expect(exchangeState(sandbox.tenant)).toEqual(before);
  });

  it.each(['commands', 'pattern', 'script'] as const)('is taken back by the %s', async (how) => {
    const sandbox = provisionedCloud();
    const first = await run(sandbox, asked({ mailboxes: [edi, orders], sender: invoices }));
    const facts = factsIn(changed(first, { mailboxes: [orders], sender: null }));
    if (how === 'script') await evidenceAfter(sandbox, facts);
    else {
      const all = how === 'commands' ? handOverCommands(facts) : commandPattern(facts);
      // It is registered already, where commands without the script's care would stop.
      const groups = all.filter(({ topic }) => topic !== 'register');
      const { error } = await runPowerShell(sandbox.cloud, sandbox.tenant, commandsOf(groups).join('\n'));
      expect(error).toBeNull();
    }
    expect(grantsIn(sandbox)).toEqual(['registered', `full ${orders}`, `send ${orders}`]);
  });

  it('is still in the evidence, which tells what was left out', async () => {
    const sandbox = provisionedCloud();
    const first = await run(sandbox, asked({ mailboxes: [edi, orders], sender: invoices }));
    const facts = factsIn(changed(first, { mailboxes: [edi], sendAs: false }));
    const evidence = await evidenceAfter(sandbox, facts);
    expect(compareEvidence(facts, registrationId, evidence)).toEqual([]);
    const of = (state: Partial<MailboxState>) =>
      compareEvidence(facts, registrationId, {
        ...evidence,
        mailboxes: evidence.mailboxes.map((one) => (one.mailbox === edi ? one : { ...one, ...state })),
      }).map(({ kind }) => kind);
    expect(of({ found: false, fullAccess: null, sendAs: null })).toEqual([]);
    expect(of({ fullAccess: null, sendAs: null })).toEqual(['notRead', 'notRead']);
    const states = evidence.mailboxes.map((state) =>
      state.mailbox === edi
        ? state
        : { ...state, fullAccess: state.mailbox === orders, sendAs: state.mailbox === invoices },
    );
    expect(compareEvidence(facts, registrationId, { ...evidence, mailboxes: states })).toEqual([
      {
        kind: 'fullAccessLeft',
        mailbox: orders,
        commands: [
          `Remove-MailboxPermission -Identity '${orders}' -User '${objectId}' -AccessRights FullAccess -Confirm:$false`,
        ],
      },
      {
        kind: 'sendAsLeft',
        mailbox: invoices,
        commands: [
          `Remove-RecipientPermission -Identity '${invoices}' -Trustee '${objectId}' -AccessRights SendAs -Confirm:$false`,
        ],
      },
    ]);
  });

  it('is named once the commands may have been run, and not before', () => {
    const request = { mailboxes: [edi] };
    expect(formerOf(changed(asked(), request))).toBeUndefined();
    expect(formerOf(changed(having(asked(), approve), request))).toBeDefined();
    const inChat = having(asked(), { ...toChannel, toChannel: false });
    expect(formerOf(changed(inChat, request))).toBeDefined();
    const oneOfTwo = having(asked({ smtpAuth: 'organization' }), approve);
    expect(formerOf(changed(oneOfTwo, request))).toBeUndefined();
  });

  it('is not one that is only written otherwise', () => {
    const next = changed(having(asked(), approve), { mailboxes: [edi.toUpperCase(), orders] });
    expect(formerOf(next)).toBeUndefined();
  });

  it('is named no more once evidence has shown that its grants are gone', async () => {
    const sandbox = provisionedCloud();
    const first = await run(sandbox, asked({ mailboxes: [edi, orders] }));
    const second = await run(sandbox, changed(first, { mailboxes: [edi] }));
    expect(formerOf(second)).toBeDefined();
    expect(formerOf(changed(second, { mailboxes: [edi, invoices] }))).toBeUndefined();
  });

  it('may be named twice: the script runs again without harm', async () => {
    const sandbox = provisionedCloud();
    const next = changed(await run(sandbox, asked()), { mailboxes: [edi] });
    await evidenceAfter(sandbox, factsIn(next));
    const once = exchangeState(sandbox.tenant);
    const again = await runScript(sandbox, factsIn(next));
    expect(again.error).toBeNull();
    expect(exchangeState(sandbox.tenant)).toEqual(once);
    expect(compareEvidence(factsIn(next), registrationId, evidenceIn(again.output, factsIn(next)))).toEqual([]);
  });
});

const addresses = [edi, orders, invoices, 'buyers@contoso.example'];
const anyRequest = fc.record({
  mailboxes: fc.subarray(addresses, { minLength: 1 }),
  sender: fc.option(fc.constantFrom(...addresses)),
  sendAs: fc.boolean(),
  smtpAuth: fc.constantFrom('mailbox' as const, 'organization' as const),
});
const anyState = fc.record({
  smtpClientAuthenticationDisabled: fc.constantFrom(true, false, null),
  popEnabled: fc.boolean(),
});

it('however often the request changes, what is run leaves what is asked for, and undo what was there', async () => {
  const steps = fc.array(fc.record({ request: anyRequest, isRun: fc.boolean() }), { minLength: 1, maxLength: 4 });
  const channels = fc.constantFrom(['smtp' as const], ['pop3' as const], ['smtp' as const, 'pop3' as const]);
  const states = fc.tuple(anyState, anyState, anyState, anyState);
  await fc.assert(
    fc.asyncProperty(channels, steps, states, fc.boolean(), async (used, all, made, organizationOff) => {
      const sandbox = provisionedCloud();
      const { tenant } = sandbox;
      tenant.mailboxes = addresses.map((address, index) => ({ ...newMailbox(address, address), ...made[index] }));
      tenant.smtpClientAuthenticationDisabled = organizationOff;
      const before = exchangeState(tenant);
      let setup: Setup | null = null;
      for (const { request, isRun } of all) {
        setup = setup === null ? asked({ ...request, channels: used }) : changed(setup, request);
        if (!isRun) continue;
        setup = await run(sandbox, setup);
        const facts = factsIn(setup);
        const evidence = setup.exchangeReport?.evidence;
        const found = evidence == null ? null : compareEvidence(facts, registrationId, evidence);
        // A mailbox that has it off for itself is not switched where the organization is.
        expect(found?.filter(({ kind }) => kind !== 'smtpAuthOff')).toEqual([]);
        const { mailboxes, sendAs } = facts;
        expect(new Set(grantsIn(sandbox))).toEqual(
          new Set([
            'registered',
            ...mailboxes.map((address) => `full ${address}`),
            ...sendAs.map((address) => `send ${address}`),
          ]),
        );
      }
      if (setup === null || !all.some(({ isRun }) => isRun)) return;
      await undo(sandbox, setup, 'script');
      expect(exchangeState(tenant)).toEqual(before);
    }),
    { numRuns: 120 },
  );
});
