// One cause as a card shows it: what, who, how, whether trying again makes sense, and the commands that mend it.

import { handOverFacts } from '../exchange/hand-over-facts.ts';
import { mendingCommands } from '../exchange/mending-commands.ts';
import type { Problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import { mayPass } from '../setup/verdict.ts';
import type { Words } from '../words/words.ts';
import { inSight } from './mailbox-lines.ts';

export type CommandLines = {
  readonly hasCommands: boolean;
  readonly commandLines: readonly { readonly line: string }[];
  readonly hasMoreCommands: boolean;
  readonly moreCommands: string;
};

export const noCommands: CommandLines = {
  hasCommands: false,
  commandLines: [],
  hasMoreCommands: false,
  moreCommands: '',
};

/** `setup` is null where it is not known which one is meant. */
export function commandLinesFor(
  setup: Setup | null,
  problem: Problem,
  mailboxes: readonly string[],
  words: Words,
): CommandLines {
  const facts = setup === null ? null : handOverFacts(setup);
  const sender = setup?.request.sender ?? null;
  const commands = facts === null ? [] : mendingCommands(facts, problem, { mailboxes, sender });
  const left = commands.length - inSight;
  return {
    hasCommands: commands.length > 0,
    commandLines: commands.slice(0, inSight).map((line) => ({ line })),
    hasMoreCommands: left > 0,
    moreCommands: left > 0 ? words.plan.more(left) : '',
  };
}

export function styleOf(problem: Problem): 'warning' | 'attention' {
  return mayPass(problem) ? 'warning' : 'attention';
}
