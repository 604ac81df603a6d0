// Rules about "Exchange does not know this application": the same words for a missing registration, a wrong object id and
// a registration that is on its way, so that the evidence and the time decide.

import { type Facts, table } from '../seen.ts';
import { maySpread, registrationOf } from './exchange-state.ts';
import { hasOtherSignedIn } from './other-channel.ts';

/** SMTP says 5.7.3; POP3 has one text for everything, and then SMTP's answer for the same mailbox or the evidence tells. */
export function isUnknownToExchange(facts: Facts): boolean {
  const { finding, place, other } = facts;
  if (finding.kind !== 'refused') return false;
  if (place.channel === 'smtp') return is573(finding.words);
  if (!isPop3Refusal(finding.words)) return false;
  return (other?.finding?.kind === 'refused' && is573(other.finding.words)) || isShownUnregistered(facts);
}

function isShownUnregistered(facts: Facts): boolean {
  const state = registrationOf(facts.known);
  return (state === 'missing' || state === 'otherObjectId') && !hasOtherSignedIn(facts);
}

/** What POP3 accepted, SMTP cannot refuse for want of a registration. */
function isRefusedBySmtpAlone(facts: Facts): boolean {
  return facts.place.channel === 'smtp' && isUnknownToExchange(facts) && hasOtherSignedIn(facts);
}

function is573(words: string | null): boolean {
  return /\b535 5\.7\.3\b/.test(words ?? '');
}

export function isPop3Refusal(words: string | null): boolean {
  return /-ERR Authentication failure/i.test(words ?? '');
}

const exchange = { actor: 'exchangeAdministrator', remedy: 'askAdmin' } as const;

export const registrationRules = table([
  {
    name: 'accepted by POP3, and on its way to SMTP',
    fits: (facts: Facts) => isRefusedBySmtpAlone(facts) && maySpread(facts),
    means: { reason: 'smtpAloneRefuses', actor: 'exchangeAdministrator', remedy: 'wait', likely: true },
  },
  {
    name: 'accepted by POP3, and refused by SMTP',
    fits: isRefusedBySmtpAlone,
    means: { reason: 'smtpAloneRefuses', ...exchange, likely: true },
  },
  {
    name: 'not registered in Exchange, as the evidence says',
    fits: (facts) => isUnknownToExchange(facts) && registrationOf(facts.known) === 'missing',
    means: { reason: 'notRegistered', ...exchange },
  },
  {
    name: 'registered with another object id, as the evidence says',
    fits: (facts) => isUnknownToExchange(facts) && registrationOf(facts.known) === 'otherObjectId',
    means: { reason: 'wrongObjectId', ...exchange },
  },
  {
    name: 'not registered, or on its way',
    fits: (facts) => isUnknownToExchange(facts) && maySpread(facts),
    means: {
      reason: 'notRegisteredOrPropagating',
      actor: 'exchangeAdministrator',
      remedy: 'wait',
      likely: true,
    },
  },
  {
    name: 'not registered, and not on its way any more',
    fits: isUnknownToExchange,
    means: { reason: 'notRegisteredOrPropagating', ...exchange, likely: true },
  },
]);
