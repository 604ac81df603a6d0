// For whoever signed in to consent alone, where the tenant turned out to lack what had been created: that sign-in did not
// ask for the right to create, so it is made once more.

import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { bar, page } from './layout.ts';
import { placePath } from './place-path.ts';
import { scopesPart } from './scopes-part.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';

export type MoreScopesParts = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
};

export function moreScopesPage({ words, setup, session }: MoreScopesParts): Html {
  const { title, what, how, button } = words.scopes.more;
  return page({
    words,
    title,
    about: aboutSetup(words, setup),
    body: html`${bar('warning', html`<p>${what}</p>`)}
<section class="card"><p>${how}</p>
${scopesPart(words, ['createAndConsent'])}
<form method="post" action="${placePath('authorize', session.ticket, 'signin')}">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="consent" value="here"><input type="hidden" name="more" value="create">
<div class="buttons"><button type="submit" class="primary">${button}</button></div></form></section>
<section class="card">${accountLine(words, session.person)}</section>${otherAccountForm(session)}`,
  });
}
