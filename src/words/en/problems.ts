// What is said of a problem: the cause, who can mend it, the click or command, and whether trying again makes sense.
// A reason without words does not build. Holds nothing that others wrote: subject and details are shown beside it.

import type { Actor, Problem, Reason, Remedy } from '../../setup/problem.ts';
import { mayPass } from '../../setup/verdict.ts';
import { people } from './people.ts';
import { handOverProblems } from './problems/hand-over.ts';
import { mailProblems } from './problems/mail.ts';
import { provisioningProblems } from './problems/provisioning.ts';
import { signInProblems } from './problems/sign-in.ts';
import type { MetBy, ProblemText } from './problems/text.ts';
import { tokenProblems } from './problems/token.ts';

export type ProblemWords = {
  readonly what: string;
  readonly who: string;
  readonly how: string;
  readonly again: string;
};

const texts: Readonly<Record<Reason, ProblemText>> = {
  ...signInProblems,
  ...provisioningProblems,
  ...handOverProblems,
  ...tokenProblems,
  ...mailProblems,
};

const again: Readonly<Record<Remedy, string>> = {
  retry: 'Trying again makes sense.',
  wait: 'Not yet: it only needs time. Trying again later makes sense.',
  changeInput: 'Trying again helps only after the setup was changed.',
  askAdmin: 'Trying again helps only after that was done.',
  tellUs: 'Trying again will probably end the same way.',
};

const againAtEbiss: Readonly<Record<Remedy, string>> = {
  ...again,
  changeInput: 'Trying again helps only after that was corrected.',
};

/** What was seen fits the cause best, and fits another one, too. */
function likely(problem: Problem, what: string): string {
  return problem.likely === true ? `Probably: ${what}` : what;
}

function textOf({ reason, step, remedy }: Problem, metBy: MetBy): ProblemText {
  const text: ProblemText = texts[reason];
  return {
    ...text,
    ...(step === 'verification' ? text.inTest : {}),
    ...(metBy === 'ebiss' ? text.atEbiss : {}),
    ...(metBy === 'ebiss' && remedy === 'changeInput' ? text.entered : {}),
  };
}

export function problemWords(problem: Problem, metBy: MetBy = 'bot'): ProblemWords {
  const text = textOf(problem, metBy);
  const isAtEbiss = metBy === 'ebiss';
  return {
    what: likely(problem, text.what),
    who: (isAtEbiss ? people.actorsAtEbiss : people.actors)[problem.actor],
    how: mayPass(problem) ? (text.howWhileWaiting ?? text.how) : text.how,
    again: (isAtEbiss ? againAtEbiss : again)[problem.remedy],
  };
}

/** Where time might have mended it and has not: the usual wait is over, so somebody has to look. */
export function problemWordsAfterWaiting(problem: Problem): ProblemWords {
  const { what, how } = textOf(problem, 'bot');
  return {
    what: likely(problem, what),
    who: people.actors[problem.actor === 'nobody' ? whoLooks(problem.reason) : problem.actor],
    how,
    again: 'The usual time has passed and no further try is planned. Check this first, then test again.',
  };
}

/** Whoever has the place before their eyes from which the answer did not come. */
function whoLooks(reason: Reason): Actor {
  if (reason === 'noAnswer' || reason === 'timedOut' || reason === 'connectionLost') return 'networkAdministrator';
  return reason === 'throttled' || reason in tokenProblems ? 'entraAdministrator' : 'exchangeAdministrator';
}
