// After a start: what an earlier process was working on can no longer go on by itself, and is said to be interrupted.

import { changeSetup, type SetupChanges } from './change-setup.ts';

export async function interruptUnfinished(changes: SetupChanges & { readonly now: () => Date }): Promise<number> {
  const unfinished = await changes.store.setupsWithRun();
  for (const setup of unfinished) {
    await changeSetup(changes, setup.id, () => ({ kind: 'interrupted', at: changes.now().toISOString(), by: null }));
  }
  return unfinished.length;
}
