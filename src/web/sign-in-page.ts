// The page before sign-in: says what it is and nothing else. No plan, no tenant, no name; it is the same for every setup.

import type { Problem } from '../setup/problem.ts';
import { pageWords as words } from '../words/en/pages.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { page } from './layout.ts';
import { placePath } from './place-path.ts';
import { problemBar } from './problem-part.ts';
import type { TicketPurpose } from './web-deps.ts';

/** `problem`: why the sign-in before came to nothing; then Entra is told to ask for the account. */
export function signInPage(purpose: TicketPurpose, ticket: string, problem: Problem | null): Html {
  const { title, what } = words.signIn[purpose];
  return page({
    title,
    body: html`${problem !== null && problemBar(problem, true)}<section class="card"><p>${what}</p>
${purpose === 'authorize' && html`<p class="quiet">${words.signIn.authorize.nothingYet}</p>`}
<form method="post" action="${placePath(purpose, ticket, 'signin')}">
${problem !== null && html`<input type="hidden" name="account" value="other">`}
${purpose === 'authorize' ? choices() : html`<div class="buttons"><button type="submit" class="primary">${words.signIn[purpose].button}</button></div>`}
</form></section>`,
  });
}

function choices(): HtmlValue {
  const { authorize } = words.signIn;
  return html`<div class="choice"><button type="submit" name="consent" value="here" class="primary">${authorize.consent}</button>
<p class="quiet small-text">${authorize.consentHint}</p></div>
<div class="choice"><button type="submit" name="consent" value="elsewhere">${authorize.create}</button>
<p class="quiet small-text">${authorize.createHint}</p></div>
<p class="quiet small-text choice">${authorize.roles}</p>`;
}
