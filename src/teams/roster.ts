// Asks Teams who is in a channel and how it is called. "No answer" is told apart from "no", and nothing is remembered:
// whoever left the team a minute ago is no member.

import { TeamsInfo, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Person } from '../setup/person.ts';
import { oneLine } from '../setup/text-of-others.ts';
import type { BotAdapter } from './adapter.ts';
import { readReference } from './reference.ts';

export type Membership = 'member' | 'notMember' | 'noAnswer';

export type ChannelNames = { readonly team: string | null; readonly channel: string | null };

export type RosterLog = { warn(fields: Readonly<Record<string, unknown>>, message: string): void };

const pageSize = 500;

const roster = z.object({
  members: z.array(
    z.object({
      aadObjectId: z.string().optional().catch(undefined),
      objectId: z.string().optional().catch(undefined),
      tenantId: z.string().optional().catch(undefined),
      userRole: z.string().optional().catch(undefined),
    }),
  ),
  continuationToken: z.string().optional().catch(undefined),
});

/**
 * By the immutable object id; of a guest from elsewhere Teams tells the home tenant as well. No guests. A private or a
 * shared channel has members of its own, who are not the team's.
 */
export async function membershipOf(
  adapter: BotAdapter,
  reference: unknown,
  person: Person,
  log: RosterLog,
): Promise<Membership> {
  const found = await asking(adapter, reference, log, async (context) => {
    const ofRoster = (await isStandardChannel(context)) ? context : ofChannelAlone(context);
    let token: string | undefined;
    do {
      const page = roster.parse(await TeamsInfo.getPagedMembers(ofRoster, pageSize, token));
      if (page.members.some((member) => isPerson(member, person))) return 'member' as const;
      token = page.continuationToken === '' ? undefined : page.continuationToken;
    } while (token !== undefined);
    return 'notMember' as const;
  });
  return found ?? 'noAnswer';
}

function isPerson(member: z.infer<typeof roster>['members'][number], { objectId, tenantId }: Person): boolean {
  if (member.userRole?.toLowerCase() === 'guest' || member.userRole?.toLowerCase() === 'anonymous') return false;
  const id = member.aadObjectId ?? member.objectId;
  const isTenant = member.tenantId === undefined || member.tenantId.toLowerCase() === tenantId;
  return id?.toLowerCase() === objectId && isTenant;
}

const name = z
  .string()
  .transform((text) => oneLine(text))
  .pipe(z.string().min(1))
  .nullish()
  .catch(null);
const named = z.object({ name });
/** "standard", "private" or "shared"; Teams once told no type, and then listed standard channels only. */
const type = z.string().optional().catch('unreadable');
const channels = z.array(z.object({ id: z.string(), name, type }));

/** Teams gives the first channel of a team no name; clients call it General. */
const firstChannel = 'General';

/** null where Teams does not tell. */
export async function namesOf(adapter: BotAdapter, reference: unknown, log: RosterLog): Promise<ChannelNames> {
  const names = await asking(adapter, reference, log, async (context) => {
    const [team, channel] = await Promise.all([TeamsInfo.getTeamDetails(context), listedChannel(context)]);
    return {
      team: named.parse(team).name ?? null,
      channel: channel === undefined ? null : (channel.name ?? firstChannel),
    };
  });
  return names ?? { team: null, channel: null };
}

/** Every member of the team is a member of it. Whether one that is not listed is, nobody knows: then it is none. */
async function isStandardChannel(context: TurnContext): Promise<boolean> {
  const channel = await listedChannel(context);
  return channel !== undefined && (channel.type === undefined || channel.type.toLowerCase() === 'standard');
}

async function listedChannel(context: TurnContext): Promise<z.infer<typeof channels>[number] | undefined> {
  const here = withoutThread(context.activity.conversation.id);
  return channels.parse(await TeamsInfo.getTeamChannels(context)).find(({ id }) => id === here);
}

/** Where no team is named, botbuilder asks for the members of the conversation itself, which must not be a thread in it. */
function ofChannelAlone(context: TurnContext): TurnContext {
  const { conversation } = context.activity;
  context.activity.channelData = {};
  context.activity.conversation = { ...conversation, id: withoutThread(conversation.id) };
  return context;
}

function withoutThread(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

/** null where there is no answer, of which the log tells the reason. */
async function asking<Value>(
  adapter: BotAdapter,
  reference: unknown,
  log: RosterLog,
  ask: (context: TurnContext) => Promise<Value>,
): Promise<Value | null> {
  const read = readReference(reference);
  if (read === null || !adapter.mayReach(read.serviceUrl)) return null;
  let value: Value | null = null;
  try {
    await adapter.continueConversationAsync(adapter.botId, read, async (context) => {
      context.activity.channelData = { team: { id: read.teamId } };
      value = await ask(context);
    });
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'Teams did not tell of a channel');
    return null;
  }
  return value;
}
