// What somebody sees who signed in but lacks the roles, or for whom a page is not meant. The second tells nothing at all.

import type { Words } from '../words/words.ts';
import { accountLine, otherAccountButton, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { bar, page } from './layout.ts';
import type { SignedInSession } from './signed-in.ts';

type Refused = { readonly words: Words; readonly session: SignedInSession };

/** `lacks`: the part of the job for which no active role was found. */
export function rightsPage({
  words,
  session,
  lacks,
}: Refused & { readonly lacks: 'create' | 'consent' | 'exchange' }): Html {
  const { title, how, misconfigured, again } = words.pages.rights;
  const { needs, roles } = words.pages.rights[lacks];
  return page({
    words,
    title,
    body: html`<section class="card"><p>${needs}</p>
<ul>${roles.map((role) => html`<li>${role}</li>`)}</ul>
<p>${how}</p>
<p class="quiet small-text">${misconfigured}</p>
${accountLine(words, session.person)}
<div class="buttons">${otherAccountButton(again)}</div></section>${otherAccountForm(session)}`,
  });
}

export function refusedPage({ words, session }: Refused): Html {
  const { title, what, how } = words.pages.refused;
  return page({
    words,
    title,
    body: html`${bar('info', html`<p>${what}</p><p>${how}</p>`)}
<section class="card">${accountLine(words, session.person)}</section>${otherAccountForm(session)}`,
  });
}
