// The shapes of an answer: a line of text, a card, a card that stays alive.

import type { RenderedCard, Reply } from '../cards/rendered-card.ts';
import type { Audience } from '../setup/message.ts';
import type { Setup } from '../setup/setup.ts';
import type { Desk } from './desk.ts';

export function text(said: string): Reply {
  return { kind: 'text', text: said };
}

export function card(rendered: RenderedCard): Reply {
  return { kind: 'card', card: rendered, living: null };
}

/** A card that later changes of the setup edit in place. */
export async function livingCard(desk: Desk, setup: Setup, audience: Audience): Promise<Reply> {
  return { kind: 'card', card: await desk.show.living(setup, audience), living: { setupId: setup.id, audience } };
}
