// "Exchange does not know this application", told apart by the evidence and the time.

import type { registrationRules } from '../../../src/mail/rules/registration.ts';
import {
  afterMinutes,
  evidence,
  logSays,
  otherObjectId,
  pop3Says,
  type Scenarios,
  smtpSays,
  type VerdictWanted,
} from './scenario.ts';

const unknown = '535 5.7.3 Authentication unsuccessful [AM0PR04CA0504.eurprd04.prod.outlook.com]';
const closed = '-ERR Authentication failure: unknown user name or bad password.';

type Check = ReturnType<typeof evidence> | ReturnType<typeof afterMinutes>;

const notRegistered: VerdictWanted = ['notRegistered', 'exchangeAdministrator', 'askAdmin', 'sure'];
const wrongObjectId: VerdictWanted = ['wrongObjectId', 'exchangeAdministrator', 'askAdmin', 'sure'];
const probablyNotRegistered: VerdictWanted = [
  'notRegisteredOrPropagating',
  'exchangeAdministrator',
  'askAdmin',
  'likely',
];

/** SMTP refuses the mailbox that POP3 opens meanwhile. */
function smtpAlone(remedy: 'wait' | 'askAdmin', check: Check) {
  return smtpSays('credentials', unknown, ['smtpAloneRefuses', 'exchangeAdministrator', remedy, 'likely'], {
    check: { ...check, scope: 'all', channels: ['smtp', 'pop3'] },
  });
}

/** Over SMTP alone, and over POP3 beside an SMTP that says so. */
function both(rule: string, verdict: VerdictWanted, check: Check) {
  return [
    smtpSays('credentials', unknown, verdict, { check }),
    smtpSays('credentials', unknown, verdict, {
      at: 'pop3',
      pop3: { credentials: closed },
      words: closed,
      check: { ...check, scope: 'all', channels: ['smtp', 'pop3'] },
      beside: [rule],
    }),
  ];
}

export const registrationScenarios: Scenarios<(typeof registrationRules)[number]['name']> = {
  'accepted by POP3, and on its way to SMTP': [
    smtpAlone('wait', afterMinutes(119)),
    // The evidence was pasted before; that POP3 opens is the later proof.
    smtpAlone('wait', evidence({ registered: [] })),
  ],
  'accepted by POP3, and refused by SMTP': smtpAlone('askAdmin', afterMinutes(120)),
  'not registered in Exchange, as the evidence says': [
    ...both('not registered in Exchange, as the evidence says', notRegistered, evidence({ registered: [] })),
    // POP3 by itself has only the evidence to be told by.
    pop3Says('credentials', closed, notRegistered, { check: evidence({ registered: [] }) }),
    logSays(closed, closed, notRegistered, evidence({ registered: [] })),
  ],
  'registered with another object id, as the evidence says': [
    ...both(
      'registered with another object id, as the evidence says',
      wrongObjectId,
      evidence({ registered: [otherObjectId] }),
    ),
    pop3Says('credentials', closed, wrongObjectId, { check: evidence({ registered: [otherObjectId] }) }),
    logSays(closed, closed, wrongObjectId, evidence({ registered: [otherObjectId] })),
  ],
  'not registered, or on its way': [
    ...both(
      'not registered, or on its way',
      ['notRegisteredOrPropagating', 'exchangeAdministrator', 'wait', 'likely'],
      afterMinutes(null),
    ),
    ...both(
      'not registered, or on its way',
      ['notRegisteredOrPropagating', 'exchangeAdministrator', 'wait', 'likely'],
      evidence({ registered: null }, 119),
    ),
  ],
  'not registered, and not on its way any more': [
    ...both('not registered, and not on its way any more', probablyNotRegistered, evidence({}, 120)),
    // In the log of eBiss, where nobody is known to have run the commands.
    logSays(unknown, '535 5.7.3', probablyNotRegistered),
  ],
};
