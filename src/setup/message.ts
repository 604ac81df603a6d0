// What leaves through the outbox: said to a conversation after the setup was saved, in order, once.
// Holds no text of its own: what it looks like is decided when it is delivered, from the setup as it is then.

import type { Trial } from './check.ts';
import type { Notice } from './events.ts';

export type Audience = 'requester' | 'exchange';

export type Message = SetupMessage | PlaceMessage;

export type SetupMessage = {
  readonly conversationId: string;
  readonly setupId: string;
  readonly content: /** Edits the living card of that audience in that conversation, or posts it where there is none or `renew` is set. */
    | { readonly kind: 'livingCard'; readonly audience: Audience; readonly renew: boolean }
    | { readonly kind: 'notice'; readonly notice: Notice; readonly who?: string }
    /** The reverse commands, as a card of their own. */
    | { readonly kind: 'undo' };
};

/** To a channel, about its part in hand-overs; of no setup. */
export type PlaceMessage = {
  readonly conversationId: string;
  readonly setupId: null;
  readonly content: {
    readonly kind: 'place';
    readonly notice: 'confirmed' | 'replaced';
    /** Of whoever confirmed it. Text of others. */
    readonly confirmedBy: string;
  };
};

/** A verification that is due at a time. */
export type CheckJob = Trial & { readonly kind: 'check'; readonly setupId: string; readonly at: string };

/** A look whether the admin consent was given meanwhile. */
export type ConsentJob = { readonly kind: 'consent'; readonly setupId: string; readonly at: string };

/** A look whether the hand-over has been answered. */
export type HandOverJob = { readonly kind: 'handOver'; readonly setupId: string; readonly at: string };

export type Job = CheckJob | ConsentJob | HandOverJob;
