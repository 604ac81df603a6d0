// Rules about what SMTP says to a mail, after MAIL, RCPT or DATA. That FullAccess is missing shows here and not at the
// sign-in, as a temporary refusal although it may last for ever.

import type { Facts } from '../seen.ts';
import { table } from '../seen.ts';
import { hasFullAccess, hasSendAs, maySpread } from './exchange-state.ts';
import { smtpSays } from './smtp.ts';

const exchange = { actor: 'exchangeAdministrator', remedy: 'askAdmin' } as const;

const notOpened = (facts: Facts) =>
  smtpSays(facts, /\b430 4\.2\.0\b|MapiExceptionLogonFailed|Cannot open mailbox/i) &&
  !smtpSays(facts, /SubmissionQuota/i);
const notAsSender = (facts: Facts) => smtpSays(facts, /\b5\d\d 5\.7\.60\b|SendAsDenied|not allowed to send as/i);

export const sendingRules = table([
  {
    name: 'FullAccess missing, as the evidence says',
    fits: (facts: Facts) => notOpened(facts) && hasFullAccess(facts) === false,
    means: { reason: 'fullAccessMissing', ...exchange },
  },
  {
    name: 'FullAccess missing, or on its way',
    fits: (facts) => notOpened(facts) && maySpread(facts.known),
    means: { reason: 'fullAccessMissing', actor: 'exchangeAdministrator', remedy: 'wait', likely: true },
  },
  {
    name: 'FullAccess missing, and not on its way any more',
    fits: notOpened,
    means: { reason: 'fullAccessMissing', ...exchange, likely: true },
  },
  {
    name: 'SendAs granted, and on its way',
    fits: (facts) => notAsSender(facts) && hasSendAs(facts) === true && maySpread(facts.known),
    means: { reason: 'sendAsMissing', actor: 'nobody', remedy: 'wait', likely: true },
  },
  {
    name: 'SendAs missing',
    fits: notAsSender,
    means: { reason: 'sendAsMissing', ...exchange },
  },
  {
    name: 'daily quota used up',
    fits: (facts) => smtpSays(facts, /SubmissionQuotaExceeded/i),
    means: { reason: 'submissionQuotaExceeded', actor: 'nobody', remedy: 'wait' },
  },
]);
