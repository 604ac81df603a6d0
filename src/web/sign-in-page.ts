// The page before sign-in: says what it is and nothing else. No plan, no tenant, no name; it is the same for every setup.

import type { Problem } from '../setup/problem.ts';
import type { Words } from '../words/words.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { page } from './layout.ts';
import { placePath } from './place-path.ts';
import { problemBar } from './problem-part.ts';
import type { TicketPurpose } from './web-deps.ts';

export type SignInParts = {
  readonly words: Words;
  readonly purpose: TicketPurpose;
  readonly ticket: string;
  /** Why the sign-in before came to nothing; then Entra is told to ask for the account. */
  readonly problem: Problem | null;
};

export function signInPage({ words, purpose, ticket, problem }: SignInParts): Html {
  const { signIn } = words.pages;
  const { title, what } = signIn[purpose];
  return page({
    words,
    title,
    body: html`${problem !== null && problemBar(words, problem, true)}<section class="card"><p>${what}</p>
${purpose === 'authorize' && html`<p class="quiet">${signIn.authorize.nothingYet}</p>`}
<form method="post" action="${placePath(purpose, ticket, 'signin')}">
${problem !== null && html`<input type="hidden" name="account" value="other">`}
${purpose === 'authorize' ? choices(words) : html`<div class="buttons"><button type="submit" class="primary">${signIn[purpose].button}</button></div>`}
</form></section>`,
  });
}

function choices({ pages }: Words): HtmlValue {
  const { authorize } = pages.signIn;
  return html`<div class="choice"><button type="submit" name="consent" value="here" class="primary">${authorize.consent}</button>
<p class="quiet small-text">${authorize.consentHint}</p></div>
<div class="choice"><button type="submit" name="consent" value="elsewhere">${authorize.create}</button>
<p class="quiet small-text">${authorize.createHint}</p></div>
<p class="quiet small-text choice">${authorize.roles}</p>`;
}
