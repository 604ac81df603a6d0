// How a conversation is reached again: botbuilder's own reference, and the team that a channel belongs to, which Teams
// tells in what it sends and wants to be told when it is asked about the channel.

import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import { z } from 'zod';

export type Reference = ConversationReference & { readonly teamId?: string | undefined };

const parts = z.looseObject({
  serviceUrl: z.url(),
  channelId: z.string().min(1),
  conversation: z.looseObject({ id: z.string().min(1) }),
  bot: z.looseObject({ id: z.string().min(1) }),
  teamId: z.string().optional(),
});
const shape = z.custom<Reference>((value) => parts.safeParse(value).success);

/** null where what was remembered cannot be read. */
export function readReference(remembered: unknown): Reference | null {
  return shape.safeParse(remembered).data ?? null;
}

const channelData = z.object({ team: z.object({ id: z.string().min(1) }) });

/** Without the activity: what is sent later is a message of its own and no reply to what happened to be said last. */
export function toReference(activity: Activity): Partial<Reference> {
  const { activityId: _, ...reference } = TurnContext.getConversationReference(activity);
  const team = channelData.safeParse(activity.channelData).data?.team.id;
  return team === undefined ? reference : { ...reference, teamId: team };
}
