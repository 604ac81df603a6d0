// What a person can make a setup do from the chat, each as one change followed by the card as it is then.

import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming } from '../conversation/incoming.ts';
import type { CheckScope } from '../setup/check.ts';
import type { Happening } from '../setup/events.ts';
import { isProvisioned } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup } from './change-setup.ts';
import type { Desk } from './desk.ts';
import { livingCard, text } from './reply.ts';

/** Until something exists in the tenant the request can be changed or dropped without leaving anything behind. */
export function mayStillChange(setup: Setup): boolean {
  return setup.run === null && setup.application === null && setup.cancelledAt === null;
}

export async function cancelSetup(
  desk: Desk,
  incoming: Incoming,
  setup: Setup,
  seenVersion: number | null,
): Promise<Reply> {
  if (setup.application !== null) return text(desk.words.replies.notCancellable(setup.id));
  const present = await change(
    desk,
    incoming,
    setup,
    { kind: 'cancelled' },
    (now) => mayStillChange(now) && (seenVersion === null || seenVersion === now.version),
  );
  return livingCard(desk, present, 'requester');
}

/** Of many presses on one card the first one counts. */
export async function reportExchange(
  desk: Desk,
  incoming: Incoming,
  setup: Setup,
  seenVersion: number,
): Promise<Reply> {
  const present = await change(
    desk,
    incoming,
    setup,
    { kind: 'exchangeReported' },
    (now) => isProvisioned(now) && now.version === seenVersion,
  );
  return livingCard(desk, present, 'exchange');
}

export async function startTest(desk: Desk, incoming: Incoming, setup: Setup, scope: CheckScope): Promise<Reply> {
  if (!isProvisioned(setup)) return text(desk.words.chat.notReady(setup.id));
  if (!offers(setup, scope)) return text(desk.words.replies.channelNotAsked(setup.id));
  const present = await change(
    desk,
    incoming,
    setup,
    { kind: 'checkStarted', scope },
    (now) => now.checking === null && now.cancelledAt === null,
  );
  return livingCard(desk, present, 'requester');
}

function offers(setup: Setup, scope: CheckScope): boolean {
  return scope === 'all' || scope === 'token' || setup.request.channels.includes(scope);
}

async function change(
  desk: Desk,
  incoming: Incoming,
  setup: Setup,
  happening: Happening,
  still: (setup: Setup) => boolean,
): Promise<Setup> {
  const changed = await changeSetup(desk, setup.id, (now) =>
    still(now) ? { at: desk.now().toISOString(), by: incoming.from, ...happening } : null,
  );
  return changed.kind === 'unknown' ? setup : changed.setup;
}
