// Ids of setups: short enough to be read aloud, without characters that are taken for one another.

import { createHash, randomInt } from 'node:crypto';

/** Without 0, O, 1, I and L. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const length = 6;

/**
 * Six characters, e.g. K7Q2M4. May collide with an id in use: insertSetup then answers false. Of the same cause always the
 * same, so that what is asked for twice by one press is made once.
 */
export function newSetupId(cause?: string): string {
  const numbers =
    cause === undefined
      ? Array.from({ length }, () => randomInt(alphabet.length))
      : [...createHash('sha256').update(cause, 'utf8').digest().subarray(0, length)];
  return numbers.map((number) => alphabet[number % alphabet.length]).join('');
}
