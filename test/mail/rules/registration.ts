// "Exchange does not know this application", told apart by the evidence and the time.

import type { registrationRules } from '../../../src/mail/rules/registration.ts';
import { afterMinutes, evidence, otherObjectId, type Scenarios, smtpSays, type VerdictWanted } from './scenario.ts';

const unknown = '535 5.7.3 Authentication unsuccessful [AM0PR04CA0504.eurprd04.prod.outlook.com]';
const closed = '-ERR Authentication failure: unknown user name or bad password.';

type Check = ReturnType<typeof evidence> | ReturnType<typeof afterMinutes>;

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
  'not registered in Exchange, as the evidence says': both(
    'not registered in Exchange, as the evidence says',
    ['notRegistered', 'exchangeAdministrator', 'askAdmin', 'sure'],
    evidence({ registered: [] }),
  ),
  'registered with another object id, as the evidence says': both(
    'registered with another object id, as the evidence says',
    ['wrongObjectId', 'exchangeAdministrator', 'askAdmin', 'sure'],
    evidence({ registered: [otherObjectId] }),
  ),
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
  'not registered, and not on its way any more': both(
    'not registered, and not on its way any more',
    ['notRegisteredOrPropagating', 'exchangeAdministrator', 'askAdmin', 'likely'],
    evidence({}, 120),
  ),
};
