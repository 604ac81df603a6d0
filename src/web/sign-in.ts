// Begins a sign-in and takes its answer. State, nonce and verifier belong to the browser session that pressed the button;
// they work once. The code leaves the address at once (303), and the session gets a new id.

import { mayConsent, mayCreate } from '../setup/directory-roles.ts';
import type { SignedInPerson } from '../setup/person.ts';
import { problem } from '../setup/problem.ts';
import type { ConsentChoice } from '../setup/setup.ts';
import { type Answer, seeOther, showPage } from './answer.ts';
import { cookieName } from './cookies.ts';
import { type Asked, enterForSignIn, gone, tenantOf, type Web } from './enter.ts';
import { leavingPage } from './leaving-page.ts';
import { noticePage } from './notice-page.ts';
import { placePath } from './place-path.ts';
import type { Session } from './sessions.ts';
import { signInPage } from './sign-in-page.ts';
import { type SignedIn, type SignInPurpose, type TicketPurpose, ticketPurposes } from './web-deps.ts';

export async function beginSignIn(web: Web, purpose: TicketPurpose, asked: Asked): Promise<Answer> {
  const { deps, sessions } = web;
  const { words } = deps;
  const entered = await enterForSignIn(web, purpose, asked);
  if (entered === null) return gone(web);
  const consent: ConsentChoice = asked.form.get('consent') === 'here' ? 'here' : 'elsewhere';
  const begun = await deps.beginSignIn({
    tenantId: entered.tenantId,
    purpose: signInPurpose(purpose, consent),
    selectAccount: asked.form.get('account') === 'other',
  });
  if (!begun.ok) {
    const { task } = entered.place;
    return showPage(signInPage({ words, purpose, ticket: asked.ticket, task, problem: begun.problem }), 502);
  }
  sessions.drop(asked.cookies.get(cookieName(purpose, deps.config.secureCookies)));
  const id = sessions.begin({ place: entered.place, ticket: asked.ticket, consent, pending: begun.value });
  return showPage(leavingPage({ words, to: begun.value.url }), 200, { purpose, id });
}

function signInPurpose(purpose: TicketPurpose, consent: ConsentChoice): SignInPurpose {
  if (purpose !== 'authorize') return 'identify';
  return consent === 'here' ? 'createAndConsent' : 'create';
}

export async function completeSignIn(web: Web, asked: Asked): Promise<Answer> {
  const { deps, sessions } = web;
  const stray = () => showPage(noticePage({ words: deps.words, notice: 'strayCallback' }), 400);
  const found = sessions.findPending(sessionIds(web, asked), asked.query.get('state') ?? '');
  if (found === null || found.session.pending === null) return stray();
  const { id, session } = found;
  const { pending } = found.session;
  session.pending = null;
  const outcome = await pending.complete(Object.fromEntries(asked.query));
  const next = sessions.renew(id);
  if (next === null) {
    if (outcome.ok) outcome.value.access?.close();
    return stray();
  }
  if (outcome.ok) await receive(web, session, outcome.value);
  else session.problem = outcome.problem;
  const { purpose } = session.place;
  return seeOther(placePath(purpose, session.ticket), { purpose, id: next });
}

function sessionIds({ deps }: Web, { cookies }: Asked): readonly string[] {
  return ticketPurposes.flatMap((purpose) => cookies.get(cookieName(purpose, deps.config.secureCookies)) ?? []);
}

/** Only somebody of the tenant that the page is about gets in, whatever else the sign-in vouched for. */
async function receive(web: Web, session: Session, { person, access }: SignedIn): Promise<void> {
  const tenantId = await tenantOf(web, session.place);
  if (tenantId === null || !isOfTenant(person, tenantId)) {
    access?.close();
    session.problem = problem({
      reason: 'wrongTenantSignedIn',
      step: 'authorize',
      actor: 'entraAdministrator',
      remedy: 'changeInput',
    });
    return;
  }
  session.person = person;
  const isOfUse = session.place.purpose === 'authorize' && (mayCreate(person) || mayConsent(person));
  if (isOfUse) session.access = access;
  else access?.close();
}

function isOfTenant(person: SignedInPerson, tenantId: string): boolean {
  return person.tenantId.toLowerCase() === tenantId.toLowerCase();
}
