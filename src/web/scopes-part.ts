// The permissions that a sign-in asks for, each with its reason. By the button that is pressed and not by the setup, so
// that the page before sign-in tells nothing of it; what is asked for is never more.

import { type GraphScope, graphScopes, type SignInPurpose, scopesOf } from '../setup/graph-scopes.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';

/** The first sign-in asks for most; what the others leave out is marked. */
export function scopesPart({ scopes }: Words, purposes: readonly [SignInPurpose, ...SignInPurpose[]]): Html {
  const [most, ...others] = purposes;
  const isAlways = (scope: GraphScope) => others.every((other) => scopesOf[other].includes(scope));
  const asked = graphScopes.filter((scope) => scopesOf[most].includes(scope));
  return html`<h2>${scopes.title}</h2>
<ul class="rows">${asked.map((scope) => html`<li><div class="grow"><code>${scope}</code><br><span class="quiet">${scopes.reasons[scope]}</span>${!isAlways(scope) && html`<br><span class="badge">${scopes.atConsent}</span>`}</div></li>`)}</ul>
<p class="quiet small-text">${scopes.hint}</p>`;
}
