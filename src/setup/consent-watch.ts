// When to look whether somebody has given the admin consent: often at first, since they may be at it just now, then
// seldom, for as long as anybody may still remember what it was for.

/** Minutes after the administrator's press. */
const firstLooks = [0.25, 0.5, 1, 2, 3, 5, 8, 12, 20, 30, 45, 60];
const thenEveryMinutes = 60;
const lastMinutes = 30 * 24 * 60;

/**
 * ISO 8601; null once nobody is expected to give it any more. The times are fixed by `since`, the administrator's press,
 * so that two who plan the next look plan the same one.
 */
export function nextConsentLook(since: string, now: string): string | null {
  const start = Date.parse(since);
  const passed = Math.max(0, (Date.parse(now) - start) / 60_000);
  const listed = firstLooks.find((minutes) => minutes > passed);
  const next = listed ?? (Math.floor(passed / thenEveryMinutes) + 1) * thenEveryMinutes;
  return next > lastMinutes ? null : new Date(start + next * 60_000).toISOString();
}
