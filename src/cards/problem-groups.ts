// What the latest check found wrong, with the same cause told once however many mailboxes it concerns.

import type { ChannelResult } from '../setup/check.ts';
import type { Problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import { mayPass } from '../setup/verdict.ts';

export type ProblemGroup = {
  readonly problem: Problem;
  /** Empty where it concerns all of them, as a refused token does. */
  readonly results: readonly ChannelResult[];
  readonly mailboxes: readonly string[];
};

/** Causes that somebody must mend come before those that time may mend. */
export function problemGroups(setup: Setup): readonly ProblemGroup[] {
  const token = setup.token?.problem ?? null;
  if (token !== null) return [{ problem: token, results: [], mailboxes: setup.request.mailboxes }];
  const groups = new Map<string, { problem: Problem; results: ChannelResult[] }>();
  for (const result of setup.results) {
    if (result.problem === null) continue;
    const key = `${result.problem.reason} ${result.problem.remedy} ${result.problem.actor}`;
    const group = groups.get(key) ?? { problem: result.problem, results: [] };
    group.results.push(result);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, mailboxes: [...new Set(group.results.map((result) => result.mailbox))] }))
    .toSorted((a, b) => Number(mayPass(a.problem)) - Number(mayPass(b.problem)));
}
