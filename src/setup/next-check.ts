// When a setup is checked again, and how deep. Pure.

import type { Rules } from './advanced.ts';
import type { Trial } from './check.ts';
import { isRoundTripWanted, isSentFromEach, unaskedMailboxes } from './round-trip.ts';
import type { Setup } from './setup.ts';

const minuteMs = 60_000;

/** A mail is sent only where this try could be the last one that is needed, and only where that may be done unasked. */
export function nextTrial(setup: Setup, { verifySuccesses }: Rules): Trial {
  const inARow = setup.accepted?.inARow ?? 0;
  const isDeep = isRoundTripWanted(setup) && !isSentFromEach(setup) && inARow + 1 >= verifySuccesses;
  if (!isDeep) return { scope: 'all' };
  const unasked = unaskedMailboxes(setup);
  const isEach = unasked.length === setup.request.mailboxes.length;
  return { scope: 'roundTrip', ...(isEach ? {} : { mailInto: unasked }) };
}

/**
 * The first appointment of the schedule that is still ahead, or null when there is none left. While a check was in order
 * the next follows soon, always; once one was not, the schedule begins anew.
 */
export function nextTry(setup: Setup, now: string, { verifySchedule, verifyAgainMinutes }: Rules): string | null {
  if ((setup.accepted?.inARow ?? 0) > 0) return later(now, verifyAgainMinutes);
  const beginnings = [setup.exchangeReport?.at, setup.accepted?.firstAt, setup.secret?.addedAt].filter(
    (at) => at !== undefined,
  );
  const start = beginnings.toSorted().at(-1) ?? now;
  return verifySchedule.map((minutes) => later(start, minutes)).find((at) => at > now) ?? null;
}

function later(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * minuteMs).toISOString();
}

/** An appointment that came due while another check ran: its job found that one and went. */
export function wasMissed({ nextCheckAt }: Setup, now: string): boolean {
  return nextCheckAt !== null && nextCheckAt <= now;
}
