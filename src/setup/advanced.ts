// What `advance` is given beside the event, and what it gives back.

import type { Effect } from './events.ts';
import type { Setup } from './setup.ts';

export type Rules = {
  /** Minutes after "I have run it" at which verification is tried, ascending. */
  readonly verifySchedule: readonly number[];
  /** How many checks in a row must find everything in order. */
  readonly verifySuccesses: number;
  /** Minutes between tries once one has found everything in order. */
  readonly verifyAgainMinutes: number;
};

export type Advanced = { readonly setup: Setup; readonly effects: readonly Effect[] };
