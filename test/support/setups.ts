// Setups in every phase, made by the same events that make them in earnest. Ids and times are fixed.

import { advance, beginSetup } from '../../src/setup/advance.ts';
import type { Happening, Observed } from '../../src/setup/events.ts';
import type { Evidence, MailboxState } from '../../src/setup/evidence.ts';
import type { Person } from '../../src/setup/person.ts';
import type { Problem } from '../../src/setup/problem.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import type { Authorization, Setup } from '../../src/setup/setup.ts';
import { textHashOf } from '../../src/shell/text-hash.ts';

export const tenantId = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';
export const robin: Person = { tenantId, objectId: '7a1c9e52-3b0d-4c77-9f21-5e8d6a4b1c01', name: 'Robin Keller' };
export const alex: Person = { tenantId, objectId: '2f6b8d10-91c4-4f7e-a1b2-0c3d4e5f6a02', name: 'Alex Brandt' };
export const erik: Person = { tenantId, objectId: '4b8daf32-73e6-4b90-83d4-2e5f6a7b8c04', name: 'Erik Vogt' };

export const requesterChat = 'a:robin';
export const exchangeChannel = '19:exchange@thread.tacv2';
export const askedAt = '2026-11-24T09:00:00.000Z';
export const now = '2026-11-24T09:12:00.000Z';

export const rules = {
  verifySchedule: [0, 1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120],
  verifySuccesses: 1,
  verifyAgainMinutes: 1,
};

export type Wish = Partial<Omit<SetupRequest, 'mailboxes'>> & {
  readonly mailboxes?: number | readonly string[];
  readonly requester?: Person;
};

function addresses(mailboxes: number | readonly string[]): readonly string[] {
  if (typeof mailboxes !== 'number') return mailboxes;
  const first = ['edi@contoso.example', 'orders@contoso.example', 'invoices@contoso.example'];
  return Array.from(
    { length: mailboxes },
    (_, index) => first[index] ?? `edi-partner-mailbox-${index + 1}@contoso.example`,
  );
}

export function requestFor({ mailboxes = 3, requester: _, ...wish }: Wish = {}): SetupRequest {
  return {
    tenant: { id: tenantId, typed: 'contoso.example' },
    appName: 'eBiss 3 mail',
    channels: ['smtp', 'pop3'],
    sender: null,
    sendAs: true,
    roundTrip: false,
    smtpAuth: 'mailbox',
    secretMonths: 12,
    server: 'EDI-PROD-01',
    reference: 'CHG-4711',
    ...wish,
    mailboxes: addresses(mailboxes),
  };
}

export function after(setup: Setup, at: string, by: Person | null, ...happenings: readonly Happening[]): Setup {
  return happenings.reduce((seen, happening) => advance(seen, { at, by, ...happening }, rules).setup, setup);
}

export function plannedSetup(wish: Wish = {}): Setup {
  return beginSetup({
    id: 'K7Q2M4',
    request: requestFor(wish),
    requester: wish.requester ?? robin,
    applicationKey: 'ebiss-mail-bot-k7q2m4-0123456789abcdef0123456789abcdef',
    conversationId: requesterChat,
    at: askedAt,
  });
}

export function cancelledSetup(wish: Wish = {}): Setup {
  return after(plannedSetup(wish), '2026-11-24T09:05:00.000Z', robin, { kind: 'cancelled' });
}

/** The administrator's word, and the tenant as they saw it. */
export const authorization: Authorization = {
  by: { ...alex, username: 'alex.admin@contoso.example', directoryRoles: [], guest: false },
  at: '2026-11-24T09:03:10.000Z',
  consent: 'here',
  consentRefused: false,
  reader: null,
  secretEndsAt: '2027-11-24T09:03:10.000Z',
  organization: 'Contoso',
  requesterUsername: 'robin.keller@contoso.example',
  exchangeOnline: {
    servicePrincipalId: '5d4f2f0a-6c1e-4b58-9a0e-0ff1ce000001',
    roleIds: { smtp: '7146a1f0-8703-45b3-9eae-527a64c00995', pop3: 'cb842b43-da6e-4506-86fe-bb12199c656d' },
  },
};

export const nothingThere: Observed = { application: null, servicePrincipal: null, consented: [], secretKeyIds: [] };

/** In the middle of the run: the app registration is there, the rest is not. */
export function provisioningSetup(wish: Wish = {}, consent: Authorization['consent'] = 'here'): Setup {
  return after(
    plannedSetup(wish),
    '2026-11-24T09:03:10.000Z',
    alex,
    { kind: 'authorized', authorization: { ...authorization, consent }, observed: nothingThere },
    {
      kind: 'applicationCreated',
      objectId: '0a1b2c3d-1111-4222-8333-444455556666',
      appId: '9c8d7e6f-2222-4333-8444-555566667777',
    },
  );
}

export function stoppedSetup(why: Problem, wish: Wish = {}): Setup {
  return after(
    provisioningSetup(wish),
    '2026-11-24T09:03:12.000Z',
    null,
    { kind: 'effectFailed', problem: why },
    { kind: 'runEnded' },
  );
}

export function provisionedSetup(wish: Wish = {}, consent: Authorization['consent'] = 'here'): Setup {
  const running = provisioningSetup(wish, consent);
  const granted = consent === 'here' ? running.request.channels : [];
  return after(
    running,
    '2026-11-24T09:03:14.000Z',
    null,
    { kind: 'servicePrincipalCreated', objectId: 'e1f2a3b4-3333-4444-8555-666677778888' },
    ...granted.map((channel): Happening => ({ kind: 'roleAssigned', channel })),
    { kind: 'secretAdded', keyId: 'b5c6d7e8-4444-4555-8666-777788889999', endsAt: '2027-11-24T09:03:10.000Z' },
    { kind: 'runEnded' },
  );
}

