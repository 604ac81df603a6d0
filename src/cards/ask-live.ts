// Asks, before a test mail is sent, whether eBiss may be fetching mail already: then "not found" says nothing.

import askLiveTemplate from '../../adaptiveCards/ask-live.json' with { type: 'json' };
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { headerFor, locating } from './header.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

const fill = template(askLiveTemplate);

export function askLiveCard(setup: Setup, words: Words): RenderedCard {
  const { live } = words.tests;
  return fitted(fill, `${setup.id}: ${live.title}`, () => ({
    text: live,
    ...headerFor(setup, live.title),
    liveData: { ...locating(setup), what: 'liveRoundTrip' },
    stillData: { ...locating(setup), what: 'roundTrip' },
  }));
}
