// What reaches the bot, freed of the messenger's own types: who said or pressed what, and where.
// `data` is whatever the client sent and is not trusted before it has been read.

import type { Person } from '../setup/person.ts';

export type PlaceKind = 'personal' | 'groupChat' | 'channel';

export type Place = { readonly conversationId: string; readonly kind: PlaceKind };

export type Incoming = {
  readonly from: Person;
  readonly place: Place;
  readonly what: /** Text without the mention of the bot. */
    | { readonly kind: 'text'; readonly text: string }
    /** A press of an Action.Execute; `cardId` is the activity that holds the card, where the client told. */
    | { readonly kind: 'press'; readonly verb: string; readonly data: unknown; readonly cardId: string | null }
    /** The bot was added to the conversation. */
    | { readonly kind: 'added' };
};
