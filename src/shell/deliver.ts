// Delivers one message of the outbox: renders it from the setup as it is now, and hands it to the messenger. A message
// about a setup or conversation that is gone is dropped, since trying again would not bring it back; so is one to an
// organization for which the bot does not work any more.

import type { RenderedCard } from '../cards/rendered-card.ts';
import type { Message, SetupMessage } from '../setup/message.ts';
import type { Setup } from '../setup/setup.ts';
import type { Desk } from './desk.ts';

export type Delivery =
  | { readonly kind: 'delivered'; readonly activityId: string | null }
  | { readonly kind: 'retry' | 'undeliverable'; readonly error: string };

export type Content =
  /** Edits the activity where an id is given, else sends a new one. */
  | { readonly kind: 'card'; readonly card: RenderedCard; readonly activityId: string | null }
  | { readonly kind: 'text'; readonly text: string };

type Target = { readonly conversationId: string; readonly reference: unknown };

export type Messenger = (target: Target, content: Content) => Promise<Delivery>;

export type DeliveryDeps = Pick<Desk, 'store' | 'show' | 'words' | 'isTenantAllowed'> & { readonly send: Messenger };

const gone: Delivery = { kind: 'undeliverable', error: 'setup or conversation is gone' };
const notAllowed: Delivery = { kind: 'undeliverable', error: 'the organization is not allowed' };

export async function deliver(deps: DeliveryDeps, message: Message): Promise<Delivery> {
  const { conversationId } = message;
  const conversation = await deps.store.findConversation(conversationId);
  if (conversation === null) return gone;
  if (!deps.isTenantAllowed(conversation.tenantId)) return notAllowed;
  const target = { conversationId, reference: conversation.reference };
  if (message.setupId === null) {
    const { notice, confirmedBy } = message.content;
    return deps.send(target, { kind: 'text', text: deps.words.place.notices[notice](confirmedBy) });
  }
  const setup = await deps.store.findSetup(message.setupId);
  return setup === null ? gone : deliverOf(deps, target, setup, message.content);
}

async function deliverOf(
  deps: DeliveryDeps,
  target: Target,
  setup: Setup,
  content: SetupMessage['content'],
): Promise<Delivery> {
  switch (content.kind) {
    case 'notice':
      return deps.send(target, { kind: 'text', text: deps.words.noticeLine(content.notice, setup, content.who) });
    case 'undo': {
      const card = await deps.show.undo(setup);
      return card === null ? gone : deps.send(target, { kind: 'card', card, activityId: null });
    }
    case 'livingCard':
      return deliverCard(deps, target, setup, content);
  }
}

async function deliverCard(
  { store, show, send }: DeliveryDeps,
  target: Target,
  setup: Setup,
  { audience, renew }: Extract<SetupMessage['content'], { kind: 'livingCard' }>,
): Promise<Delivery> {
  const { conversationId } = target;
  const known = await store.livingCard(setup.id, audience, conversationId);
  const activityId = renew ? null : known;
  const card = await show.living(setup, audience);
  const delivery = await send(target, { kind: 'card', card, activityId });
  if (delivery.kind !== 'delivered' || delivery.activityId === null || delivery.activityId === activityId) {
    return delivery;
  }
  await store.rememberLivingCard({ setupId: setup.id, audience, conversationId, activityId: delivery.activityId });
  // Whether the old card could still be edited does not matter: a press on it brings the present one.
  if (renew && known !== null) await send(target, { kind: 'card', card: show.superseded(setup), activityId: known });
  return delivery;
}
