// Delivers one message of the outbox: renders it from the setup as it is now, and hands it to the messenger. A message
// about a setup or conversation that is gone is dropped, since trying again would not bring it back.

import type { RenderedCard } from '../cards/rendered-card.ts';
import type { Message } from '../setup/message.ts';
import type { Setup } from '../setup/setup.ts';
import type { Desk } from './desk.ts';

export type Delivery =
  | { readonly kind: 'delivered'; readonly activityId: string | null }
  | { readonly kind: 'retry' | 'undeliverable'; readonly error: string };

export type Content =
  /** Edits the activity where an id is given, else sends a new one. */
  | { readonly kind: 'card'; readonly card: RenderedCard; readonly activityId: string | null }
  | { readonly kind: 'text'; readonly text: string };

export type Messenger = (
  target: { readonly conversationId: string; readonly reference: unknown },
  content: Content,
) => Promise<Delivery>;

export type DeliveryDeps = Pick<Desk, 'store' | 'show'> & {
  readonly send: Messenger;
  readonly noticeText: (notice: Extract<Message['content'], { kind: 'notice' }>['notice'], setup: Setup) => string;
};

export async function deliver(deps: DeliveryDeps, message: Message): Promise<Delivery> {
  const setup = await deps.store.findSetup(message.setupId);
  const conversation = await deps.store.findConversation(message.conversationId);
  if (setup === null || conversation === null) return { kind: 'undeliverable', error: 'setup or conversation is gone' };
  const target = { conversationId: message.conversationId, reference: conversation.reference };
  const { content } = message;
  if (content.kind === 'notice') {
    return deps.send(target, { kind: 'text', text: deps.noticeText(content.notice, setup) });
  }
  const key = { setupId: setup.id, audience: content.audience, conversationId: message.conversationId };
  const activityId = content.renew
    ? null
    : await deps.store.livingCard(setup.id, content.audience, message.conversationId);
  const card = await deps.show.living(setup, content.audience);
  const delivery = await deps.send(target, { kind: 'card', card, activityId });
  if (delivery.kind === 'delivered' && delivery.activityId !== null && delivery.activityId !== activityId) {
    await deps.store.rememberLivingCard({ ...key, activityId: delivery.activityId });
  }
  return delivery;
}
