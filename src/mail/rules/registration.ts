// Rules about "Exchange does not know this application": the same words for a missing registration, a wrong object id and
// a registration that is on its way, so that the evidence and the time decide.

import { type Facts, table } from '../seen.ts';
import { maySpread, registrationOf } from './exchange-state.ts';

/** SMTP says 5.7.3; POP3 has one text for everything, and then SMTP's answer for the same mailbox tells. */
export function isUnknownToExchange({ finding, place, other }: Facts): boolean {
  if (finding.kind !== 'refused') return false;
  if (place.channel === 'smtp') return is573(finding.words);
  return isPop3Refusal(finding.words) && other?.finding?.kind === 'refused' && is573(other.finding.words);
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
    name: 'not registered in Exchange, as the evidence says',
    fits: (facts: Facts) => isUnknownToExchange(facts) && registrationOf(facts.known) === 'missing',
    means: { reason: 'notRegistered', ...exchange },
  },
  {
    name: 'registered with another object id, as the evidence says',
    fits: (facts) => isUnknownToExchange(facts) && registrationOf(facts.known) === 'otherObjectId',
    means: { reason: 'wrongObjectId', ...exchange },
  },
  {
    name: 'not registered, or on its way',
    fits: (facts) => isUnknownToExchange(facts) && maySpread(facts.known),
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
