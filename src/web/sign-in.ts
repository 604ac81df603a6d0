// Begins a sign-in, for a press on a page of ours. State, nonce and verifier belong to the browser session that begins with
// it, and work once.

import { purposeFor, type SignInPurpose } from '../setup/graph-scopes.ts';
import type { ConsentChoice } from '../setup/setup.ts';
import { type Answer, showPage } from './answer.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { cookieName } from './cookies.ts';
import { type Asked, enterForSignIn, gone, maySignIn, notFromHere, type Web } from './enter.ts';
import { leavingPage } from './leaving-page.ts';
import type { Ticket, TicketPurpose } from './web-deps.ts';

export async function beginSignIn(web: Web, purpose: TicketPurpose, asked: Asked): Promise<Answer> {
  const entered = await enterForSignIn(web, purpose, asked);
  if (entered === null) return gone(web);
  if (!maySignIn(web, entered.session, asked)) return notFromHere(web);
  const consent: ConsentChoice = asked.form.get('consent') === 'here' ? 'here' : 'elsewhere';
  return leaveFor(web, asked, {
    place: entered.place,
    tenantId: entered.tenantId,
    consent,
    purpose: await purposeOf(web, entered.place, consent, asked.form.get('more') === 'create'),
    selectAccount: asked.form.get('account') === 'other',
  });
}

/** `more`: something that had been created is gone, which only the tenant itself could tell. */
async function purposeOf({ deps }: Web, place: Ticket, consent: ConsentChoice, more: boolean): Promise<SignInPurpose> {
  if (place.purpose !== 'authorize') return 'identify';
  if (more) return consent === 'here' ? 'createAndConsent' : 'create';
  const setup = await deps.findSetup(place.subject);
  return setup === null ? 'identify' : purposeFor(setup, consent);
}

export type Leaving = {
  readonly place: Ticket;
  readonly tenantId: string;
  readonly consent: ConsentChoice;
  readonly purpose: SignInPurpose;
  readonly selectAccount?: boolean;
  readonly loginHint?: string;
  /** Whoever is signed in stays so where the new sign-in comes to nothing. */
  readonly staysSignedIn?: boolean;
};

/** To Microsoft, in a session of its own that takes the place of the one before. */
export async function leaveFor(web: Web, asked: Asked, leaving: Leaving): Promise<Answer> {
  const { deps, sessions } = web;
  const { place, consent, staysSignedIn = false, ...signIn } = leaving;
  const begun = await deps.beginSignIn(signIn);
  if (!begun.ok) return askToSignIn(web, asked, place, begun.problem, 502);
  const going = asked.cookies.get(cookieName(place.purpose, deps.config.secureCookies));
  if (!staysSignedIn) sessions.drop(going);
  const { purpose } = leaving;
  const id = sessions.begin({ place, ticket: asked.ticket, consent, purpose, pending: begun.value }, going);
  return showPage(leavingPage({ words: deps.words, to: begun.value.url }), 200, { purpose: place.purpose, id });
}
