// Activity -> Incoming. Pure. An activity says what its sender likes, except who they are: Teams sets the sender's
// Entra object id and tenant, and without those two nobody is anybody here.

import { type Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Incoming, Place } from '../conversation/incoming.ts';
import type { Person } from '../setup/person.ts';
import { oneLine } from '../setup/text-of-others.ts';

/** Who sent an activity and where; null where Teams does not vouch for a person. */
export type Sender = { readonly from: Person; readonly place: Place };

const guid = z.guid().transform((id) => id.toLowerCase());

const senderShape = z.object({
  from: z.object({
    aadObjectId: guid,
    name: z
      .string()
      .catch('')
      .transform((name) => oneLine(name)),
  }),
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.enum(['personal', 'groupChat', 'channel']),
    tenantId: guid.optional().catch(undefined),
  }),
  channelData: z
    .object({ tenant: z.object({ id: guid }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

export function readSender(activity: Activity): Sender | null {
  const { data } = senderShape.safeParse(activity);
  if (data === undefined) return null;
  const tenants = new Set([data.channelData?.tenant?.id, data.conversation.tenantId].filter((id) => id !== undefined));
  const [tenantId] = tenants;
  if (tenantId === undefined || tenants.size > 1) return null;
  return {
    from: { tenantId, objectId: data.from.aadObjectId, name: data.from.name },
    place: { conversationId: data.conversation.id, kind: data.conversation.conversationType },
  };
}

/** What was typed, without the mention of the bot and without the spaces that clients put around it. */
export function toText(activity: Activity): Incoming['what'] {
  if (typeof activity.text !== 'string') return { kind: 'text', text: '' };
  const text = mentionless(activity.text, activity);
  return { kind: 'text', text: text.replaceAll('\u00a0', ' ').trim() };
}

function mentionless(text: string, activity: Activity): string {
  if (!Array.isArray(activity.entities)) return text;
  return TurnContext.removeMentionText({ ...activity, text }, activity.recipient.id);
}

const pressShape = z.object({ action: z.object({ verb: z.string(), data: z.unknown() }) });

/** A press of an Action.Execute, or null where the client sent something else. */
export function toPress(activity: Activity): Incoming['what'] | null {
  const { data } = pressShape.safeParse(activity.value);
  if (data === undefined) return null;
  return { kind: 'press', verb: data.action.verb, data: data.action.data, cardId: activity.replyToId ?? null };
}

export function isBotAdded(activity: Activity): boolean {
  return (activity.membersAdded ?? []).some((member) => member.id === activity.recipient.id);
}
