// One small policy for waiting inside a run. What may be tried again, and why, is said by each caller for its own
// request; a request whose answer was lost is never repeated here, because its effect may have happened.

import type { GraphReply, Refusal } from './graph-reply.ts';

/** Milliseconds. The last delay is used again until the deadline is reached. */
export type Patience = { readonly deadlineMs: number; readonly delaysMs: readonly number[] };

/** Tools that do the same wait up to a minute; replication has no promised time. */
export const defaultPatience: Patience = { deadlineMs: 60_000, delaysMs: [500, 1_000, 2_000, 3_000, 5_000, 8_000] };

/**
 * Sends until the reply is no longer one of those that pass with time, or no time is left; then that reply.
 * `passes` says which refusals these are; throttling (429) passes always, and was not carried out.
 */
export async function sendPatiently(
  patience: Patience,
  passes: (refusal: Refusal) => boolean,
  send: () => Promise<GraphReply>,
): Promise<GraphReply> {
  const end = Date.now() + patience.deadlineMs;
  for (let attempt = 0; ; attempt += 1) {
    const reply = await send();
    if (reply.kind !== 'refusal' || !(reply.status === 429 || passes(reply))) return reply;
    const backoff = patience.delaysMs[Math.min(attempt, patience.delaysMs.length - 1)] ?? 0;
    const delay = Math.max(backoff, (reply.retryAfterSeconds ?? 0) * 1000);
    if (Date.now() + delay > end) return reply;
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
}
