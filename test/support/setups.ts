// Setups in every phase, made by the same events that make them in earnest. Ids and times are fixed.

import { advance, beginSetup } from '../../src/setup/advance.ts';
import type { ChannelResult, CheckReport, Stage } from '../../src/setup/check.ts';
import type { Happening, Observed } from '../../src/setup/events.ts';
import type { Evidence, MailboxState } from '../../src/setup/evidence.ts';
import type { Person } from '../../src/setup/person.ts';
import { type Problem, problem } from '../../src/setup/problem.ts';
import { type Channel, permissionOf, type SetupRequest } from '../../src/setup/request.ts';
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

const rules = {
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

function after(setup: Setup, at: string, by: Person | null, ...happenings: readonly Happening[]): Setup {
  return happenings.reduce((seen, happening) => advance(seen, { at, by, ...happening }, rules).setup, setup);
}

/** As in earnest: three successes in a row. */
const thrice = { ...rules, verifySuccesses: 3 };

function checkedThrice(setup: Setup, reports: readonly CheckReport[]): Setup {
  return reports.reduce(
    (seen, report, index) =>
      advance(seen, { kind: 'checkFinished', report, at: `2026-11-24T09:1${index}:04.000Z`, by: null }, thrice).setup,
    setup,
  );
}

/** In order once, which is not yet often enough. */
export function confirmingSetup(wish: Wish = {}): Setup {
  const reported = reportedSetup({ roundTrip: true, ...wish });
  return checkedThrice(reported, [reportFor(reported, () => null)]);
}

/** In order three times in a row, the last time with a mail that was sent, and found again unless eBiss had it first. */
export function roundTrippedSetup(wish: Wish = {}, found: 'found' | 'fetchedFirst' = 'found'): Setup {
  const reported = reportedSetup({ roundTrip: true, ...wish });
  const accepted = reportFor(reported, () => null);
  return checkedThrice(reported, [accepted, accepted, withRoundTrip(accepted, found)]);
}

function withRoundTrip(report: CheckReport, found: 'found' | 'fetchedFirst'): CheckReport {
  const stage = (name: Stage['name'], words: string | null, ok = true): Stage => ({
    name,
    ok,
    milliseconds: 210,
    words,
  });
  const deeper = (result: ChannelResult): ChannelResult => {
    if (result.channel === 'smtp') {
      const send = stage('send', '250 2.0.0 OK [Hostname=FR0P281CA0001.DEUP281.PROD.OUTLOOK.COM]');
      return { ...result, stages: [...result.stages, send], acceptedAt: '2026-11-24T09:12:04.000Z' };
    }
    const find = stage('find', null, found === 'found');
    return { ...result, stages: [...result.stages, find, ...(found === 'found' ? [stage('delete', '+OK')] : [])] };
  };
  return { ...report, scope: 'roundTrip', channels: report.channels.map(deeper) };
}

export function plannedSetup(wish: Wish = {}): Setup {
  return beginSetup({
    id: 'K7Q2M4',
    request: requestFor(wish),
    requester: wish.requester ?? robin,
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

export function checkingSetup(wish: Wish = {}): Setup {
  return after(reportedSetup(wish), '2026-11-24T09:10:00.000Z', null, { kind: 'checkStarted', scope: 'all' });
}

function stages(channel: Channel, ok: boolean, words: string): readonly Stage[] {
  const opened: readonly Stage[] = [
    { name: 'connect', ok: true, milliseconds: 21, words: null },
    { name: 'tls', ok: true, milliseconds: 34, words: null },
    { name: 'auth', ok, milliseconds: 181, words },
  ];
  if (!ok || channel === 'smtp') return opened;
  return [...opened, { name: 'stat', ok: true, milliseconds: 12, words: '+OK 3 18204' }];
}

const said = { smtp: '235 2.7.0 Authentication successful', pop3: '+OK User successfully authenticated.' } as const;
const real = { smtp: { host: 'smtp.office365.com', port: 587 }, pop3: { host: 'outlook.office365.com', port: 995 } };

export type Finding = (mailbox: string, channel: Channel) => Problem | null;

export function reportFor(setup: Setup, finding: Finding, servers = real, token: Problem | null = null): CheckReport {
  const at = '2026-11-24T09:10:04.000Z';
  const { mailboxes, channels } = setup.request;
  const results = mailboxes.flatMap((mailbox) =>
    channels.map((channel): ChannelResult => {
      const found = finding(mailbox, channel);
      const words = found?.details ?? said[channel];
      return {
        mailbox,
        channel,
        at,
        ...servers[channel],
        stages: stages(channel, found === null, words),
        problem: found,
      };
    }),
  );
  return {
    scope: 'all',
    startedAt: '2026-11-24T09:10:00.000Z',
    finishedAt: at,
    token: {
      at,
      stages: [
        { name: 'token', ok: token === null, milliseconds: 120, words: token?.details ?? null },
        { name: 'claims', ok: token === null, milliseconds: 1, words: null },
      ],
      roles: token === null ? channels.map((channel) => permissionOf[channel]) : [],
      problem: token,
    },
    channels: token === null ? results : [],
  };
}

export function checkedSetup(wish: Wish, finding: Finding, servers = real, token: Problem | null = null): Setup {
  const checking = checkingSetup(wish);
  const report = reportFor(checking, finding, servers, token);
  return after(checking, report.finishedAt, null, { kind: 'checkFinished', report });
}

export function verifiedSetup(wish: Wish = {}, servers = real): Setup {
  return checkedSetup(wish, () => null, servers);
}

/** The secret was read, and is in eBiss alone. */
export function deliveredSetup(wish: Wish = {}): Setup {
  const verified = verifiedSetup(wish);
  const keyId = verified.secret?.keyId ?? '';
  const username = authorization.by.username;
  const read = after(verified, '2026-11-24T09:20:00.000Z', alex, { kind: 'secretRead', keyId, username });
  return after(read, '2026-11-24T09:30:00.000Z', alex, { kind: 'secretDelivered', keyId, username });
}

/** SMTP alone: signed in, and no more can be said. */
export function signedInSetup(wish: Wish = {}): Setup {
  return verifiedSetup({ channels: ['smtp'], ...wish });
}

export function propagating(mailbox: string, channel: Channel): Problem {
  return problem({
    reason: 'notRegisteredOrPropagating',
    step: 'verification',
    actor: 'nobody',
    remedy: 'wait',
    subject: mailbox,
    details:
      channel === 'smtp'
        ? '535 5.7.3 Authentication unsuccessful [FR0P281CA0001.DEUP281.PROD.OUTLOOK.COM 2026-11-24T09:10:02.114Z]'
        : '-ERR Authentication failure: unknown user name or bad password.',
  });
}

export function waitingSetup(wish: Wish = {}): Setup {
  return checkedSetup(wish, propagating);
}

export function smtpAuthOff(mailbox: string): Problem {
  return problem({
    reason: 'smtpAuthOffForMailbox',
    step: 'verification',
    actor: 'exchangeAdministrator',
    remedy: 'askAdmin',
    subject: mailbox,
    details:
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
  });
}

/** SMTP AUTH is off for every second mailbox, and POP3 of every third is not yet known. */
export function wrongSetup(wish: Wish = {}): Setup {
  const { mailboxes } = requestFor(wish);
  return checkedSetup(wish, (mailbox, channel) => {
    const index = mailboxes.indexOf(mailbox);
    if (channel === 'smtp' && index % 2 === 0) return smtpAuthOff(mailbox);
    return channel === 'pop3' && index % 3 === 2 ? propagating(mailbox, channel) : null;
  });
}

/** Tested on demand before anybody had run the commands. */
export function testedEarlySetup(wish: Wish = {}): Setup {
  const handed = handedOverSetup(wish);
  const report = reportFor(handed, propagating);
  return after(handed, report.finishedAt, null, { kind: 'checkFinished', report });
}

/** All tries of the schedule are over, and Exchange still refuses. */
export function gaveUpSetup(wish: Wish = {}): Setup {
  return { ...waitingSetup(wish), nextCheckAt: null };
}

export function tokenRefusedSetup(wish: Wish = {}): Setup {
  const handed = after(handedOverSetup(wish, true, 'elsewhere'), '2026-11-24T09:10:00.000Z', erik, {
    kind: 'exchangeReported',
    evidence: null,
  });
  const report = reportFor(handed, () => null, real, permissionMissing);
  return after(handed, report.finishedAt, null, { kind: 'checkFinished', report });
}

export const permissionMissing: Problem = problem({
  reason: 'permissionMissing',
  step: 'consent',
  actor: 'entraAdministrator',
  remedy: 'askAdmin',
  subject: 'POP.AccessAsApp',
  requestId: '6f1d0c7e-5555-4666-8777-888899990000',
});

export const interrupted: Problem = problem({
  reason: 'interrupted',
  step: 'authorize',
  actor: 'entraAdministrator',
  remedy: 'retry',
});

export const forbidden: Problem = problem({
  reason: 'graphForbidden',
  step: 'servicePrincipal',
  actor: 'entraAdministrator',
  remedy: 'askAdmin',
  details: 'Authorization_RequestDenied: Insufficient privileges to complete the operation.',
  requestId: '1a2b3c4d-6666-4777-8888-999900001111',
});
