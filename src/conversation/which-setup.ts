// Which setup a command means: the one named, or the only one in reach. Never guesses between two.

import type { Setup } from '../setup/setup.ts';

export type Which =
  | { readonly kind: 'one'; readonly setup: Setup }
  | { readonly kind: 'several'; readonly setups: readonly Setup[] }
  | { readonly kind: 'none' }
  /** Also the answer for a setup that exists but is out of reach. */
  | { readonly kind: 'notFound'; readonly setupId: string };

/** `inReach` holds only setups with which this person, in this place, may do what they asked for. */
export function whichSetup(setupId: string | null, inReach: readonly Setup[]): Which {
  if (setupId !== null) {
    const named = inReach.find((setup) => setup.id === setupId.toUpperCase());
    return named === undefined ? { kind: 'notFound', setupId } : { kind: 'one', setup: named };
  }
  const open = inReach.filter((setup) => setup.cancelledAt === null);
  const candidates = open.length > 0 ? open : inReach;
  const [only, ...others] = candidates;
  if (only === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', setup: only } : { kind: 'several', setups: candidates };
}
