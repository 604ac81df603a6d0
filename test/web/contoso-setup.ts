// A setup and the people around it, for the pages' tests.

import type { PlaceProposal } from '../../src/setup/exchange-place.ts';
import type { SignedInPerson } from '../../src/setup/person.ts';
import { problem } from '../../src/setup/problem.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import { type Authorization, type Setup, setupFormat } from '../../src/setup/setup.ts';
import type { Survey } from '../../src/setup/survey.ts';
import { handOverTo } from '../contract/sample-setup.ts';

export const tenantId = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';
const applicationAdministrator = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3';
const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';

function person(objectId: string, name: string, username: string, directoryRoles: readonly string[]): SignedInPerson {
  return { tenantId, objectId, name, username, directoryRoles, guest: false };
}

export const people = {
  admin: person('2f6b8d10-91c4-4f7e-a1b2-0c3d4e5f6a02', 'Alex Brandt', 'alex.admin@contoso.example', [
    applicationAdministrator,
  ]),
  exchange: person('4b8daf32-73e6-4b90-83d4-2e5f6a7b8c04', 'Erik Vogt', 'erik.admin@contoso.example', [
    exchangeAdministrator,
  ]),
  requester: person('7a1c9e52-3b0d-4c77-9f21-5e8d6a4b1c01', 'Robin Keller', 'robin.keller@contoso.example', []),
  reader: person('8c2e6f10-1111-4222-8333-944455556666', 'Rita Lang', 'rita.lang@contoso.example', []),
  stranger: person('9d3f7a21-1111-4222-8333-944455556666', 'Sam Fremd', 'sam.fremd@contoso.example', []),
  foreigner: {
    ...person('6dafc154-55a8-4db2-a5f6-4a7b8c9d0e06', 'Fiona Marsh', 'fiona@fabrikam.example', [
      applicationAdministrator,
    ]),
    tenantId: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601',
  },
} as const;

const request: SetupRequest = {
  tenant: { id: tenantId, typed: 'contoso.example' },
  appName: 'eBiss 3 mail',
  channels: ['smtp', 'pop3'],
  mailboxes: ['edi@contoso.example', 'orders@contoso.example'],
  sender: null,
  sendAs: true,
  roundTrip: true,
  smtpAuth: 'mailbox',
  secretMonths: 12,
  server: 'EDI-PROD-01',
  reference: 'CHG-4711',
};

export const planned: Setup = {
  format: setupFormat,
  id: 'K7Q2M4',
  version: 3,
  request,
  requester: people.requester,
  conversationId: 'a:1',
  askedAt: '2026-11-24T08:05:00.000Z',
  cancelledAt: null,
  authorization: null,
  run: null,
  attempts: 0,
  applicationKey: 'ebiss-mail-bot-k7q2m4-0123456789abcdef0123456789abcdef',
  application: null,
  servicePrincipal: null,
  secret: null,
  consented: [],
  handOver: null,
  exchangeReport: null,
  exchangeTouched: null,
  exchangeBefore: null,
  undo: null,
  checking: null,
  checksSinceReport: 0,
  nextCheckAt: null,
  accepted: null,
  verifiedAt: null,
  wasVerified: false,
  boundary: null,
  token: null,
  results: [],
  problem: null,
};

export const survey: Survey = {
  organization: 'Contoso',
  exchangeOnline: { servicePrincipalId: 'e0', roleIds: { smtp: 'r1', pop3: 'r2' } },
  requester: { kind: 'member', name: 'Robin Keller', username: 'robin.keller@contoso.example' },
  mailboxes: request.mailboxes.map((address) => ({ address, kind: 'found', name: 'EDI' })),
  sameName: 0,
  secretPolicy: { kind: 'unrestricted' },
  secretEndsAt: '2027-11-24T09:00:00.000Z',
  observed: { application: null, servicePrincipal: null, consented: [], secretKeyIds: [] },
};

/** Everything that the plan can warn of. */
export const warningSurvey: Survey = {
  ...survey,
  requester: { kind: 'external' },
  sameName: 1,
  mailboxes: [
    { address: 'edi@contoso.example', kind: 'found', name: 'EDI' },
    { address: 'a-rather-long-address-of-a-mailbox.for-orders@contoso.example', kind: 'notFound' },
  ],
  secretPolicy: { kind: 'bounded', days: 180 },
};

export const authorization: Authorization = {
  by: people.admin,
  at: '2026-11-24T09:02:00.000Z',
  consent: 'here',
  consentRefused: false,
  reader: people.reader,
  secretEndsAt: survey.secretEndsAt,
  organization: 'Contoso',
  requesterUsername: 'robin.keller@contoso.example',
  exchangeOnline: survey.exchangeOnline,
};

export const proposal: PlaceProposal = {
  id: '3f0c6c1a-8a57-4f1e-9d61-0b7c5d2e9a10',
  tenantId,
  conversationId: '19:hand-overs@thread.tacv2',
  names: { team: 'Exchange administrators', channel: 'Hand-overs' },
  proposedBy: people.requester,
  proposedAt: '2026-11-24T08:55:00.000Z',
};

export const running: Setup = {
  ...planned,
  version: 4,
  authorization,
  attempts: 1,
  run: { attempt: 1, startedAt: '2026-11-24T09:02:00.000Z', pauses: [], lost: null },
  application: { objectId: 'a0b1', appId: 'c1d2e3f4-aaaa-4bbb-8ccc-ddddeeeeffff' },
};

export const provisioned: Setup = {
  ...running,
  version: 8,
  run: null,
  servicePrincipal: { objectId: '0f1e2d3c-aaaa-4bbb-8ccc-ddddeeeeffff' },
  secret: {
    keyId: 'k1',
    addedAt: '2026-11-24T09:02:03.000Z',
    endsAt: survey.secretEndsAt,
    attempt: 1,
    readers: [people.admin, people.reader],
    read: null,
    delivered: null,
  },
  consented: ['smtp', 'pop3'],
  handOver: {
    ...handOverTo('a:1', true, '2026-11-24T09:02:05.000Z'),
    objectId: '0f1e2d3c-aaaa-4bbb-8ccc-ddddeeeeffff',
  },
};

export const withoutConsent: Setup = {
  ...provisioned,
  consented: [],
  authorization: { ...authorization, consent: 'elsewhere' },
};

/** The run is at its secret. */
export const atSecret: Setup = { ...running, version: 6, servicePrincipal: provisioned.servicePrincipal };

/** The run waits for its enterprise application, as Microsoft asked. */
export const pausing: Setup = {
  ...running,
  version: 5,
  run: {
    attempt: 1,
    startedAt: '2026-11-24T09:02:00.000Z',
    pauses: [
      {
        step: 'servicePrincipal',
        cause: 'askedToWait',
        startedAt: '2026-11-24T09:02:01.000Z',
        until: '2026-11-24T09:02:21.000Z',
      },
    ],
    lost: null,
  },
};

export const stopped: Setup = {
  ...running,
  run: null,
  problem: problem({
    reason: 'graphForbidden',
    step: 'servicePrincipal',
    actor: 'entraAdministrator',
    remedy: 'askAdmin',
    subject: 'POST /servicePrincipals',
    details: 'Authorization_RequestDenied: Insufficient privileges to complete the operation.',
    requestId: '6f0d4b5e-1c2d-4e3f-8a9b-0c1d2e3f4a5b',
  }),
};
