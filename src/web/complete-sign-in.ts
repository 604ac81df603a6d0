// Takes the answer of a sign-in, in the browser session that began it and nowhere else. Whatever comes of it, the code
// leaves the address at once (303). The session gets a new id, against fixation.

import { mayConsent, mayCreate } from '../setup/directory-roles.ts';
import type { SignedInPerson } from '../setup/person.ts';
import { problem } from '../setup/problem.ts';
import { type Answer, seeOther, showPage } from './answer.ts';
import { cookieName } from './cookies.ts';
import { type Asked, tenantOf, type Web } from './enter.ts';
import { noticePage } from './notice-page.ts';
import { placePath, strayPath } from './place-path.ts';
import type { Session } from './sessions.ts';
import { type SignedIn, ticketPurposes } from './web-deps.ts';

/** So long after the credentials were given the secret may be shown. */
const readableMs = 5 * 60_000;

export async function completeSignIn(web: Web, asked: Asked): Promise<Answer> {
  const { sessions } = web;
  const stray = seeOther(strayPath);
  const found = sessions.findPending(sessionIds(web, asked), asked.query.get('state') ?? '');
  if (found === null || found.session.pending === null) return stray;
  const { id, session } = found;
  const { pending } = found.session;
  session.pending = null;
  const outcome = await pending.complete(Object.fromEntries(asked.query));
  const next = sessions.renew(id);
  if (next === null) {
    if (outcome.ok) outcome.value.access?.close();
    return stray;
  }
  if (outcome.ok) await receive(web, session, outcome.value);
  else session.problem = outcome.problem;
  const { purpose } = session.place;
  return seeOther(placePath(purpose, session.ticket), { purpose, id: next });
}

/** Where a callback ends that no session of this browser waits for; its code does not stay in the address. */
export async function showStray({ deps: { words } }: Web): Promise<Answer> {
  return showPage(noticePage({ words, notice: 'strayCallback' }), 400);
}

function sessionIds({ deps }: Web, { cookies }: Asked): readonly string[] {
  return ticketPurposes.flatMap((purpose) => cookies.get(cookieName(purpose, deps.config.secureCookies)) ?? []);
}

/** Only somebody of the tenant that the page is about gets in, whatever else the sign-in vouched for. */
async function receive(web: Web, session: Session, { person, access, authenticatedAt }: SignedIn): Promise<void> {
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
  const seconds = web.deps.pace.signIn(person);
  if (seconds > 0) {
    access?.close();
    session.comeBackAt = web.deps.now().getTime() + seconds * 1000;
    return;
  }
  session.person = person;
  if (session.purpose === 'readSecret' && authenticatedAt !== null) {
    session.readableUntil = Date.parse(authenticatedAt) + readableMs;
  }
  const isOfUse = session.place.purpose === 'authorize' && (mayCreate(person) || mayConsent(person));
  if (isOfUse) session.access = access;
  else access?.close();
}

function isOfTenant(person: SignedInPerson, tenantId: string): boolean {
  return person.tenantId.toLowerCase() === tenantId.toLowerCase();
}
