// Reaching a server at all. Names are looked up in a resolver of this test's own, which `rules.wire.test.ts` puts in place.

import type { MailCheck } from '../../../src/mail/mail-check.ts';
import type { reachRules } from '../../../src/mail/rules/reach.ts';
import { hangUp, silence } from '../../support/scripted-answers.ts';
import { closedPort, startRawServer } from '../../support/scripted-server.ts';
import { started } from '../sign-in-fixture.ts';
import { type Scenarios, smtpSays, type VerdictWanted } from './scenario.ts';

export const unknownHost = 'unknown.example';
export const unresolvedHost = 'unresolved.example';

const nameRetry: VerdictWanted = ['nameNotResolved', 'networkAdministrator', 'retry', 'sure'];
const nameUnknown: VerdictWanted = ['nameNotResolved', 'networkAdministrator', 'askAdmin', 'sure'];
const portClosed: VerdictWanted = ['connectionRefused', 'networkAdministrator', 'askAdmin', 'sure'];
const noAnswer: VerdictWanted = ['timedOut', 'nobody', 'retry', 'sure'];
const brokenOff: VerdictWanted = ['connectionLost', 'networkAdministrator', 'retry', 'likely'];
const untrusted: VerdictWanted = ['certificateUntrusted', 'networkAdministrator', 'askAdmin', 'sure'];
const somethingElse: VerdictWanted = ['protocolUnexpected', 'networkAdministrator', 'askAdmin', 'likely'];

const smtpOnly = { scope: 'smtp', channels: ['smtp'] } as const;
const pop3Only = { scope: 'pop3', channels: ['pop3'] } as const;
const inAMoment = { deadlineMilliseconds: 1_000 };

async function smtpAt(check: MailCheck, host: string, port: number): Promise<MailCheck> {
  return { ...check, endpoints: { ...check.endpoints, smtp: { host, port } } };
}

async function entraAt(check: MailCheck, host: string, port: number): Promise<MailCheck> {
  const entra = { url: `https://${host}:${port}`, knownAuthority: `${host}:${port}` };
  return { ...check, endpoints: { ...check.endpoints, entra } };
}

export const reachScenarios: Scenarios<(typeof reachRules)[number]['name']> = {
  'name resolution is out of order for the moment': {
    at: 'smtp',
    check: smtpOnly,
    arrange: (check) => smtpAt(check, unresolvedHost, 587),
    verdict: nameRetry,
    about: { text: `${unresolvedHost}:587` },
    words: 'EAI_AGAIN',
  },
  'name not resolved': [
    {
      at: 'smtp',
      check: smtpOnly,
      arrange: (check) => smtpAt(check, unknownHost, 587),
      verdict: nameUnknown,
      about: { text: `${unknownHost}:587` },
      words: 'ENOTFOUND',
    },
    {
      at: 'token',
      arrange: (check) => entraAt(check, unknownHost, 8443),
      verdict: nameUnknown,
      about: { text: `${unknownHost}:8443` },
      words: 'ENOTFOUND',
    },
  ],
  'port closed': [
    {
      at: 'smtp',
      check: smtpOnly,
      arrange: async (check) => smtpAt(check, 'localhost', await closedPort()),
      verdict: portClosed,
      about: 'server',
      words: 'ECONNREFUSED',
    },
    {
      at: 'token',
      arrange: async (check) => entraAt(check, 'localhost', await closedPort()),
      verdict: portClosed,
      about: 'server',
      words: 'ECONNREFUSED',
    },
  ],
  // What a firewall swallows cannot be played on a loopback; a port that opens and stays silent looks the same to SMTP.
  'port swallowed by a firewall': {
    at: 'smtp',
    smtp: { greeting: silence },
    check: { ...smtpOnly, ...inAMoment },
    verdict: ['timedOut', 'networkAdministrator', 'retry', 'likely'],
    about: 'server',
    words: null,
  },
  'no answer in time': [
    {
      at: 'pop3',
      pop3: { stat: silence },
      check: { ...pop3Only, ...inAMoment },
      verdict: noAnswer,
      about: 'server',
      words: null,
    },
    {
      at: 'token',
      check: { scope: 'token', tokenDeadlineMilliseconds: 400 },
      arrange: async (check) => entraAt(check, 'localhost', (await started(startRawServer(() => undefined))).port),
      verdict: noAnswer,
      about: 'server',
      words: null,
    },
  ],
  'connection broken off': [
    { at: 'smtp', smtp: { credentials: hangUp }, check: smtpOnly, verdict: brokenOff, about: 'server', words: null },
    { at: 'pop3', pop3: { auth: hangUp }, check: pop3Only, verdict: brokenOff, about: 'server', words: null },
  ],
  'certificate of somebody else': {
    at: 'smtp',
    certificate: 'untrustedRoot',
    check: smtpOnly,
    verdict: untrusted,
    about: 'server',
    words: 'issuer: CN=Intercepting Firewall',
  },
  'not what a server of this kind says': [
    smtpSays('greeting', 'HTTP/1.1 400 Bad Request', somethingElse, { about: 'server' }),
    {
      at: 'token',
      token: { status: 200, body: '<html>Please log in to the guest network</html>' },
      verdict: somethingElse,
      about: 'server',
      words: 'HTTP 200 <html>Please log in to the guest network</html>',
    },
  ],
};
