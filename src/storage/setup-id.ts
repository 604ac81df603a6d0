// Ids of setups: short enough to be read aloud, without characters that are taken for one another.

import { randomInt } from 'node:crypto';

/** Without 0, O, 1, I and L. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Six characters, e.g. K7Q2M4. May collide with an id in use: insertSetup then answers false. */
export function newSetupId(): string {
  return Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
