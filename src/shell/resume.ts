// After a start: what an earlier process was working on can no longer go on by itself, and is said to be interrupted. What
// an earlier version has handed over gets what hand-overs have had since: a clock, and a place that somebody confirmed.

import { nextDue } from '../setup/advance-hand-over.ts';
import { isWithUnconfirmed } from '../setup/hand-over-state.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup, type SetupChanges } from './change-setup.ts';
import { handingOver } from './handing-over.ts';

type Changes = SetupChanges & { readonly now: () => Date };

export async function interruptUnfinished(changes: Changes): Promise<number> {
  const unfinished = await changes.store.setupsWithRun();
  for (const setup of unfinished) {
    await changeSetup(changes, setup.id, () => ({ kind: 'interrupted', at: changes.now().toISOString(), by: null }));
  }
  return unfinished.length;
}

/** Harmless where all is as it should be: a look that is on the agenda already stays one, and decides nothing itself. */
export async function takeUpHandOvers(changes: Changes): Promise<void> {
  for (const setup of await changes.store.openHandOvers()) {
    if (isWithUnconfirmed(setup)) await handOverAnew(changes, setup);
    else await watchAgain(changes, setup);
  }
}

async function handOverAnew(changes: Changes, { id, request }: Setup): Promise<void> {
  const place = await changes.store.exchangePlace(request.tenant.id);
  const at = changes.now().toISOString();
  await changeSetup(changes, id, (setup) =>
    isWithUnconfirmed(setup) ? { at, by: null, ...handingOver(setup, place) } : null,
  );
}

async function watchAgain({ store }: Changes, setup: Setup): Promise<void> {
  const due = nextDue(setup);
  if (due === null) return;
  await store.inTransaction((writes) => writes.sendJob({ kind: 'handOver', setupId: setup.id, at: due.at }));
}
