// The page before sign-in: says what it is and nothing else. No plan, no tenant, no name; it is the same for every setup.

import type { Problem } from '../setup/problem.ts';
import type { Words } from '../words/words.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { page } from './layout.ts';
import { placePath } from './place-path.ts';
import { problemBar } from './problem-part.ts';
import { scopesPart } from './scopes-part.ts';
import type { Ticket, TicketPurpose } from './web-deps.ts';

export type SignInParts = {
  readonly words: Words;
  readonly purpose: TicketPurpose;
  readonly ticket: string;
  /** Of the link: then nothing else is offered. */
  readonly task: Ticket['task'];
  readonly csrf: string;
  /** Why the sign-in before came to nothing; then Entra is told to ask for the account. */
  readonly problem: Problem | null;
};

export function signInPage({ words, purpose, ticket, task, csrf, problem }: SignInParts): Html {
  const { signIn } = words.pages;
  const { title, what } = sayings(words, purpose, task);
  return page({
    words,
    title,
    body: html`${problem !== null && problemBar(words, problem, true)}<section class="card"><p>${what}</p>
${purpose === 'authorize' && html`<p class="quiet">${signIn.authorize.nothingYet}</p>`}
<form method="post" action="${placePath(purpose, ticket, 'signin')}">
<input type="hidden" name="csrf" value="${csrf}">
${problem !== null && html`<input type="hidden" name="account" value="other">`}
${purpose === 'authorize' ? choices(words, task) : html`<div class="buttons"><button type="submit" class="primary">${signIn[purpose].button}</button></div>`}
</form></section>
${purpose === 'authorize' && html`<section class="card">${scopesPart(words, task === 'consent' ? ['consent'] : ['createAndConsent', 'create'])}</section>`}`,
  });
}

function sayings({ pages, serverCheck }: Words, purpose: TicketPurpose, task: Ticket['task']) {
  if (task === 'consent') return pages.signIn.consent;
  return task === 'server' ? serverCheck.signIn : pages.signIn[purpose];
}

function choices({ pages }: Words, task: Ticket['task']): HtmlValue {
  const { authorize, consent } = pages.signIn;
  if (task === 'consent') {
    return html`<div class="choice"><button type="submit" name="consent" value="here" class="primary">${consent.button}</button>
<p class="quiet small-text">${authorize.consentHint}</p></div>
<p class="quiet small-text choice">${consent.roles}</p>`;
  }
  return html`<div class="choice"><button type="submit" name="consent" value="here" class="primary">${authorize.consent}</button>
<p class="quiet small-text">${authorize.consentHint}</p></div>
<div class="choice"><button type="submit" name="consent" value="elsewhere">${authorize.create}</button>
<p class="quiet small-text">${authorize.createHint}</p></div>
<p class="quiet small-text choice">${authorize.roles}</p>`;
}
