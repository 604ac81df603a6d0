// Trails to be shown: one event of each kind that there is, the story of a whole job, and text as only a trickster chooses it.

import type { Happening, SetupEvent } from '../../src/setup/events.ts';
import type { Person, SignedInPerson } from '../../src/setup/person.ts';
import { problem } from '../../src/setup/problem.ts';
import { reportFor } from './checked-setups.ts';
import { forbidden, propagating, smtpAuthOff } from './problems.ts';
import {
  alex,
  authorization,
  erik,
  evidenceFor,
  handedOverSetup,
  nothingThere,
  reason,
  requestFor,
  robin,
  takenSetup,
} from './setups.ts';

export const requestId = '6f0d4b5e-1c2d-4e3f-8a9b-0c1d2e3f4a5b';
const keyId = '0c5a2f7e-aaaa-4bbb-8ccc-ddddeeeeffff';
const setup = handedOverSetup();
const inOrder = reportFor(setup, () => null);
const notYet = reportFor(setup, (mailbox, channel) => propagating(mailbox, channel));

/** A new kind is in it, or does not build. */
export const everyHappening: { readonly [Kind in Happening['kind']]: Extract<Happening, { kind: Kind }> } = {
  asked: { kind: 'asked', request: requestFor() },
  changed: { kind: 'changed', request: requestFor({ smtpAuth: 'organization', sender: 'noreply@contoso.example' }) },
  cancelled: { kind: 'cancelled' },
  authorized: { kind: 'authorized', authorization, observed: nothingThere },
  applicationCreated: { kind: 'applicationCreated', objectId: 'a0b1', appId: 'c1d2', requestId },
  servicePrincipalCreated: { kind: 'servicePrincipalCreated', objectId: '0f1e', requestId },
  roleAssigned: { kind: 'roleAssigned', channel: 'smtp', requestId },
  secretAdded: { kind: 'secretAdded', keyId, endsAt: '2027-11-24T09:00:00Z', requestId },
  secretRemoved: { kind: 'secretRemoved', keyId, requestId },
  secretRead: { kind: 'secretRead', keyId, username: 'alex.admin@contoso.example' },
  secretDelivered: { kind: 'secretDelivered', keyId, username: 'alex.admin@contoso.example' },
  secretAnswerLost: { kind: 'secretAnswerLost', problem: lost() },
  lostSecretsFound: { kind: 'lostSecretsFound', keyIds: [keyId], requestId },
  paused: {
    kind: 'paused',
    pause: {
      step: 'servicePrincipal',
      cause: 'askedToWait',
      startedAt: '2026-11-24T09:03:11.000Z',
      until: '2026-11-24T09:03:31.000Z',
    },
  },
  effectFailed: { kind: 'effectFailed', problem: { ...forbidden, requestId } },
  runEnded: { kind: 'runEnded' },
  interrupted: { kind: 'interrupted' },
  consentSeen: { kind: 'consentSeen', channels: ['smtp', 'pop3'] },
  handedOver: { kind: 'handedOver', conversationId: '19:x', toChannel: true, textHash: 'c0de'.repeat(16) },
  exchangeApproved: { kind: 'exchangeApproved' },
  exchangeRejected: { kind: 'exchangeRejected', reason },
  exchangeTaken: { kind: 'exchangeTaken' },
  exchangeReported: { kind: 'exchangeReported', evidence: evidenceFor(takenSetup()) },
  handOverReminded: { kind: 'handOverReminded' },
  handOverLapsed: { kind: 'handOverLapsed' },
  handOverRenewed: { kind: 'handOverRenewed' },
  handOverUndeliverable: { kind: 'handOverUndeliverable' },
  undoAsked: { kind: 'undoAsked' },
  checkStarted: { kind: 'checkStarted', scope: 'boundary', mailbox: 'office@contoso.example' },
  checkFinished: { kind: 'checkFinished', report: reportFor(setup, (mailbox) => smtpAuthOff(mailbox)) },
};

function lost() {
  const who = { actor: 'entraAdministrator', remedy: 'retry' } as const;
  return problem({ reason: 'noAnswer', step: 'secret', ...who, details: 'ECONNRESET', requestId });
}

/** As the sign-in on the page told of her. */
const alexSignedIn: SignedInPerson = authorization.by;

type Told = readonly [minute: number, by: Person | null, happening: Happening];

const job: readonly Told[] = [
  [0, robin, everyHappening.asked],
  [2, alexSignedIn, everyHappening.authorized],
  [2, alexSignedIn, everyHappening.applicationCreated],
  [2, null, everyHappening.paused],
  [3, alexSignedIn, everyHappening.servicePrincipalCreated],
  [3, alexSignedIn, everyHappening.roleAssigned],
  [3, alexSignedIn, { ...everyHappening.roleAssigned, channel: 'pop3' }],
  [3, alexSignedIn, everyHappening.secretAdded],
  [3, alexSignedIn, everyHappening.runEnded],
  [3, null, everyHappening.handedOver],
  [5, erik, everyHappening.exchangeApproved],
  [6, erik, everyHappening.exchangeTaken],
  [10, erik, everyHappening.exchangeReported],
  [10, null, { kind: 'checkStarted', scope: 'all' }],
  [10, null, { kind: 'checkFinished', report: notYet }],
  [12, null, { kind: 'checkStarted', scope: 'all' }],
  [12, null, { kind: 'checkFinished', report: inOrder }],
  [15, alex, everyHappening.secretRead],
  [16, alex, everyHappening.secretDelivered],
];

function at(minute: number): string {
  return new Date(Date.parse('2026-11-24T09:00:00.000Z') + minute * 60_000).toISOString();
}

/** Oldest first. */
export const wholeJob: readonly SetupEvent[] = job.map(([minute, by, happening]) => ({
  at: at(minute),
  by,
  ...happening,
}));

export const oneOfEach: readonly SetupEvent[] = Object.values(everyHappening).map((happening, minute) => ({
  at: at(minute),
  by: minute % 3 === 0 ? null : robin,
  ...happening,
}));

export const nasty = [
  "=cmd|'/c calc'!A1",
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\tx',
  '\rx',
  ' =1+1',
  '\u200b=1+1',
  '\uff1d1+1',
  '[click](https://evil.example)',
  '<script>alert(1)</script>',
  '<at>Everybody</at>',
  'Robin\u202egpj.exe',
  'one\r\ntwo, "three"',
  'zero\u200bwidth\u2066\ufeff',
  '$(calc) `whoami` \u2018quoted\u201b',
  '\ud800 alone',
] as const;

/** Each nasty text as a name, a reason and an account. */
export const nastyTrail: readonly SetupEvent[] = nasty.flatMap((text, minute): readonly SetupEvent[] => {
  const by: Person = { ...robin, objectId: `7a1c9e52-0000-4c77-9f21-${String(minute).padStart(12, '0')}`, name: text };
  return [
    { at: at(minute), by, kind: 'exchangeRejected', reason: text },
    { at: at(minute), by, kind: 'secretRead', keyId, username: text },
  ];
});
