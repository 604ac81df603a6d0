// What SMTP says up to the sign-in.

import type { smtpRules } from '../../../src/mail/rules/smtp.ts';
import { afterMinutes, evidence, logSays, type Scenarios, smtpSays, type VerdictWanted } from './scenario.ts';

const auth139 = '535 5.7.139 Authentication unsuccessful,';
const help = 'Visit https://aka.ms/smtp_auth_disabled for more information.';
const offForMailbox = `${auth139} SmtpClientAuthentication is disabled for the Mailbox. ${help}`;
const offForTenant = `${auth139} SmtpClientAuthentication is disabled for the Tenant. ${help}`;

const mailboxOff: VerdictWanted = ['smtpAuthOffForMailbox', 'exchangeAdministrator', 'askAdmin', 'sure'];
const mailboxSpreads: VerdictWanted = ['smtpAuthOffForMailbox', 'nobody', 'wait', 'likely'];
const tenantOff: VerdictWanted = ['smtpAuthOffForOrganization', 'exchangeAdministrator', 'askAdmin', 'sure'];
const tenantSpreads: VerdictWanted = ['smtpAuthOffForOrganization', 'nobody', 'wait', 'likely'];
const notOffered: VerdictWanted = ['authNotOffered', 'exchangeAdministrator', 'askAdmin', 'likely'];
const password: VerdictWanted = ['passwordUsed', 'requester', 'changeInput', 'sure'];
const unsuited: VerdictWanted = ['signInUnsuited', 'requester', 'changeInput', 'sure'];
const busy: VerdictWanted = ['mailServerBusy', 'nobody', 'wait', 'sure'];

export const smtpScenarios: Scenarios<(typeof smtpRules)[number]['name']> = {
  'STARTTLS not offered': smtpSays(
    'ehlo',
    '250-relay.example Hello\r\n250-AUTH LOGIN XOAUTH2\r\n250 SIZE 1000',
    ['protocolUnexpected', 'networkAdministrator', 'askAdmin', 'sure'],
    { about: 'server', words: '250 relay.example Hello AUTH LOGIN XOAUTH2 SIZE 1000' },
  ),
  'sign-in before STARTTLS or without OAuth, by eBiss': [
    logSays('AUTH LOGIN: 504 5.7.4 Unrecognized authentication type', '504 5.7.4 Unrecognized', unsuited),
    logSays('The server response was: Unrecognized authentication type.', '504 5.7.4 Unrecognized', unsuited),
  ],
  'sign-in with OAuth not offered': [
    smtpSays('ehloSecure', '250-relay.example Hello\r\n250 AUTH LOGIN PLAIN', notOffered, {
      about: 'server',
      words: '250 relay.example Hello AUTH LOGIN PLAIN',
    }),
    smtpSays('auth', '504 5.7.4 Unrecognized authentication type', notOffered, { about: 'server' }),
    {
      at: 'pop3',
      pop3: { auth: '-ERR Unrecognized authentication type.', capa: '+OK\r\nUIDL\r\nSASL PLAIN\r\n.' },
      check: { scope: 'pop3', channels: ['pop3'] },
      verdict: notOffered,
      about: 'server',
      words: '-ERR Unrecognized authentication type.',
    },
  ],
  'SMTP AUTH on for the mailbox, and on its way': [
    smtpSays('credentials', offForMailbox, mailboxSpreads, { check: evidence({ smtpAuth: 'on' }, 119) }),
    // Nobody has shown evidence, and the commands were run a moment ago.
    smtpSays('credentials', offForMailbox, mailboxSpreads, { check: afterMinutes(14) }),
  ],
  'SMTP AUTH off for the mailbox': [
    smtpSays('credentials', offForMailbox, mailboxOff),
    smtpSays('credentials', offForMailbox, mailboxOff, { check: afterMinutes(15) }),
    smtpSays('credentials', offForMailbox, mailboxOff, { check: evidence({ smtpAuth: 'off' }, 1) }),
    smtpSays('credentials', offForMailbox, mailboxOff, { check: evidence({ smtpAuth: 'on' }, 120) }),
  ],
  'SMTP AUTH on for the organization or the mailbox, and on its way': [
    smtpSays('credentials', offForTenant, tenantSpreads, {
      check: evidence({ smtpAuth: 'organization', organizationSmtpAuthOff: false }),
    }),
    smtpSays('credentials', offForTenant, tenantSpreads, { check: evidence({ smtpAuth: 'on' }) }),
    smtpSays('credentials', offForTenant, tenantSpreads, { check: afterMinutes(1) }),
  ],
  'SMTP AUTH off for the organization': [
    smtpSays('credentials', offForTenant, tenantOff),
    smtpSays('credentials', offForTenant, tenantOff, {
      check: evidence({ smtpAuth: 'organization', organizationSmtpAuthOff: true }, 1),
    }),
  ],
  'security defaults': smtpSays(
    'credentials',
    `${auth139} user is locked by your organization's security defaults policy. Contact your administrator.`,
    ['securityDefaults', 'entraAdministrator', 'askAdmin', 'sure'],
  ),
  'Conditional Access or an authentication policy at the mail server': smtpSays(
    'credentials',
    `${auth139} the request did not meet the criteria to be authenticated successfully. Contact your administrator.`,
    ['signInCriteriaNotMet', 'entraAdministrator', 'askAdmin', 'likely'],
  ),
  'a password in place of a token, by eBiss': [
    logSays(`SMTP: ${auth139} basic authentication is disabled.`, 'basic authentication is disabled.', password),
    logSays(`${auth139} the user credentials were incorrect.`, 'the user credentials were incorrect.', password),
    logSays(
      '550 5.7.30 Basic authentication is not supported for Client Submission.',
      '550 5.7.30 Basic authentication is not supported for Client Submission.',
      password,
    ),
  ],
  'mailbox blocked': smtpSays('credentials', '550 5.2.1 Mailbox cannot be accessed', [
    'mailboxBlocked',
    'exchangeAdministrator',
    'askAdmin',
    'sure',
  ]),
  'mail before the sign-in, by eBiss': logSays(
    'MAIL FROM refused: 530 5.7.57 Client not authenticated to send mail. [FR3P281CA0001.DEUP281.PROD.OUTLOOK.COM]',
    '530 5.7.57 Client not authenticated to send mail.',
    ['signInSkipped', 'requester', 'changeInput', 'sure'],
  ),
  'too many connections to the mailbox': [
    smtpSays(
      'credentials',
      '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending',
      ['tooManyConnections', 'nobody', 'wait', 'sure'],
    ),
    smtpSays('message', '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded', [
      'tooManyConnections',
      'nobody',
      'wait',
      'sure',
    ]),
  ],
  'SMTP server busy': [
    smtpSays('greeting', '421 4.3.2 Service not active', busy, { about: 'server' }),
    smtpSays('credentials', '454 4.7.0 Temporary authentication failure', busy),
    smtpSays('mail', '451 4.7.0 Temporary server error. Please try again later.', busy),
    smtpSays('rcpt', '452 4.5.3 Too many recipients', busy),
  ],
};
