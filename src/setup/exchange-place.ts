// The channel to which an organization's hand-overs go. Somebody in the channel proposes it; it holds once an Exchange
// administrator of that organization has confirmed it, and is replaced in no other way.

import type { Person } from './person.ts';

/** As Teams names them; null where it did not tell. Text of others. */
export type PlaceNames = { readonly team: string | null; readonly channel: string | null };

export type PlaceProposal = {
  readonly id: string;
  readonly tenantId: string;
  /** Of the channel, without a thread. */
  readonly conversationId: string;
  readonly names: PlaceNames;
  readonly proposedBy: Person;
  readonly proposedAt: string;
};

export type ExchangePlace = {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly names: PlaceNames;
  readonly proposedBy: Person;
  readonly confirmedBy: Person;
  readonly confirmedAt: string;
};

export function confirmedPlace(proposal: PlaceProposal, confirmedBy: Person, confirmedAt: string): ExchangePlace {
  const { tenantId, conversationId, names, proposedBy } = proposal;
  return { tenantId, conversationId, names, proposedBy, confirmedBy, confirmedAt };
}
