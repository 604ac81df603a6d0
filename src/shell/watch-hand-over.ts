// Looks whether a hand-over has been answered: reminds once, and lets it lapse at the end. Decides nothing itself; what
// is due, and when, the core tells.

import { type HandOverDue, nextDue } from '../setup/advance-hand-over.ts';
import type { SetupEvent } from '../setup/events.ts';
import type { HandOverJob } from '../setup/message.ts';
import { changeSetup, type SetupChanges } from './change-setup.ts';

export type HandOverWatchDeps = SetupChanges & { readonly now: () => Date };

export async function watchHandOver(deps: HandOverWatchDeps, job: HandOverJob): Promise<void> {
  const at = deps.now().toISOString();
  const looked = await changeSetup(deps, job.setupId, (setup) => eventOf(nextDue(setup), at));
  if (looked.kind !== 'refused') return;
  const next = nextDue(looked.setup);
  if (next === null || next.at <= at) return;
  await deps.store.inTransaction((writes) => writes.sendJob({ kind: 'handOver', setupId: job.setupId, at: next.at }));
}

/** null where nothing is due yet. */
function eventOf(due: HandOverDue | null, at: string): SetupEvent | null {
  if (due === null || due.at > at) return null;
  return { kind: due.kind === 'reminder' ? 'handOverReminded' : 'handOverLapsed', at, by: null };
}
