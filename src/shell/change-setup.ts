// The one way in which a setup changes: load, advance, save with a version check, and write in the same transaction
// what must happen exactly if it was saved (event, messages, appointments, sealed secret). Talks to no service.

import { advance } from '../setup/advance.ts';
import type { Rules } from '../setup/advanced.ts';
import { type GraphEffect, isGraphEffect, type SetupEvent } from '../setup/events.ts';
import type { Setup } from '../setup/setup.ts';
import { handingOver } from './handing-over.ts';
import type { Store, Writes } from './store.ts';
import { writeEffect } from './write-effect.ts';

export type SetupChanges = {
  readonly store: Store;
  readonly rules: Rules;
};

export type Changed =
  | { readonly kind: 'changed'; readonly setup: Setup; readonly effects: readonly GraphEffect[] }
  | { readonly kind: 'refused'; readonly setup: Setup }
  | { readonly kind: 'unknown' };

/** Decides on the setup as it is inside the transaction; null leaves it as it is. */
export type Decide = (setup: Setup) => SetupEvent | null;

class SavedMeanwhile extends Error {}

const attempts = 20;

export async function changeSetup(
  changes: SetupChanges,
  setupId: string,
  decide: Decide,
  alsoWrite: (writes: Writes) => Promise<void> = async () => {},
): Promise<Changed> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await changes.store.inTransaction((writes) => change(changes, writes, setupId, decide, alsoWrite));
    } catch (error) {
      if (!(error instanceof SavedMeanwhile) || attempt === attempts) throw error;
    }
  }
}

async function change(
  changes: SetupChanges,
  writes: Writes,
  setupId: string,
  decide: Decide,
  alsoWrite: (writes: Writes) => Promise<void>,
): Promise<Changed> {
  const setup = await writes.loadSetup(setupId);
  if (setup === null) return { kind: 'unknown' };
  const event = decide(setup);
  if (event === null) return { kind: 'refused', setup };
  await alsoWrite(writes);
  return apply(changes, writes, setup, event);
}

async function apply(changes: SetupChanges, writes: Writes, setup: Setup, event: SetupEvent): Promise<Changed> {
  const advanced = advance(setup, event, changes.rules);
  if (!(await writes.saveSetup(advanced.setup, setup.version, event))) throw new SavedMeanwhile();
  for (const effect of advanced.effects) {
    if (!isGraphEffect(effect)) await writeEffect(writes, advanced.setup, effect);
  }
  if (advanced.effects.some((effect) => effect.kind === 'postHandOver')) {
    return apply(changes, writes, advanced.setup, await handOver(writes, advanced.setup, event.at));
  }
  return { kind: 'changed', setup: advanced.setup, effects: advanced.effects.filter(isGraphEffect) };
}

async function handOver(writes: Writes, setup: Setup, at: string): Promise<SetupEvent> {
  return { at, by: null, ...handingOver(setup, await writes.exchangePlace(setup.request.tenant.id)) };
}
