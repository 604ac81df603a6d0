import { beforeEach, describe, expect, it } from 'vitest';
import { findMailbox, newMailbox } from '../../sandbox/cloud.ts';
import { contosoId, fabrikamId } from '../../sandbox/contoso.ts';
import { openSession, runPowerShell } from '../../sandbox/powershell/run.ts';
import { compareEvidence } from '../../src/exchange/compare-evidence.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { clientId, factsOf, objectId, provisionedCloud, registrationId } from './hand-over-example.ts';
import { evidenceAfter, evidenceIn, exchangeState, runScript, type Sandbox, scriptOf } from './run-script.ts';

const [edi, orders, invoices] = ['edi@contoso.example', 'orders@contoso.example', 'invoices@contoso.example'];

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = provisionedCloud();
  for (const mailbox of sandbox.tenant.mailboxes) mailbox.popEnabled = false;
});

function register(appId: string, registered: string) {
  const guid = `guid-of-${registered}`;
  sandbox.tenant.exchangeServicePrincipals.push({ appId, objectId: registered, displayName: 'Earlier', guid });
}

const variants: readonly (readonly [string, Partial<SetupRequest>])[] = [
  ['two mailboxes and both channels', {}],
  ['SMTP AUTH for the organization', { smtpAuth: 'organization' }],
  ['without POP3', { channels: ['smtp'] }],
  ['POP3 alone', { channels: ['pop3'] }],
  ['without SendAs', { sendAs: false }],
  ['a sender apart', { mailboxes: [edi], sender: invoices }],
  ['a sender among the mailboxes, in another spelling', { sender: edi.toUpperCase() }],
];

describe.each(variants)('%s', (_, request) => {
  const facts = factsOf(request);

  it('leaves nothing to be desired, and says so in its evidence', async () => {
    const evidence = await evidenceAfter(sandbox, facts);
    expect(compareEvidence(facts, registrationId, evidence)).toEqual([]);
    expect(evidence.ranBy).toBe('erik.admin@contoso.example');
    expect(evidence.registered).toEqual([{ appId: clientId, objectId }]);
    expect(evidence.before.registered).toBe(false);
    expect(evidence.before.organizationSmtpAuthOff).toBe(true);
  });

  it('may be run twice', async () => {
    await evidenceAfter(sandbox, facts);
    const once = exchangeState(sandbox.tenant);
    const again = await runScript(sandbox, facts);
    expect(again.error).toBeNull();
    expect(again.output).toContain('already present');
    expect(exchangeState(sandbox.tenant)).toEqual(once);
    const { before, ...after } = evidenceIn(again.output, facts);
    expect({ ...after, ...before, registered: after.registered }).toEqual(after);
  });
});

