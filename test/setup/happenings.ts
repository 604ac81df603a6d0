// Building blocks for tests of the core: a request, people, an authorization and check reports of each kind.

import type { CheckReport } from '../../src/setup/check.ts';
import type { Observed } from '../../src/setup/events.ts';
import { type Problem, problem } from '../../src/setup/problem.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import type { Authorization, ConsentChoice } from '../../src/setup/setup.ts';

export const person = { tenantId: 'tenant', objectId: 'robin', name: 'Robin Keller' } as const;

export const request: SetupRequest = {
  tenant: { id: '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10', typed: 'contoso.example' },
  appName: 'eBiss mail',
  channels: ['smtp', 'pop3'],
  mailboxes: ['edi@contoso.example'],
  sender: null,
  sendAs: true,
  roundTrip: true,
  smtpAuth: 'mailbox',
  secretMonths: 12,
  server: 'EDI-PROD-01',
  reference: null,
};

export const nothingObserved: Observed = { application: null, servicePrincipal: null, consented: [], secretKeyIds: [] };

export function authorization(consent: ConsentChoice): Authorization {
  return {
    by: { ...person, objectId: 'alex', username: 'alex@contoso.example', directoryRoles: [], guest: false },
    at: '2026-11-24T08:00:00.000Z',
    consent,
    reader: null,
    secretEndsAt: '2027-11-24T08:00:00.000Z',
    organization: 'Contoso',
    exchangeOnline: { servicePrincipalId: 'exchange', roleIds: { smtp: 'role-smtp', pop3: 'role-pop3' } },
  };
}

const step = 'verification';
const problems = {
  accepted: null,
  propagating: problem({ reason: 'notRegisteredOrPropagating', step, actor: 'exchangeAdministrator', remedy: 'wait' }),
  switchedOff: problem({ reason: 'smtpAuthOffForMailbox', step, actor: 'exchangeAdministrator', remedy: 'askAdmin' }),
  permissionMissing: problem({ reason: 'permissionMissing', step, actor: 'entraAdministrator', remedy: 'askAdmin' }),
} satisfies Record<string, Problem | null>;

export function checkReport(outcome: keyof typeof problems): CheckReport {
  const at = '2026-11-24T09:00:00.000Z';
  const inToken = outcome === 'permissionMissing';
  const found = problems[outcome];
  const roles = inToken ? [] : ['SMTP.SendAsApp', 'POP.AccessAsApp'];
  return {
    scope: 'all',
    startedAt: at,
    finishedAt: at,
    token: { at, stages: [], roles, problem: inToken ? found : null },
    channels: inToken
      ? []
      : request.channels.map((channel) => ({
          mailbox: 'edi@contoso.example',
          channel,
          at,
          host: 'localhost',
          port: 1,
          stages: [],
          problem: found,
        })),
  };
}