export function handedOverSetup(wish: Wish = {}, toChannel = true, consent: Authorization['consent'] = 'here'): Setup {
  const setup = provisionedSetup(wish, consent);
  const conversationId = toChannel ? exchangeChannel : requesterChat;
  const textHash = textHashOf(setup) ?? '';
  return after(setup, '2026-11-24T09:03:15.000Z', null, { kind: 'handedOver', conversationId, toChannel, textHash });
}

export function approvedSetup(wish: Wish = {}): Setup {
  return after(handedOverSetup(wish), '2026-11-24T09:06:00.000Z', erik, { kind: 'exchangeApproved' });
}

export function takenSetup(wish: Wish = {}): Setup {
  return after(approvedSetup(wish), '2026-11-24T09:07:00.000Z', erik, { kind: 'exchangeTaken' });
}

export const reason = 'orders@contoso.example belongs to another team. [Ask them](https://evil.example) first.';

export function rejectedSetup(wish: Wish = {}): Setup {
  return after(handedOverSetup(wish), '2026-11-24T09:06:00.000Z', erik, { kind: 'exchangeRejected', reason });
}

export function lapsedSetup(wish: Wish = {}): Setup {
  const reminded = after(handedOverSetup(wish), '2026-11-25T09:03:15.000Z', null, { kind: 'handOverReminded' });
  return after(reminded, '2026-12-08T09:03:15.000Z', null, { kind: 'handOverLapsed' });
}

/** The requester got the commands to forward, and nobody has run them. */
export function lapsedInChatSetup(wish: Wish = {}): Setup {
  return after(handedOverSetup(wish, false), '2026-12-08T09:03:15.000Z', null, { kind: 'handOverLapsed' });
}

/** Changed to one mailbox after the commands for all of them were approved; handed over anew. */
export function narrowedSetup(wish: Wish = {}): Setup {
  const approved = approvedSetup(wish);
  const request = { ...approved.request, mailboxes: approved.request.mailboxes.slice(0, 1) };
  const changed = after(approved, '2026-11-24T09:08:00.000Z', robin, { kind: 'changed', request });
  const textHash = textHashOf(changed) ?? '';
  const anew: Happening = { kind: 'handedOver', conversationId: exchangeChannel, toChannel: true, textHash };
  return after(changed, '2026-11-24T09:08:00.000Z', null, anew);
}

export function undeliverableSetup(wish: Wish = {}, consent: Authorization['consent'] = 'here'): Setup {
  return after(handedOverSetup(wish, true, consent), '2026-11-24T09:03:20.000Z', null, {
    kind: 'handOverUndeliverable',
  });
}

/** What Exchange has once the commands were run; `over` changes single mailboxes. */
export function evidenceFor(
  { request, application, servicePrincipal }: Setup,
  over: Readonly<Record<string, Partial<MailboxState>>> = {},
): Evidence {
  const state = (mailbox: string): MailboxState => ({
    mailbox,
    found: true,
    smtpAuth: 'on',
    pop: true,
    fullAccess: true,
    sendAs: true,
    ...over[mailbox],
  });
  const before = { smtpAuth: 'organization', fullAccess: null, sendAs: null } as const;
  return {
    ranBy: 'erik.admin@contoso.example',
    registered: [{ appId: application?.appId ?? '', objectId: servicePrincipal?.objectId ?? '' }],
    organizationSmtpAuthOff: true,
    mailboxes: request.mailboxes.map(state),
    before: {
      registered: false,
      organizationSmtpAuthOff: true,
      mailboxes: request.mailboxes.map((mailbox) => ({ ...state(mailbox), ...before })),
    },
  };
}

export function reportedSetup(wish: Wish = {}, evidence: Evidence | null = null): Setup {
  return after(takenSetup(wish), '2026-11-24T09:10:00.000Z', erik, { kind: 'exchangeReported', evidence });
}

/** SMTP AUTH was forgotten on one mailbox, and FullAccess on two, or on all of them. */
export function differingSetup(wish: Wish = {}, where: 'here' | 'everywhere' = 'here'): Setup {
  const taken = takenSetup(wish);
  if (where === 'everywhere') {
    const all = taken.request.mailboxes.map((mailbox) => [mailbox, { fullAccess: false }]);
    return reportedSetup(wish, evidenceFor(taken, Object.fromEntries(all)));
  }
  const [one = '', two = ''] = taken.request.mailboxes;
  const over = { [one]: { smtpAuth: 'off', fullAccess: false }, [two]: { fullAccess: false } } as const;
  return reportedSetup(wish, evidenceFor(taken, over));
}

type Accounts = { readonly requesterUsername?: string | null; readonly ranBy?: string | null };

/** In the requester's own chat: a claim. */
export function claimedSetup(wish: Wish = {}, { requesterUsername, ranBy }: Accounts = {}): Setup {
  const made = handedOverSetup(wish, false);
  const known = requesterUsername === undefined ? {} : { requesterUsername };
  const handed: Setup = { ...made, authorization: made.authorization && { ...made.authorization, ...known } };
  const evidence = { ...evidenceFor(handed), ...(ranBy === undefined ? {} : { ranBy }) };
  return after(handed, '2026-11-24T09:10:00.000Z', robin, { kind: 'exchangeReported', evidence });
}
