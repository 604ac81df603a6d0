// The requester's living card: one per setup, and which one it is follows from the phase alone.

import type { ExchangePlace } from '../setup/exchange-place.ts';
import { phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import type { CardContext } from './context.ts';
import { planCard } from './plan.ts';
import { stoppedCard, wrongCard } from './problem.ts';
import { cancelledCard, type Links, progressCard } from './progress.ts';
import type { RenderedCard } from './rendered-card.ts';
import { resultCard } from './result.ts';

/** Links may be null where there is nothing to link yet; a card leaves them out then. */
export type RequesterContext = CardContext & Links & { readonly place: ExchangePlace | null };

export function requesterCard(setup: Setup, context: RequesterContext): RenderedCard {
  const phase = phaseOf(setup);
  switch (phase) {
    case 'planned':
      return planCard(setup, context, context);
    case 'provisioning':
    case 'handedOver':
    case 'checking':
    case 'waiting':
    case 'confirming':
      return progressCard(setup, phase, context, context);
    case 'stopped':
      if (setup.problem === null) throw new Error('a setup that stopped has no problem');
      return stoppedCard(setup, setup.problem, context, context);
    case 'wrong':
      return wrongCard(setup, context, context);
    case 'signedIn':
    case 'verified':
      return resultCard(setup, phase, context, context);
    case 'cancelled':
      return cancelledCard(setup, context);
  }
}
