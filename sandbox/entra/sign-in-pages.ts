// What people see while they sign in. Markup only; every form posts to the address it came from.

import { framed } from '../pages/frame.ts';
import { type Markup, markup } from '../pages/markup.ts';
import { roleWords } from '../pages/role-words.ts';
import type { Person } from './authorize-request.ts';
import type { Refusal } from './refusal.ts';
import type { Scope } from './scopes.ts';

const place = 'Microsoft Entra ID';
const appName = 'eBiss mail bot';

function narrow(heading: string, content: Markup): string {
  return framed({ place, heading, width: 'narrow', content });
}

export function pickAccountPage(people: readonly Person[], purpose = `to continue to ${appName}`): string {
  return narrow(
    'Pick an account',
    markup`<p>${purpose}</p>
<form method="post"><ul class="people">${people.map(accountButton)}</ul></form>`,
  );
}

function accountButton({ tenant, account }: Person): Markup {
  const words = account.name.split(' ').map((word) => word.slice(0, 1));
  return markup`<li><button name="account" value="${account.objectId}">
<span class="initials" aria-hidden="true">${words.slice(0, 2).join('')}</span>
<span class="person"><span class="name">${account.name}</span> <span>${account.username}</span>
<span class="quiet">${tenant.displayName} · ${roleWords(account)}</span></span></button></li>
`;
}

function signedInAs({ tenant, account }: Person): Markup {
  return markup`<p class="quiet">${account.username} · ${tenant.displayName} · ${roleWords(account)}</p>`;
}

function permissions(items: readonly Pick<Scope, 'name' | 'title'>[]): Markup {
  return markup`<ul class="permissions">${items.map(
    ({ name, title }) => markup`<li>${title}<br><code class="quiet">${name}</code></li>`,
  )}</ul>`;
}

export function consentPage(
  person: Person,
  asked: readonly Pick<Scope, 'name' | 'title'>[],
  application = appName,
): string {
  return narrow(
    'Permissions requested',
    markup`${signedInAs(person)}
<p><strong>${application}</strong> asks for:</p>
${permissions(asked)}
<p>If you accept, it gets this access for all users of ${person.tenant.displayName}. Nobody else will be asked.</p>
<form method="post"><input type="hidden" name="account" value="${person.account.objectId}">
<div class="buttons"><button class="first" name="decision" value="accept">Accept</button>
<button name="decision" value="cancel">Cancel</button></div></form>`,
  );
}

export function approvalNeededPage(
  person: Person,
  asked: readonly Pick<Scope, 'name' | 'title'>[],
  application = appName,
): string {
  return narrow(
    'Need admin approval',
    markup`${signedInAs(person)}
<p><strong>${application}</strong> needs permission to access resources in your organization that only an admin can grant.
Ask an Application Administrator, Cloud Application Administrator, Privileged Role Administrator or Global Administrator to grant it before you can use it.</p>
${permissions(asked)}
<p><a href="">Have an admin account? Sign in with that account</a></p>
<form method="post"><input type="hidden" name="account" value="${person.account.objectId}">
<div class="buttons"><button name="decision" value="cancel">Return to the application without granting consent</button></div></form>
<p class="quiet">AADSTS90094</p>`,
  );
}

export function refusalPage({ code, text }: Pick<Refusal, 'code' | 'text'>): string {
  return narrow(
    'Sign in',
    markup`<p>Sorry, but we’re having trouble signing you in.</p><p id="refusal">AADSTS${code}: ${text}</p>`,
  );
}

/** Consent without a reply address: everything is stored, and yet the browser ends on an error. */
export function noReplyAddressPage(): string {
  return refusalPage({ code: 500113, text: 'No reply address is registered for the application.' });
}

/** For `response_mode=form_post`; without script a person presses the button. */
export function returnPage(action: string, parameters: Readonly<Record<string, string>>): string {
  const fields = Object.entries(parameters).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  );
  return narrow(
    'Signed in',
    markup`<form method="post" action="${action}">${fields}<div class="buttons"><button class="first">Continue to ${appName}</button></div></form>`,
  );
}
