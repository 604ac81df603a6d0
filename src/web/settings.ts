// The settings page: values for those who authorized, were named reader, or asked; the secret for the first two only, by
// a POST whose one answer holds it. Everybody else gets the same refusal, whatever the setup holds.

import { isSamePerson, type SignedInPerson } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import { type Answer, seeOther, showPage } from './answer.ts';
import { type Asked, enter, gone, hasToken, notFromHere, type Web } from './enter.ts';
import { placePath } from './place-path.ts';
import { refusedPage } from './refused-page.ts';
import { type Secret, settingsPage } from './settings-page.ts';
import { signInPage } from './sign-in-page.ts';
import { isSignedIn, type SignedInSession } from './signed-in.ts';

export type SettingsRight = 'all' | 'withoutSecret' | 'nothing';

export function settingsRight(setup: Setup, person: SignedInPerson): SettingsRight {
  const { authorization, secret, requester } = setup;
  if (secret?.readers.some((reader) => isSamePerson(reader, person))) return 'all';
  const others = authorization === null ? [requester] : [requester, authorization.by];
  return others.some((other) => isSamePerson(other, person)) ? 'withoutSecret' : 'nothing';
}

export async function showSettings(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enter(web, 'settings', asked);
  if (entered === null) return gone(web);
  const { setup, session } = entered;
  const { words } = web.deps;
  if (!isSignedIn(session))
    return showPage(
      signInPage({
        words,
        purpose: 'settings',
        ticket: asked.ticket,
        task: undefined,
        problem: session?.problem ?? null,
      }),
    );
  const right = settingsRight(setup, session.person);
  if (right === 'nothing') return showPage(refusedPage({ words, session }), 403);
  return showPage(present(web, setup, session, { kind: right === 'all' ? 'hidden' : 'notForYou' }));
}

export async function pressShowSecret(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enter(web, 'settings', asked);
  if (entered === null) return gone(web);
  const { setup, session } = entered;
  const { words } = web.deps;
  if (!isSignedIn(session)) return seeOther(placePath('settings', asked.ticket));
  if (settingsRight(setup, session.person) !== 'all') return showPage(refusedPage({ words, session }), 403);
  if (!hasToken(session, asked.form)) return notFromHere(web);
  const text = await web.deps.readSecret({ setupId: setup.id, reader: session.person });
  return showPage(present(web, setup, session, text === null ? { kind: 'notKept' } : { kind: 'shown', text }));
}

function present({ deps }: Web, setup: Setup, session: SignedInSession, secret: Secret) {
  return settingsPage({ words: deps.words, setup, session, secret, view: deps.settingsOf(setup) });
}
