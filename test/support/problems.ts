// Problems as they are met most.

import { type Problem, problem } from '../../src/setup/problem.ts';
import type { Channel } from '../../src/setup/request.ts';

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
