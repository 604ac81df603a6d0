// How often pages are asked for and sign-ins begun: counted per person and tenant once somebody has signed in, per page
// before. A link that leads nowhere is not counted, because nothing is looked up for it.

import { type Answer, comeBackAfter, showPage } from './answer.ts';
import { cookieName } from './cookies.ts';
import type { Asked, Web } from './enter.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { isSignedIn } from './signed-in.ts';

/** null where it is not too often, which then counts. */
export function tooOften(web: Web, { place, cookies }: Asked, what: 'page' | 'signIn'): Answer | null {
  if (place === null) return null;
  const { deps, sessions } = web;
  const session = sessions.look(cookies.get(cookieName(place.purpose, deps.config.secureCookies)), place);
  const left = ((session?.comeBackAt ?? 0) - deps.now().getTime()) / 1000;
  if (left > 0) return comeBack(web, Math.ceil(left));
  const objectId = what === 'page' && isSignedIn(session) ? session.person.objectId : null;
  // By where the link leads: its text can be spelt in several ways.
  const link = `${place.purpose} ${place.subject}`;
  const seconds = deps.pace[what]({ tenantId: place.tenantId, objectId, link });
  return seconds === 0 ? null : comeBack(web, seconds);
}

function comeBack({ deps: { words } }: Web, seconds: number): Answer {
  const { title, what, how } = words.pages.tooOften;
  const body = html`<section class="card"><p>${what}</p><p>${how(seconds)}</p></section>`;
  return comeBackAfter(showPage(page({ words, title, body }), 429), seconds);
}
