// Shown instead of the plan when the tenant could not be read: what stands in the way, and the way back.

import type { Problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import { pageWords as words } from '../words/en/pages.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { placePath } from './place-path.ts';
import { problemBar } from './problem-part.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';

export function surveyProblemPage(setup: Setup, session: SignedInSession, problem: Problem): Html {
  return page({
    title: words.plan.title,
    about: aboutSetup(setup),
    body: html`${problemBar(problem)}<section class="card">${accountLine(session.person)}
<div class="buttons"><a class="button primary" href="${placePath('authorize', session.ticket)}">${words.again}</a></div></section>
${otherAccountForm(session)}`,
  });
}
