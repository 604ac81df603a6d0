// What an old card of a hand-over becomes once it was posted anew: nothing can be pressed on it.

import supersededTemplate from '../../adaptiveCards/superseded.json' with { type: 'json' };
import type { Setup } from '../setup/setup.ts';
import type { CardContext } from './context.ts';
import { headerFor } from './header.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

const fill = template(supersededTemplate);

export function supersededCard(setup: Setup, { words }: Pick<CardContext, 'words'>): RenderedCard {
  const { title, superseded } = words.handOver;
  return fitted(fill, `${setup.id}: ${superseded.headline}`, () => ({
    ...headerFor(setup, title),
    headline: superseded.headline,
    headlineColor: 'Default',
    hasText: true,
    lead: superseded.text,
  }));
}
