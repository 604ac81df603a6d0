// Shown instead of the plan when the tenant could not be read: what stands in the way, and the way back.

import type { Problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { placePath } from './place-path.ts';
import { problemBar } from './problem-part.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';

export type SurveyProblem = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
  readonly problem: Problem;
};

export function surveyProblemPage({ words, setup, session, problem }: SurveyProblem): Html {
  return page({
    words,
    title: words.pages.plan.title,
    about: aboutSetup(words, setup),
    body: html`${problemBar(words, problem)}<section class="card">${accountLine(words, session.person)}
<div class="buttons"><a class="button primary" href="${placePath('authorize', session.ticket)}">${words.pages.again}</a></div></section>
${otherAccountForm(session)}`,
  });
}
