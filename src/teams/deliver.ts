// Sends on the bot's own account to a remembered conversation, once per call and without repeating on its own:
// whether and when to try again is decided by whoever keeps the outbox.

import type { Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { RenderedCard } from '../cards/rendered-card.ts';
import type { BotAdapter } from './adapter.ts';
import { toCardActivity, toTextActivity } from './outgoing.ts';
import { readReference } from './reference.ts';

export type DeliveryTarget = { readonly conversationId: string; readonly reference: unknown };

export type DeliveryContent =
  /** With `activityId`, edits that message; where it is gone, a new one is posted. */
  | { readonly kind: 'card'; readonly card: RenderedCard; readonly activityId: string | null }
  | { readonly kind: 'text'; readonly text: string };

/** `error` is for the log: a status or code and the service's words, no token. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly activityId: string | null }
  | { readonly kind: 'retry'; readonly error: string }
  | { readonly kind: 'undeliverable'; readonly error: string };

/** Longer than the connector's own three tries take; a call that never ends would hold up the conversation. */
const deadlineMs = 30_000;

export async function deliver(
  adapter: BotAdapter,
  { conversationId, reference }: DeliveryTarget,
  content: DeliveryContent,
): Promise<Delivery> {
  const data = readReference(reference);
  if (data === null || data.conversation.id !== conversationId) {
    return { kind: 'undeliverable', error: 'the remembered conversation cannot be read' };
  }
  if (!adapter.mayReach(data.serviceUrl)) return { kind: 'undeliverable', error: 'service URL not loopback' };
  let activityId: string | null = null;
  const work = adapter.continueConversationAsync(adapter.botId, data, async (context) => {
    activityId = await post(context, content);
  });
  try {
    await withDeadline(work);
    return { kind: 'delivered', activityId };
  } catch (error) {
    return toFailure(error);
  }
}

async function post(context: TurnContext, content: DeliveryContent): Promise<string | null> {
  // botbuilder gives this turn an activity id of its own, which nobody has seen and which cannot be replied to.
  delete context.activity.id;
  const activity = content.kind === 'card' ? toCardActivity(content.card) : toTextActivity(content.text);
  if (content.kind === 'card' && content.activityId !== null && (await edit(context, activity, content.activityId))) {
    return content.activityId;
  }
  const sent = await context.sendActivity(activity);
  return sent?.id === undefined || sent.id === '' ? null : sent.id;
}

/** False where the message is gone. */
async function edit(context: TurnContext, activity: Partial<Activity>, id: string): Promise<boolean> {
  try {
    await context.updateActivity({ ...activity, id });
    return true;
  } catch (error) {
    if (readFailure(error).statusCode === 404) return false;
    throw error;
  }
}

async function withDeadline(work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), deadlineMs);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

const failureShape = z.object({
  statusCode: z.number().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  message: z.string().catch(''),
});

function readFailure(error: unknown): z.infer<typeof failureShape> {
  return failureShape.safeParse(error).data ?? { message: String(error) };
}

/**
 * Who is not there or does not want the bot (403, 404), or a message that Teams will never take (400, 413), is given
 * up; all else may pass: throttling, an outage, a network, even the bot's own expired password.
 */
function toFailure(error: unknown): Delivery {
  const { statusCode, code, message } = readFailure(error);
  const words = [statusCode, code, message.slice(0, 300)].filter((part) => part !== undefined).join(' ');
  return [400, 403, 404, 413].includes(statusCode ?? 0)
    ? { kind: 'undeliverable', error: words }
    : { kind: 'retry', error: words };
}
