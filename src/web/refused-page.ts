// What somebody sees who signed in but lacks the roles, or for whom a page is not meant. The second tells nothing at all.

import { pageWords as words } from '../words/en/pages.ts';
import { accountLine, otherAccountButton, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { bar, page } from './layout.ts';
import type { SignedInSession } from './signed-in.ts';

export function rightsPage(session: SignedInSession): Html {
  const { title, needs, roles, how, again } = words.rights;
  return page({
    title,
    body: html`<section class="card"><p>${needs}</p>
<ul>${roles.map((role) => html`<li>${role}</li>`)}</ul>
<p>${how}</p>
${accountLine(session.person)}
<div class="buttons">${otherAccountButton(again)}</div></section>${otherAccountForm(session)}`,
  });
}

export function refusedPage(session: SignedInSession): Html {
  const { title, what, how } = words.refused;
  return page({
    title,
    body: html`${bar('info', html`<p>${what}</p><p>${how}</p>`)}
<section class="card">${accountLine(session.person)}</section>${otherAccountForm(session)}`,
  });
}
