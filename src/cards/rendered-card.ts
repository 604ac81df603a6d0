// A card that is ready to be sent. `summary` is what a notification and a screen reader say of it.

import type { Audience } from '../setup/message.ts';

export type RenderedCard = {
  readonly content: Readonly<Record<string, unknown>>;
  readonly summary: string;
};

/** What the bot answers to one thing that reached it. */
export type Reply =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'card';
      readonly card: RenderedCard;
      /** Set where this card becomes the living card of a setup: later changes edit it in place. */
      readonly living: { readonly setupId: string; readonly audience: Audience } | null;
    };
