// As whom somebody is signed in, and the way to another account. The second form must not stand inside the first, so
// its button is tied to it by id.

import type { SignedInPerson } from '../setup/person.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';
import { theirs } from './layout.ts';
import { placePath } from './place-path.ts';
import type { Session } from './sessions.ts';

const formId = 'other-account';

export function accountLine({ pages }: Words, person: SignedInPerson): Html {
  return html`<p>${pages.signIn.signedInAs} <strong>${theirs(person.name)}</strong> <span class="quiet">${theirs(person.username)}</span>
<br><button type="submit" form="${formId}" class="link">${pages.signIn.otherAccount}</button></p>`;
}

/** Belongs once on every page that shows `accountLine` or a button for `otherAccountForm`. */
export function otherAccountForm(session: Session): Html {
  const { place, ticket, consent } = session;
  return html`<form id="${formId}" method="post" action="${placePath(place.purpose, ticket, 'signin')}">
<input type="hidden" name="csrf" value="${session.csrf}">
<input type="hidden" name="account" value="other">
${place.purpose === 'authorize' && html`<input type="hidden" name="consent" value="${consent}">`}
</form>`;
}

export function otherAccountButton(label: string, primary = true): Html {
  return html`<button type="submit" form="${formId}"${primary && html` class="primary"`}>${label}</button>`;
}
