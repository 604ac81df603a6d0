// Where an organization's hand-overs go: proposed in the channel, confirmed on a page by an Exchange administrator of that
// organization. The place that it replaces is told as well. Who may confirm is decided by the page.

import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming } from '../conversation/incoming.ts';
import { confirmedPlace, type ExchangePlace, type PlaceProposal } from '../setup/exchange-place.ts';
import type { PlaceMessage } from '../setup/message.ts';
import type { Person } from '../setup/person.ts';
import type { Desk } from './desk.ts';
import { card, text } from './reply.ts';
import type { Store } from './store.ts';

export async function proposePlace(desk: Desk, { from, place }: Incoming): Promise<Reply> {
  if (place.kind !== 'channel') return text(desk.words.chat.exchangeOnlyInChannel);
  const seconds = desk.channelPace.take(from, desk.now());
  if (seconds > 0) return text(desk.words.replies.placesTooOften(seconds));
  const conversationId = withoutThread(place.conversationId);
  const proposal: PlaceProposal = {
    id: desk.newProposalId(),
    tenantId: from.tenantId,
    conversationId,
    names: await desk.namesOf(place.conversationId),
    proposedBy: from,
    proposedAt: desk.now().toISOString(),
  };
  await desk.store.saveProposal(proposal);
  return card(await desk.show.place(proposal));
}

/** A thread of a channel is no place of its own. */
function withoutThread(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

export async function confirmPlace(
  store: Store,
  proposal: PlaceProposal,
  confirmedBy: Person,
  at: string,
): Promise<ExchangePlace> {
  const { tenantId, objectId, name } = confirmedBy;
  const place = confirmedPlace(proposal, { tenantId, objectId, name }, at);
  await store.inTransaction(async (writes) => {
    const before = await writes.exchangePlace(place.tenantId);
    await writes.setExchangePlace(place);
    await writes.putMessage(telling(place.conversationId, 'confirmed', name));
    if (before === null || before.conversationId === place.conversationId) return;
    await writes.putMessage(telling(before.conversationId, 'replaced', name));
  });
  return place;
}

function telling(conversationId: string, notice: PlaceMessage['content']['notice'], confirmedBy: string): PlaceMessage {
  return { conversationId, setupId: null, content: { kind: 'place', notice, confirmedBy } };
}
