// The text that an approval is for: one canonical form of everything that is handed over, in no language, so that its
// hash is the same wherever and in whatever language it is shown.

import { handOverCommands } from './commands.ts';
import type { HandOverFacts } from './hand-over-facts.ts';

/** Lines with LF between them and none after the last. */
export function handOverText(facts: HandOverFacts): string {
  const commands = handOverCommands(facts).flatMap((group) => group.commands);
  return [`# ${facts.setupId}`, ...commands].join('\n');
}
