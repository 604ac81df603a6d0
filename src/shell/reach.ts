// Whether somebody may do something with a setup, in the place where they are. What a channel alone entitles to takes
// Teams' word that they are a member of it. Whoever may not is told the same of every id, whether a setup has it or not.

import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming } from '../conversation/incoming.ts';
import { type Action, isForChannel, may, mayOfOneself } from '../conversation/who-may.ts';
import type { Setup } from '../setup/setup.ts';
import type { Desk } from './desk.ts';
import { text } from './reply.ts';

/** null where they may. `setup` is null where no setup has the id that was named. */
export async function refusalFor(
  desk: Desk,
  incoming: Incoming,
  action: Action,
  setup: Setup | null,
): Promise<Reply | null> {
  const asking = setup === null ? null : { person: incoming.from, place: incoming.place, setup };
  if (asking !== null && mayOfOneself(action, asking)) return closedTarget(desk, action, asking.setup);
  const stranger = await strangerHere(desk, incoming, action);
  if (stranger !== null) return stranger;
  if (asking === null || !may(action, asking)) return text(desk.words.chat.notFound);
  return closedTarget(desk, action, asking.setup);
}

export type InReach = {
  /** With which they may do it here. */
  readonly setups: readonly Setup[];
  /** What to say where that is none, or not the one that was named; null where there is nothing more to say than that. */
  readonly stranger: Reply | null;
};

/** Of those that are near; Teams is asked unless `named` is theirs wherever they are. */
export async function inReach(
  desk: Desk,
  incoming: Incoming,
  action: Action,
  { near, named }: { readonly near: readonly Setup[]; readonly named: string | null },
): Promise<InReach> {
  const { from: person, place } = incoming;
  const own = near.filter((setup) => mayOfOneself(action, { person, place, setup }));
  if (own.some(({ id }) => id === named)) return { setups: own, stranger: null };
  const stranger = await strangerHere(desk, incoming, action);
  const setups = stranger === null ? near.filter((setup) => may(action, { person, place, setup })) : own;
  return { setups, stranger };
}

/** In a chat people are who they are; of a channel, Teams is asked, also where nothing there has the id. */
async function strangerHere(
  { words, membershipOf }: Desk,
  { from, place }: Incoming,
  action: Action,
): Promise<Reply | null> {
  if (place.kind !== 'channel' || !isForChannel(action)) return null;
  switch (await membershipOf(place.conversationId, from)) {
    case 'member':
      return null;
    case 'notMember':
      return text(words.handOver.refused.notMember);
    case 'noAnswer':
      return text(words.handOver.refused.membershipUnknown);
  }
}

/** What neither touches the organization nor brings anything about there. */
const harmless: ReadonlySet<Action> = new Set(['see', 'seeExchange', 'audit', 'cancel', 'change']);

/** For an organization that this bot may no longer work for, nothing goes on. */
export function closedTarget(desk: Desk, action: Action, { id, request }: Setup): Reply | null {
  if (harmless.has(action) || desk.isTenantAllowed(request.tenant.id)) return null;
  return text(desk.words.replies.targetNotAllowed(id));
}
