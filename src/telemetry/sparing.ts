// Lines of the log that strangers can cause at will: so many a minute, and the first one after that says how many were
// left out. Counts per process; knows nothing of who causes them, because a stranger can be many.

export type Sparing = {
  /** null: leave this line out; else how many were left out since the last one that was written. */
  take(now: Date): number | null;
};

const minuteMs = 60_000;

export function createSparing(mostPerMinute: number): Sparing {
  let since = Number.NEGATIVE_INFINITY;
  let written = 0;
  let leftOut = 0;
  return {
    take(now) {
      const at = now.getTime();
      // Earlier where the clock was set back.
      if (at < since || at - since >= minuteMs) [since, written] = [at, 0];
      if (written >= mostPerMinute) {
        leftOut += 1;
        return null;
      }
      written += 1;
      const before = leftOut;
      leftOut = 0;
      return before;
    },
  };
}
