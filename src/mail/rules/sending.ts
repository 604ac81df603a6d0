// Rules about what SMTP says to a mail, after MAIL, RCPT or DATA. That FullAccess is missing shows here and not at the
// sign-in, as a temporary refusal although it may last for ever.

import type { Facts } from '../seen.ts';
import { table } from '../seen.ts';
import { hasFullAccess, hasSendAs, isSendAsReported, maySpread } from './exchange-state.ts';
import { hasOtherSignedIn } from './other-channel.ts';
import { smtpSays } from './smtp.ts';

const exchange = { actor: 'exchangeAdministrator', remedy: 'askAdmin' } as const;

const notOpened = (facts: Facts) =>
  smtpSays(facts, /\b430 4\.2\.0\b|MapiExceptionLogonFailed|Cannot open mailbox/i) &&
  !smtpSays(facts, /SubmissionQuota/i);
const notAsSender = (facts: Facts) => smtpSays(facts, /\b5\d\d 5\.7\.60\b|SendAsDenied|not allowed to send as/i);

export const sendingRules = table([
  {
    name: 'mailbox open to POP3, and closed to a mail',
    fits: (facts: Facts) => notOpened(facts) && hasOtherSignedIn(facts),
    means: { reason: 'opensNotEverywhere', actor: 'nobody', remedy: 'wait', likely: true },
  },
  {
    name: 'FullAccess missing, as the evidence says',
    fits: (facts) => notOpened(facts) && hasFullAccess(facts) === false,
    means: { reason: 'fullAccessMissing', ...exchange },
  },
  {
    name: 'FullAccess missing, or on its way',
    fits: (facts) => notOpened(facts) && maySpread(facts),
    means: { reason: 'fullAccessMissing', actor: 'exchangeAdministrator', remedy: 'wait', likely: true },
  },
  {
    name: 'FullAccess missing, and not on its way any more',
    fits: notOpened,
    means: { reason: 'fullAccessMissing', ...exchange, likely: true },
  },
  {
    name: 'SendAs granted, and on its way',
    fits: (facts) => notAsSender(facts) && hasSendAs(facts) === true && maySpread(facts),
    means: { reason: 'sendAsMissing', actor: 'nobody', remedy: 'wait', likely: true },
  },
  {
    name: 'SendAs reported, and perhaps on its way',
    fits: (facts) => notAsSender(facts) && hasSendAs(facts) === null && isSendAsReported(facts) && maySpread(facts),
    means: { reason: 'sendAsMissing', actor: 'exchangeAdministrator', remedy: 'wait', likely: true },
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
