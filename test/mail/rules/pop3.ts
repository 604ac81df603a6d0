// What POP3 says, which has one text for nearly everything.

import type { pop3Rules } from '../../../src/mail/rules/pop3.ts';
import { createMaildrop } from '../../support/maildrop.ts';
import { mailbox } from '../sign-in-fixture.ts';
import { afterMinutes, evidence, logSays, office, pop3Says, type Scenarios, type VerdictWanted } from './scenario.ts';

const closed = '-ERR Authentication failure: unknown user name or bad password.';
const notConnected = '-ERR User is authenticated but not connected.';
const oneLine = '-ERR Protocol error. Connection is closed. 10';

const busy: VerdictWanted = ['mailServerBusy', 'nobody', 'wait', 'sure'];
const popOff: VerdictWanted = ['popOff', 'exchangeAdministrator', 'askAdmin', 'sure'];
const noFullAccess: VerdictWanted = ['fullAccessMissing', 'exchangeAdministrator', 'askAdmin', 'sure'];
const probablyOff: VerdictWanted = ['popOff', 'exchangeAdministrator', 'askAdmin', 'likely'];
const probablyClosed: VerdictWanted = ['mailboxNotAccessible', 'exchangeAdministrator', 'askAdmin', 'likely'];
const mayBeOnItsWay: VerdictWanted = ['mailboxNotAccessible', 'exchangeAdministrator', 'wait', 'likely'];

const swallowing = () => createMaildrop({}, () => undefined);

export const pop3Scenarios: Scenarios<(typeof pop3Rules)[number]['name']> = {
  'POP3 server busy': [
    pop3Says('credentials', '-ERR [IN-USE] Mailbox is locked by another session', busy),
    pop3Says('credentials', '-ERR [LOGIN-DELAY] Too soon', busy),
    pop3Says('stat', '-ERR [SYS/TEMP] Server is busy', busy),
    pop3Says('greeting', '-ERR [SYS/TEMP] Try again', busy, { about: 'server' }),
  ],
  'POP3 sign-in in one line, by eBiss': logSays(`AUTH failed: ${oneLine}`, oneLine, [
    'popSignInInOneLine',
    'requester',
    'changeInput',
    'likely',
  ]),
  'POP3 dialogue not understood': pop3Says('credentials', oneLine, ['protocolUnexpected', 'us', 'tellUs', 'sure'], {
    about: 'server',
  }),
  'a password in place of a token at POP3, by eBiss': logSays(
    'PASS ***: -ERR Logon failure: unknown user name or bad password.',
    '-ERR Logon failure: unknown user name or bad password.',
    ['passwordUsed', 'requester', 'changeInput', 'sure'],
  ),
  'POP3 off for the mailbox, as the evidence says': pop3Says('credentials', closed, popOff, {
    check: evidence({ pop: false, fullAccess: false }, 1),
  }),
  'FullAccess missing at POP3, as the evidence says': pop3Says('credentials', closed, noFullAccess, {
    check: evidence({ pop: true, fullAccess: false }, 1),
  }),
  'everything granted, and on its way to POP3': pop3Says(
    'credentials',
    closed,
    ['mailboxNotAccessible', 'nobody', 'wait', 'likely'],
    { check: evidence({ pop: true, fullAccess: true }, 119) },
  ),
  'mailbox closed to POP3, or on its way': [
    pop3Says('credentials', closed, mayBeOnItsWay),
    pop3Says('credentials', notConnected, mayBeOnItsWay, { check: evidence({ fullAccess: true }, 119) }),
    // Exchange answers by turns while a permission spreads, also where a mail was accepted before.
    pop3Says('credentials', closed, mayBeOnItsWay, { check: afterMinutes(119, { accepted: [mailbox] }) }),
    // SMTP has signed in, so that evidence against the registration is out of date.
    pop3Says('credentials', closed, mayBeOnItsWay, {
      check: { ...evidence({ registered: [] }), scope: 'all', channels: ['smtp', 'pop3'] },
    }),
  ],
  'POP3 off for a mailbox that sends, as it seems': [
    pop3Says('credentials', closed, probablyOff, {
      check: afterMinutes(120, { accepted: [mailbox.toUpperCase()] }),
    }),
    logSays(closed, closed, probablyOff, afterMinutes(null, { accepted: [mailbox] })),
  ],
  'mailbox closed to POP3': [
    pop3Says('credentials', closed, probablyClosed, { check: afterMinutes(120) }),
    pop3Says('credentials', closed, probablyClosed, {
      check: evidence({ pop: true, fullAccess: true }, 120, { accepted: [mailbox] }),
    }),
    pop3Says('credentials', closed, probablyClosed, { check: afterMinutes(120, { accepted: [office] }) }),
    // In the log of eBiss, where nobody is known to have run the commands.
    logSays(closed, closed, probablyClosed),
  ],
  'the mail did not come back': {
    at: 'pop3',
    maildrop: swallowing(),
    check: { scope: 'roundTrip', findPatience: { untilMs: 0, delaysMs: [0] } },
    verdict: ['mailNotFound', 'exchangeAdministrator', 'retry', 'likely'],
    about: 'mailbox',
    words: null,
  },
};
