// What is pressed on the settings page: to be shown the secret, which takes a sign-in made for it and works once; that it is
// in eBiss; and a test with a secret that is brought along. What was typed is given on and kept nowhere.

import { wasDelivered } from '../setup/kept-secret.ts';
import type { Setup } from '../setup/setup.ts';
import { type Answer, comeBackAfter, seeOther, showPage } from './answer.ts';
import { type Asked, enter, gone, hasToken, notFromHere, type Web } from './enter.ts';
import { placePath } from './place-path.ts';
import { refusedPage } from './refused-page.ts';
import { present, readableUntil, type SettingsRight, settingsRight } from './settings.ts';
import { leaveFor } from './sign-in.ts';
import { isSignedIn, type SignedInSession } from './signed-in.ts';
import type { Ticket } from './web-deps.ts';

type Pressing = { readonly setup: Setup; readonly place: Ticket; readonly session: SignedInSession };

/** Only for those who have one of these rights, from a page of theirs. */
async function pressed(
  web: Web,
  asked: Asked,
  rights: readonly SettingsRight[],
  act: (pressing: Pressing) => Promise<Answer>,
): Promise<Answer> {
  const entered = await enter(web, 'settings', asked);
  if (entered === null) return gone(web);
  const { setup, place, session } = entered;
  const { words } = web.deps;
  if (!isSignedIn(session)) return seeOther(placePath('settings', asked.ticket));
  if (!rights.includes(settingsRight(setup, session.person))) return showPage(refusedPage({ words, session }), 403);
  return hasToken(session, asked.form) ? act({ setup, place, session }) : notFromHere(web);
}

export function pressShowSecret(web: Web, asked: Asked): Promise<Answer> {
  return pressed(web, asked, ['all'], async ({ setup, place, session }) => {
    const { deps } = web;
    if (wasDelivered(setup)) return present(web, setup, session);
    const isReadable = readableUntil(deps.now(), session) !== null;
    // Used up before anything is awaited: of two presses at the same moment one is sent to sign in anew.
    session.readableUntil = null;
    if (!isReadable) return signInToRead(web, asked, setup, place, session);
    const text = await deps.readSecret({ setupId: setup.id, reader: session.person });
    const after = (await deps.findSetup(setup.id)) ?? setup;
    return present(web, after, session, { secret: text === null ? { kind: 'lost' } : { kind: 'shown', text } });
  });
}

function signInToRead(
  web: Web,
  asked: Asked,
  setup: Setup,
  place: Ticket,
  { person, consent }: SignedInSession,
): Promise<Answer> {
  const tenantId = setup.request.tenant.id;
  const loginHint = person.username;
  return leaveFor(web, asked, { place, tenantId, consent, purpose: 'readSecret', loginHint, staysSignedIn: true });
}

export function pressDelivered(web: Web, asked: Asked): Promise<Answer> {
  return pressed(web, asked, ['all'], async ({ setup, session }) => {
    const { deps } = web;
    const isSure = asked.form.get('sure') === 'yes';
    if (isSure && deps.secretRetention === 'delivered') {
      const keyId = asked.form.get('key') ?? '';
      await deps.confirmDelivery({ setupId: setup.id, keyId, by: session.person });
    }
    return seeOther(placePath('settings', asked.ticket));
  });
}

/** As Entra makes them: 40 characters today, others before. */
const secretForm = /^[\x21-\x7e]{16,200}$/;

export function pressTest(web: Web, asked: Asked): Promise<Answer> {
  return pressed(web, asked, ['all', 'withoutSecret'], async ({ setup, session }) => {
    const { deps } = web;
    const { mistakes, tooOften } = deps.words.secret.page.test;
    const refuse = (mistake: string, status: number) => present(web, setup, session, { mistake, status });
    const secretText = (asked.form.get('secret') ?? '').trim();
    if (secretText === '') return refuse(mistakes.empty, 422);
    if (!secretForm.test(secretText)) return refuse(mistakes.form, 422);
    const begun = await deps.testWithSecret({ setupId: setup.id, by: session.person, secretText });
    switch (begun.kind) {
      case 'begun':
        return seeOther(placePath('settings', asked.ticket));
      case 'notNow':
        return refuse(mistakes.notNow, 409);
      case 'tooOften':
        return comeBackAfter(await refuse(tooOften(begun.seconds), 429), begun.seconds);
    }
  });
}
