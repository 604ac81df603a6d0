// A hand-over as an event: the text as it is now, and where it goes.

import type { Happening } from '../setup/events.ts';
import type { ExchangePlace } from '../setup/exchange-place.ts';
import type { Setup } from '../setup/setup.ts';
import { textHashOf } from './text-hash.ts';

/** To the channel that was confirmed for that organization; without one, to the requester, who forwards it. */
export function handingOver(setup: Setup, place: ExchangePlace | null): Happening {
  return {
    kind: 'handedOver',
    conversationId: place?.conversationId ?? setup.conversationId,
    toChannel: place !== null,
    textHash: textHashOf(setup) ?? '',
  };
}