describe('the evidence', () => {
  it('tells how things were before, and not what was not asked', async () => {
    sandbox.tenant.mailboxes.push(newMailbox('ceo@contoso.example', 'CEO'));
    Object.assign(findMailbox(sandbox.tenant, edi) ?? {}, { smtpClientAuthenticationDisabled: true, popEnabled: true });
    const { before, mailboxes } = await evidenceAfter(sandbox, factsOf());
    const unread = { fullAccess: null, sendAs: null, found: true };
    expect(before.mailboxes).toEqual([
      { mailbox: edi, smtpAuth: 'off', pop: true, ...unread },
      { mailbox: orders, smtpAuth: 'organization', pop: false, ...unread },
    ]);
    const granted = { found: true, smtpAuth: 'on', pop: true, fullAccess: true, sendAs: true };
    expect(mailboxes).toEqual([edi, orders].map((mailbox) => ({ mailbox, ...granted })));
  });

  it('tells what the application held before, where it was registered', async () => {
    register(clientId, objectId);
    findMailbox(sandbox.tenant, edi)?.fullAccess.push(objectId);
    const { before } = await evidenceAfter(sandbox, factsOf());
    expect(before.registered).toBe(true);
    expect(before.mailboxes.map(({ fullAccess, sendAs }) => [fullAccess, sendAs])).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it('stands between two lines that can be seen', async () => {
    const { output } = await runScript(sandbox, factsOf());
    const [begins, json, ends] = output.split('\n').slice(-3);
    expect([begins, ends]).toEqual([exchange.script.evidenceBegins('K7Q2M4'), exchange.script.evidenceEnds]);
    expect(json).toMatch(/^\{"ebissMailEvidence":1,\S+\}$/);
  });

  it('stays far below the limit for fifty mailboxes', async () => {
    const mailboxes = Array.from({ length: 50 }, (_, index) => `mailbox-${index}@contoso.example`);
    sandbox.tenant.mailboxes.push(...mailboxes.map((address, index) => newMailbox(address, `Mailbox ${index}`)));
    const facts = factsOf({ mailboxes });
    const { output, error } = await runScript(sandbox, facts);
    expect(error).toBeNull();
    expect(output.length).toBeLessThan(20_000);
    expect(compareEvidence(facts, registrationId, evidenceIn(output, facts))).toEqual([]);
  });

  it('names the person who was signed in', async () => {
    const [account] = sandbox.tenant.accounts;
    const { output } = await runScript(sandbox, factsOf(), openSession({ account: account ?? null }));
    expect(evidenceIn(output, factsOf()).ranBy).toBe('alex.admin@contoso.example');
  });
});

describe('a registration that is not right', () => {
  it.each([
    ['with the object id of the app registration', [registrationId]],
    ['with another object id', ['4fcf618d-3e51-4094-8daa-618293a4b5c6']],
    ['more than once', [objectId, registrationId]],
  ])('%s: nothing is changed, and the evidence is printed', async (_, registered) => {
    for (const id of registered) register(clientId, id);
    const before = exchangeState(sandbox.tenant);
    const { output, error } = await runScript(sandbox, factsOf());
    expect(error).toBeNull();
    expect(output).toContain(`WARNING: ${exchange.script.notRegistered}`);
    expect(exchangeState(sandbox.tenant)).toEqual(before);
    expect(evidenceIn(output, factsOf()).registered?.map((app) => app.objectId)).toEqual(registered);
  });

  it('is not that of another application', async () => {
    register('another-app', 'another-object');
    await evidenceAfter(sandbox, factsOf());
    expect(sandbox.tenant.exchangeServicePrincipals.map(({ appId }) => appId)).toEqual(['another-app', clientId]);
  });

  it('is none yet, because the enterprise application has not spread: said, with evidence', async () => {
    for (const app of sandbox.tenant.servicePrincipals) app.knownAt = Date.now() + 60_000;
    const { output, error } = await runScript(sandbox, factsOf());
    expect(error).toBeNull();
    expect(output).toContain('was found in Microsoft Entra ID');
    expect(evidenceIn(output, factsOf()).registered).toEqual([]);
    expect(sandbox.tenant.mailboxes.flatMap(({ fullAccess }) => fullAccess)).toEqual([]);
  });
});

describe('one mailbox that is missing', () => {
  const gone = 'gone@contoso.example';
  const facts = factsOf({ mailboxes: [edi, gone, orders] });

  it('does not keep the others from being done, and each failure is said', async () => {
    const { output, error } = await runScript(sandbox, facts);
    expect(error).toBeNull();
    expect(output.match(/^WARNING: gone@contoso\.example .*ManagementObjectNotFoundException/gm)).toHaveLength(4);
    const { mailboxes } = evidenceIn(output, facts);
    expect(mailboxes.map(({ mailbox, found, fullAccess }) => [mailbox, found, fullAccess])).toEqual([
      [edi, true, true],
      [gone, false, null],
      [orders, true, true],
    ]);
  });

  it('as the sender: everything that Get-Recipient answers is not the sender', async () => {
    const evidence = await evidenceAfter(sandbox, factsOf({ mailboxes: [edi], sender: gone }));
    expect(evidence.mailboxes.at(-1)).toMatchObject({ mailbox: gone, found: false, sendAs: null });
  });
});

describe('before anything is changed', () => {
  const facts = factsOf();

  async function refusedWith(run: ReturnType<typeof runPowerShell>) {
    const before = exchangeState(sandbox.tenant);
    const { error } = await run;
    expect(exchangeState(sandbox.tenant)).toEqual(before);
    return error?.message;
  }

  it.each([
    ['missing', []],
    ['too old', [{ name: 'ExchangeOnlineManagement', version: '3.1.0' }]],
    ['too old, though its text sorts higher', [{ name: 'ExchangeOnlineManagement', version: '2.10.0' }]],
  ])('stops where the module is %s', async (_, modules) => {
    const said = await refusedWith(runScript(sandbox, facts, openSession({ modules })));
    expect(said).toBe(exchange.script.moduleMissing);
    expect(said).toContain('Install-Module ExchangeOnlineManagement -Scope CurrentUser');
  });

  it.each(['3.2.0', '3.10.0', '10.0.0'])('goes on with module %s', async (version) => {
    const session = openSession({ modules: [{ name: 'ExchangeOnlineManagement', version }] });
    expect((await runScript(sandbox, facts, session)).error).toBeNull();
  });

  it('stops where the account is not of this tenant', async () => {
    const fabrikam = sandbox.cloud.tenants[1] ?? sandbox.tenant;
    expect(await refusedWith(runPowerShell(sandbox.cloud, fabrikam, scriptOf(facts)))).toContain('AADSTS50020');
  });

  it('stops where the connection leads to another tenant', async () => {
    const fabrikam = sandbox.cloud.tenants[1] ?? sandbox.tenant;
    const elsewhere = scriptOf(facts).replace(
      'Connect-ExchangeOnline -Organization $tenantId',
      'Connect-ExchangeOnline',
    );
    expect(await refusedWith(runPowerShell(sandbox.cloud, fabrikam, elsewhere))).toBe(exchange.script.otherTenant);
  });

  it('stops where the window is connected to another tenant as well', async () => {
    const session = openSession();
    await runPowerShell(
      sandbox.cloud,
      sandbox.tenant,
      `Connect-ExchangeOnline -DelegatedOrganization '${fabrikamId}'`,
      session,
    );
    expect(await refusedWith(runScript(sandbox, facts, session))).toBe(exchange.script.otherTenant);
  });

  it('stops where the organization that answers has no such mail domain, whatever the connection says', async () => {
    const other = factsOf({ mailboxes: ['edi@fabrikam.example'] });
    expect(await refusedWith(runScript(sandbox, other))).toBe(exchange.script.otherTenant);
  });

  it('goes on with delegated access to this tenant', async () => {
    const fabrikam = sandbox.cloud.tenants[1] ?? sandbox.tenant;
    const delegated = scriptOf(facts).replace(
      'Online -Organization $tenantId',
      'Online -DelegatedOrganization $tenantId -DisableWAM',
    );
    const { output, error } = await runPowerShell(sandbox.cloud, fabrikam, delegated);
    expect(error).toBeNull();
    expect(compareEvidence(facts, registrationId, evidenceIn(output, facts))).toEqual([]);
    expect(facts.tenantId).toBe(contosoId);
    expect(exchangeState(fabrikam).registered).toEqual([]);
  });
});
