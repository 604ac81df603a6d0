// A test with a secret that is brought along: the form, or that a test is running. The secret is never put back into the
// form, whatever was wrong with it.

import { mustAuthorizeAgain } from '../setup/authorize-again.ts';
import { wasDelivered } from '../setup/kept-secret.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { type HtmlValue, html } from './html.ts';
import { bar } from './layout.ts';
import { placePath } from './place-path.ts';
import { problemBar } from './problem-part.ts';
import type { SignedInSession } from './signed-in.ts';

export type TestParts = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
  /** Why the test that was asked for did not begin. */
  readonly mistake: string | null;
  /** For whoever may make a new secret. */
  readonly authorizePath: string;
};

/** At the top, where the page begins after the press. */
export function testBar({ words, setup, authorizePath }: TestParts): HtmlValue {
  if (!wasDelivered(setup)) return null;
  const { test } = words.secret.page;
  if (setup.checking === null) return refusal(words, setup, authorizePath);
  return html`<div data-live="checking" aria-live="polite">${bar('info', html`<p>${test.running}</p>`)}</div>`;
}

/** A token that was refused says nothing of single mailboxes, so it stands above them. What was typed may be mistyped. */
function refusal(words: Words, setup: Setup, authorizePath: string): HtmlValue {
  const token = setup.refusedToken ?? setup.token;
  if (token === null || token.problem === null) return null;
  const { test } = words.secret.page;
  const why = setup.refusedToken !== undefined && test.replaced;
  const again = html`<p>${why} <a href="${authorizePath}">${test.authorize}</a>.</p>`;
  const said = html`<p>${test.refused(words.pages.atTime(token.at))}</p>${mustAuthorizeAgain(setup) && again}`;
  return html`${bar('warning', said, true)}${setup.refusedToken === undefined && problemBar(words, token.problem)}`;
}

export function testCard({ words, setup, session, mistake }: TestParts): HtmlValue {
  const { test } = words.secret.page;
  if (!wasDelivered(setup) || setup.checking !== null) return null;
  const wrong = mistake !== null && html` aria-invalid="true" autofocus`;
  return html`<section class="card no-print"><h2>${test.title}</h2><p class="quiet">${test.what}</p>
<form method="post" action="${placePath('settings', session.ticket, 'test')}" autocomplete="off">
<input type="hidden" name="csrf" value="${session.csrf}">
<label for="secret">${test.label}</label>
<input type="password" id="secret" name="secret" required maxlength="200" autocomplete="off" spellcheck="false" aria-describedby="secret-hint${mistake !== null && ' secret-mistake'}"${wrong}>
${mistake !== null && html`<p class="field-error" id="secret-mistake" role="alert">${mistake}</p>`}
<p class="hint" id="secret-hint">${test.hint}</p>
<div class="buttons"><button type="submit" class="primary">${test.button}</button></div></form></section>`;
}
