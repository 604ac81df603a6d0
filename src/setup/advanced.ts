// What `advance` is given beside the event, and what it gives back.

import type { Effect } from './events.ts';
import type { Setup } from './setup.ts';

/** `verifySchedule`: minutes after "I have run it" at which verification is tried, ascending. */
export type Rules = { readonly verifySchedule: readonly number[] };

export type Advanced = { readonly setup: Setup; readonly effects: readonly Effect[] };
