// What a person can make a setup do from the chat, each as one change followed by the card as it is then.

import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming } from '../conversation/incoming.ts';
import type { Happening } from '../setup/events.ts';
import { isProvisioned, phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup } from './change-setup.ts';
import type { Desk } from './desk.ts';
import { livingCard, text } from './reply.ts';

/** Until something exists in the tenant the request can be dropped without leaving anything behind. */
function mayStillCancel(setup: Setup): boolean {
  return setup.run === null && setup.application === null && setup.cancelledAt === null;
}

/** Afterwards only the Exchange part, as long as it is not verified: that is handed over anew. */
export function mayStillChange(setup: Setup): boolean {
  if (mayStillCancel(setup)) return true;
  if (!isProvisioned(setup) || setup.run !== null || setup.checking !== null) return false;
  const phase = phaseOf(setup);
  return setup.handOver !== null && phase !== 'verified' && phase !== 'signedIn' && phase !== 'stopped';
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
    (now) => mayStillCancel(now) && (seenVersion === null || seenVersion === now.version),
  );
  return livingCard(desk, present, 'requester');
}

/** The reverse commands go to where the commands went; whoever asked is told so. */
export async function askForUndo(desk: Desk, incoming: Incoming, setup: Setup): Promise<Reply> {
  const { handOver } = setup;
  if (handOver === null || setup.application === null) return text(desk.words.chat.notReady(setup.id));
  const seconds = desk.channelPace.take(incoming.from, desk.now());
  if (seconds > 0) return text(desk.words.replies.undoTooOften(seconds));
  await change(desk, incoming, setup, { kind: 'undoAsked' }, (now) => now.handOver !== null);
  return text(handOver.toChannel ? desk.words.undo.toChannel(setup.id) : desk.words.undo.toChat(setup.id));
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
