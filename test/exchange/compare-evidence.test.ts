import { beforeEach, describe, expect, it } from 'vitest';
import { findMailbox, type Mailbox } from '../../sandbox/cloud.ts';
import { runPowerShell } from '../../sandbox/powershell/run.ts';
import { compareEvidence, type Difference, type DifferenceKind } from '../../src/exchange/compare-evidence.ts';
import type { Evidence } from '../../src/setup/evidence.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { clientId, factsOf, objectId, provisionedCloud, registrationId } from './hand-over-example.ts';
import { evidenceAfter, type Sandbox } from './run-script.ts';

const [edi, orders, invoices] = ['edi@contoso.example', 'orders@contoso.example', 'invoices@contoso.example'];
const foreign = '4fcf618d-3e51-4094-8daa-618293a4b5c6';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = provisionedCloud();
});

function register(...ids: readonly string[]) {
  const entry = (id: string) => ({ appId: clientId, objectId: id, displayName: 'eBiss 3 mail', guid: `guid-of-${id}` });
  sandbox.tenant.exchangeServicePrincipals = ids.map(entry);
}

function change(address: string, changes: Partial<Mailbox>) {
  Object.assign(findMailbox(sandbox.tenant, address) ?? {}, changes);
}

const newPrincipal = `New-ServicePrincipal -AppId '${clientId}' -ObjectId '${objectId}' -DisplayName 'eBiss 3 mail'`;
const removeOthers = `Get-ServicePrincipal | Where-Object AppId -eq '${clientId}' | Where-Object ObjectId -ne '${objectId}' | ForEach-Object { Remove-ServicePrincipal -Identity $_.ObjectId -Confirm:$false }`;
const fullAccess = (address: string) =>
  `Add-MailboxPermission -Identity '${address}' -User '${objectId}' -AccessRights FullAccess`;
const sendAs = (address: string) =>
  `Add-RecipientPermission -Identity '${address}' -Trustee '${objectId}' -AccessRights SendAs -Confirm:$false`;
const smtp = (address: string) => `Set-CASMailbox -Identity '${address}' -SmtpClientAuthenticationDisabled $false`;
const grantsOf = (address: string): readonly Difference[] => [
  { kind: 'fullAccessMissing', mailbox: address, commands: [fullAccess(address)] },
  { kind: 'sendAsMissing', mailbox: address, commands: [sendAs(address)] },
];

type Case = {
  readonly name: string;
  readonly request?: Partial<SetupRequest>;
  /** After everything was done right. */
  readonly spoil: () => void;
  readonly found: readonly Difference[];
};

