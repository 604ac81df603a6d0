// How long to wait before something is asked again, and when to stop asking: the one policy for everything that is asked
// of Microsoft Entra ID and Microsoft Graph. Pure: it knows no clock and no request, only milliseconds.

export type Patience = {
  /** All asking again within one run, one page or one check ends after so long. */
  readonly budgetMs: number;
  /** The growing pauses where nobody named one; the last is used again. */
  readonly delaysMs: readonly number[];
  /** A single request without an answer counts as unanswered after so long. */
  readonly timeoutMs: number;
  /** A pause at least so long is told to people. */
  readonly toldFromMs: number;
  /** A request whose answer was lost may still be carried out for so long. */
  readonly settleMs: number;
};

/** For a run: tools that do the same wait up to a minute for replication, which has no promised time. */
export const runPatience: Patience = {
  budgetMs: 180_000,
  delaysMs: [500, 1_000, 2_000, 3_000, 5_000, 8_000],
  timeoutMs: 30_000,
  toldFromMs: 2_000,
  settleMs: 15_000,
};

/** For a page that somebody is waiting for. */
export const pagePatience: Patience = { ...runPatience, budgetMs: 15_000, timeoutMs: 10_000 };

/**
 * Milliseconds to wait before the next try; null where that would be longer than what is left. `attempt` counts from 0.
 * A time that was asked for is kept even where the own one is shorter: asking earlier makes throttling last longer.
 */
export function nextPauseMs(
  { delaysMs }: Pick<Patience, 'delaysMs'>,
  attempt: number,
  askedSeconds: number | null,
  leftMs: number,
): number | null {
  const own = delaysMs[Math.min(attempt, delaysMs.length - 1)] ?? 0;
  const pause = Math.max(own, (askedSeconds ?? 0) * 1000);
  return pause <= leftMs ? pause : null;
}

/** Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); null where it asks for nothing. */
export function readRetryAfter(header: string | null | undefined, nowMs: number): number | null {
  if (header === null || header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  const wait = Number.isNaN(seconds) ? (Date.parse(header) - nowMs) / 1000 : seconds;
  return Number.isNaN(wait) ? null : Math.max(0, Math.ceil(wait));
}
