// The settings page: values for those who authorized, were named reader, or asked; the secret for the readers alone, and
// never by a GET. Everybody else gets the same refusal, whatever the setup holds.

import { mayReadSecret } from '../setup/kept-secret.ts';
import { isSamePerson, type SignedInPerson } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import { type Answer, showPage } from './answer.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { type Asked, enter, gone, type Web } from './enter.ts';
import { placePath } from './place-path.ts';
import { refusedPage } from './refused-page.ts';
import { settingsPage } from './settings-page.ts';
import type { Secret } from './settings-secret-part.ts';
import { isSignedIn, type SignedInSession } from './signed-in.ts';

const linkMinutes = 60;

export type SettingsRight = 'all' | 'withoutSecret' | 'nothing';

export function settingsRight(setup: Setup, person: SignedInPerson): SettingsRight {
  if (mayReadSecret(setup, person)) return 'all';
  const { authorization, requester } = setup;
  const others = authorization === null ? [requester] : [requester, authorization.by];
  return others.some((other) => isSamePerson(other, person)) ? 'withoutSecret' : 'nothing';
}

export async function showSettings(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enter(web, 'settings', asked);
  if (entered === null) return gone(web);
  const { setup, session, place } = entered;
  const { words } = web.deps;
  if (!isSignedIn(session)) return askToSignIn(web, asked, place, session?.problem ?? null);
  if (settingsRight(setup, session.person) === 'nothing') return showPage(refusedPage({ words, session }), 403);
  return present(web, setup, session);
}

export type Present = { readonly secret?: Secret; readonly mistake?: string | null; readonly status?: number };

export async function present(
  { deps }: Web,
  setup: Setup,
  session: SignedInSession,
  { secret = secretFor(deps.now(), setup, session), mistake = null, status = 200 }: Present = {},
): Promise<Answer> {
  const { words, secretRetention: retention } = deps;
  const { tenantId } = session.place;
  const toCheck = { subject: setup.id, tenantId, purpose: 'script', task: 'server' } as const;
  const toAuthorize = { subject: setup.id, tenantId, purpose: 'authorize' } as const;
  const paths = {
    serverPath: placePath('script', await deps.tickets.issue(toCheck, linkMinutes)),
    authorizePath: placePath('authorize', await deps.tickets.issue(toAuthorize, linkMinutes)),
  };
  const view = deps.settingsOf(setup);
  return showPage(settingsPage({ words, setup, session, secret, retention, mistake, view, ...paths }), status);
}

function secretFor(now: Date, setup: Setup, session: SignedInSession): Secret {
  const act = setup.secret?.delivered ?? null;
  if (act !== null) return { kind: 'delivered', act };
  if (settingsRight(setup, session.person) !== 'all') return { kind: 'notForYou' };
  const until = readableUntil(now, session);
  return until === null ? { kind: 'hidden' } : { kind: 'ready', until: new Date(until).toISOString() };
}

/** null where nobody has signed in for it, it was shown already, or that was too long ago. */
export function readableUntil(now: Date, { readableUntil: until }: SignedInSession): number | null {
  return until !== null && now.getTime() < until ? until : null;
}
