// How old a secret or a permission is: what Graph answered a moment ago has not reached every sign-in server yet.

import type { SecretAge } from './rules/token.ts';

const newForMilliseconds = 10 * 60_000;

export function secretAge(createdAt: string | null, now: Date): SecretAge {
  if (createdAt === null) return 'unknown';
  return isNew(createdAt, now) ? 'new' : 'old';
}

/** False where it is not known when it was made. */
export function isNew(madeAt: string | null, now: Date): boolean {
  return madeAt !== null && now.getTime() - Date.parse(madeAt) < newForMilliseconds;
}