/** Everything that can be wrong and mended in Exchange: what is found, and with which commands. */
const cases: readonly Case[] = [
  {
    name: 'not registered',
    spoil: () => {
      register();
      change(edi, { fullAccess: [], sendAs: [] });
    },
    found: [{ kind: 'notRegistered', commands: [newPrincipal] }, ...grantsOf(edi)],
  },
  {
    name: "registered with the app registration's object id",
    spoil: () => register(registrationId),
    found: [
      {
        kind: 'registeredWithAppRegistration',
        commands: [`Remove-ServicePrincipal -Identity '${registrationId}' -Confirm:$false`, newPrincipal],
      },
      ...grantsOf(edi),
    ],
  },
  {
    name: 'registered with some other object id',
    spoil: () => register(foreign),
    found: [{ kind: 'registeredOtherwise', commands: [removeOthers, newPrincipal] }, ...grantsOf(edi)],
  },
  {
    name: 'registered rightly, and once more',
    spoil: () => register(objectId, foreign),
    found: [{ kind: 'registeredMoreThanOnce', commands: [removeOthers] }],
  },
  {
    name: 'registered twice, and never rightly',
    spoil: () => register(registrationId, foreign),
    found: [{ kind: 'registeredMoreThanOnce', commands: [removeOthers, newPrincipal] }, ...grantsOf(edi)],
  },
  {
    name: 'SMTP AUTH off for the mailbox',
    spoil: () => change(edi, { smtpClientAuthenticationDisabled: true }),
    found: [{ kind: 'smtpAuthOff', mailbox: edi, commands: [smtp(edi)] }],
  },
  {
    name: 'SMTP AUTH as the organization, which has it off',
    spoil: () => change(edi, { smtpClientAuthenticationDisabled: null }),
    found: [{ kind: 'smtpAuthFollowsOrganization', mailbox: edi, commands: [smtp(edi)] }],
  },
  {
    name: 'SMTP AUTH off for the organization, where that was to be switched',
    request: { mailboxes: [edi], smtpAuth: 'organization' },
    spoil: () => {
      sandbox.tenant.smtpClientAuthenticationDisabled = true;
    },
    found: [
      { kind: 'organizationSmtpAuthOff', commands: ['Set-TransportConfig -SmtpClientAuthenticationDisabled $false'] },
    ],
  },
  {
    name: 'SMTP AUTH off for the mailbox itself, where the organization was to be switched',
    request: { mailboxes: [edi], smtpAuth: 'organization' },
    spoil: () => change(edi, { smtpClientAuthenticationDisabled: true }),
    found: [{ kind: 'smtpAuthOff', mailbox: edi, commands: [smtp(edi)] }],
  },
  {
    name: 'POP off',
    spoil: () => change(edi, { popEnabled: false }),
    found: [{ kind: 'popOff', mailbox: edi, commands: [`Set-CASMailbox -Identity '${edi}' -PopEnabled $true`] }],
  },
  {
    name: 'FullAccess missing',
    spoil: () => change(edi, { fullAccess: [] }),
    found: [{ kind: 'fullAccessMissing', mailbox: edi, commands: [fullAccess(edi)] }],
  },
  {
    name: 'SendAs missing',
    spoil: () => change(edi, { sendAs: [] }),
    found: [{ kind: 'sendAsMissing', mailbox: edi, commands: [sendAs(edi)] }],
  },
  {
    name: 'SendAs missing on a sender apart',
    request: { mailboxes: [edi], sender: invoices },
    spoil: () => change(invoices, { sendAs: [] }),
    found: [{ kind: 'sendAsMissing', mailbox: invoices, commands: [sendAs(invoices)] }],
  },
  {
    name: 'the same for two mailboxes',
    request: {},
    spoil: () => {
      change(edi, { fullAccess: [] });
      change(orders, { fullAccess: [] });
    },
    found: [edi, orders].map((mailbox) => ({ kind: 'fullAccessMissing', mailbox, commands: [fullAccess(mailbox)] })),
  },
];

/** What is there now, without changing anything: what the script finds before it begins. */
async function lookAt(request: Partial<SetupRequest>): Promise<Evidence> {
  const untouched = structuredClone({ cloud: sandbox.cloud, tenant: sandbox.tenant });
  const { before } = await evidenceAfter(untouched, factsOf(request));
  const registered = sandbox.tenant.exchangeServicePrincipals.map((app) => ({
    appId: app.appId,
    objectId: app.objectId,
  }));
  return { ...before, ranBy: null, registered, before };
}

describe.each(cases)('$name', ({ request = { mailboxes: [edi] }, spoil, found }) => {
  beforeEach(async () => {
    await evidenceAfter(sandbox, factsOf(request));
    expect(compareEvidence(factsOf(request), registrationId, await lookAt(request))).toEqual([]);
    spoil();
  });

  it('is found, with the commands that mend it', async () => {
    expect(compareEvidence(factsOf(request), registrationId, await lookAt(request))).toEqual(found);
  });

  it('is gone once they were run', async () => {
    const commands = found.flatMap((difference) => difference.commands);
    const { error } = await runPowerShell(
      sandbox.cloud,
      sandbox.tenant,
      `Connect-ExchangeOnline\n${commands.join('\n')}`,
    );
    expect(error).toBeNull();
    expect(compareEvidence(factsOf(request), registrationId, await lookAt(request))).toEqual([]);
  });
});

