// What of a check's findings is for Exchange administrators to mend; token and consent are not.

import { phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import { mayPass } from '../setup/verdict.ts';
import type { Words } from '../words/words.ts';
import { addressesFor, inSight, moreOf } from './mailbox-lines.ts';
import { type ProblemGroup, problemGroups } from './problem-groups.ts';

export function theirProblem(setup: Setup): ProblemGroup | null {
  if (phaseOf(setup) !== 'wrong') return null;
  const groups = problemGroups(setup);
  const theirs = groups.find(({ problem }) => problem.actor === 'exchangeAdministrator');
  const [first] = groups;
  const isOfToken = (setup.token?.problem ?? null) !== null;
  return theirs ?? (first?.problem.actor === 'nobody' && !isOfToken ? first : null);
}

export function problemBox(group: ProblemGroup | null, words: Words): object {
  if (group === null) {
    const none = { what: '', how: '', again: '', mailboxes: [], hasMore: false, more: '' };
    return { there: false, ...none, style: 'warning' };
  }
  const { problem, mailboxes } = group;
  const early = mayPass(problem);
  return {
    there: true,
    ...(early ? words.problemAfterWaiting(problem) : words.problem(problem)),
    mailboxes: addressesFor(mailboxes, inSight),
    ...moreOf(mailboxes.length, inSight, words),
    style: early ? 'warning' : 'attention',
  };
}
