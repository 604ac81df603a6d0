// The card that proposes a channel as the place for hand-overs. It holds once it was confirmed on the page.

import placeTemplate from '../../adaptiveCards/place.json' with { type: 'json' };
import type { PlaceNames, PlaceProposal } from '../setup/exchange-place.ts';
import type { Words } from '../words/words.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

const fill = template(placeTemplate);

export function placeCard({ names, proposedBy }: PlaceProposal, url: string, { place: text }: Words): RenderedCard {
  const line = namesLine(names);
  return fitted(fill, text.title, () => ({
    text,
    hasNames: line !== null,
    names: line ?? '',
    proposedBy: proposedBy.name,
    url,
  }));
}

/** `Team – Channel`, as far as Teams has named them; null where it has not. Text of others. */
export function namesLine({ team, channel }: PlaceNames): string | null {
  const parts = [team, channel].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' – ');
}