describe('no difference', () => {
  it('is a mailbox that follows an organization which has SMTP AUTH on', async () => {
    await evidenceAfter(sandbox, factsOf());
    change(edi, { smtpClientAuthenticationDisabled: null });
    sandbox.tenant.smtpClientAuthenticationDisabled = false;
    expect(compareEvidence(factsOf(), registrationId, await lookAt({}))).toEqual([]);
  });

  it('is what was not asked for', async () => {
    const facts = factsOf({ channels: ['pop3'], mailboxes: [edi] });
    await evidenceAfter(sandbox, facts);
    change(edi, { smtpClientAuthenticationDisabled: true, sendAs: [] });
    expect(compareEvidence(facts, registrationId, await lookAt({ channels: ['pop3'], mailboxes: [edi] }))).toEqual([]);
  });
});

describe('what nothing in Exchange mends', () => {
  const facts = factsOf({ mailboxes: [edi] });
  const good = { mailbox: edi, found: true, smtpAuth: 'on', pop: true, fullAccess: true, sendAs: true } as const;
  const before = { registered: null, organizationSmtpAuthOff: null, mailboxes: [] };
  const whole: Evidence = {
    ranBy: null,
    registered: [{ appId: clientId, objectId }],
    organizationSmtpAuthOff: true,
    mailboxes: [good],
    before,
  };
  const of = (changes: Partial<Evidence>, asked = facts) =>
    compareEvidence(asked, registrationId, { ...whole, ...changes });
  const unread = (what: string, mailbox: string | null = edi) => ({ kind: 'notRead', what, mailbox, commands: [] });

  it.each<[string, Partial<Evidence>, readonly object[]]>([
    ['nothing is wrong', {}, []],
    [
      'a mailbox that does not exist',
      { mailboxes: [{ ...good, found: false }] },
      [{ kind: 'mailboxNotFound', mailbox: edi, commands: [] }],
    ],
    ['the registration could not be read', { registered: null }, [unread('registration', null)]],
    ['no word about the mailbox', { mailboxes: [] }, [unread('mailbox')]],
    ['the mailbox could not be read', { mailboxes: [{ ...good, found: null }] }, [unread('mailbox')]],
    ['SMTP AUTH could not be read', { mailboxes: [{ ...good, smtpAuth: null }] }, [unread('smtpAuth')]],
    [
      'SMTP AUTH follows an organization that could not be read',
      { organizationSmtpAuthOff: null, mailboxes: [{ ...good, smtpAuth: 'organization' }] },
      [unread('smtpAuth')],
    ],
    ['POP could not be read', { mailboxes: [{ ...good, pop: null }] }, [unread('pop')]],
    ['FullAccess could not be read', { mailboxes: [{ ...good, fullAccess: null }] }, [unread('fullAccess')]],
    ['SendAs could not be read', { mailboxes: [{ ...good, sendAs: null }] }, [unread('sendAs')]],
  ])('%s', (_, changes, found) => {
    expect(of(changes)).toEqual(found);
  });

  it('the organization could not be read, where it was to be switched', () => {
    const asked = factsOf({ mailboxes: [edi], smtpAuth: 'organization' });
    expect(of({ organizationSmtpAuthOff: null }, asked)).toEqual([unread('organizationSmtpAuth', null)]);
  });

  it('takes ids and addresses in any case for the same', () => {
    const registered = [{ appId: clientId, objectId: objectId.toUpperCase() }];
    expect(of({ registered, mailboxes: [{ ...good, mailbox: edi.toUpperCase() }] })).toEqual([]);
  });
});

it('has words for every difference', () => {
  const kinds = new Set<DifferenceKind>(cases.flatMap(({ found }) => found.map(({ kind }) => kind)));
  const worded: readonly string[] = Object.keys(exchange.differences);
  expect([...kinds].filter((kind) => !worded.includes(kind))).toEqual([]);
  // In the table above are all but those that no command mends, and those of what is no longer asked for (former.test.ts).
  const others = worded.filter((kind) => !kinds.has(kind as DifferenceKind));
  expect(others).toEqual(['mailboxNotFound', 'fullAccessLeft', 'sendAsLeft']);
});
