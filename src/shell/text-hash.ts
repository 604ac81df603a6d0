// The hash of what is handed over: what an approval is for, and what the evidence must name.

import { createHash } from 'node:crypto';
import { handOverFacts } from '../exchange/hand-over-facts.ts';
import { handOverText } from '../exchange/hand-over-text.ts';
import type { Setup } from '../setup/setup.ts';

/** SHA-256, hex; null as long as there are no commands. */
export function textHashOf(setup: Setup): string | null {
  const facts = handOverFacts(setup);
  return facts === null ? null : createHash('sha256').update(handOverText(facts), 'utf8').digest('hex');
}
