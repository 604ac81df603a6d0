// What the settings page says and offers about the client secret: where it stands, its place among the values, and that it
// is in eBiss. The text stands in it only in the one answer to the press that asked for it.

import type { Act } from '../setup/hand-over.ts';
import { mayConfirmDelivery } from '../setup/kept-secret.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { bar, copyButton, theirs } from './layout.ts';
import { placePath } from './place-path.ts';
import type { SignedInSession } from './signed-in.ts';

export type Secret =
  /** To be had by whoever signs in for it. */
  | { readonly kind: 'hidden' }
  /** They have, and the next press shows it, until then (ISO 8601). */
  | { readonly kind: 'ready'; readonly until: string }
  | { readonly kind: 'notForYou' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'delivered'; readonly act: Act }
  | { readonly kind: 'shown'; readonly text: string };

export type SecretParts = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
  readonly secret: Secret;
  readonly retention: 'keep' | 'delivered';
};

const formId = 'show-secret';

/** Belongs once on a page with `secretBar` or `secretValue`. */
export function secretForm({ secret, session }: SecretParts): HtmlValue {
  if (secret.kind !== 'hidden' && secret.kind !== 'ready') return null;
  return html`<form id="${formId}" method="post" action="${placePath('settings', session.ticket, 'secret')}"><input type="hidden" name="csrf" value="${session.csrf}"></form>`;
}

export function secretBar({ words, secret, session }: SecretParts): HtmlValue {
  const { page } = words.secret;
  switch (secret.kind) {
    case 'hidden':
      return html`<div class="no-print">${bar('info', html`<p>${page.signInOnce}</p>`)}</div>`;
    case 'ready':
      return html`<div class="no-print">${bar('warning', html`<p>${page.ready(words.pages.atTime(secret.until))}</p><p>${showButton(page.show, 'primary')}</p>`, true)}</div>`;
    case 'shown': {
      const hide = html`<p><a href="${placePath('settings', session.ticket)}">${words.pages.settings.hideSecret}</a></p>`;
      return html`<div class="no-print">${bar('warning', html`<p>${page.shownOnce}</p>${hide}`, true)}</div>`;
    }
    case 'lost':
      return bar('warning', html`<p>${words.pages.settings.secretNotKept}</p>`, true);
    case 'delivered':
      return bar(
        'info',
        html`<p>${page.notKept(words.pages.atTime(secret.act.at))} ${theirs(secret.act.by.name)}.</p>`,
      );
    case 'notForYou':
      return null;
  }
}

function showButton(label: string, look: 'primary' | 'small'): Html {
  return html`<button type="submit" form="${formId}" class="${look}">${label}</button>`;
}

export function secretValue({ words, secret, setup }: SecretParts, label: string): Html {
  const { settings } = words.pages;
  const notPrinted = html`<span class="only-print">${settings.secretNotPrinted}</span>`;
  switch (secret.kind) {
    case 'shown':
      return html`<span class="value" data-secret><code>${secret.text}</code>${copyButton(words, label)}</span>${notPrinted}`;
    case 'hidden':
    case 'ready':
      return html`<span class="value no-print"><span class="quiet">${settings.secretHidden}</span>${showButton(settings.showSecret, 'small')}</span>${notPrinted}`;
    case 'notForYou':
      return html`<span class="quiet">${settings.secretOnlyFor} ${readers(words, setup)}</span>`;
    case 'lost':
      return html`<span class="quiet">${settings.secretNotKept}</span>`;
    case 'delivered':
      return html`<span class="quiet">${words.secret.page.notKeptRow}</span>`;
  }
}

function readers({ pages }: Words, { secret }: Setup): Html {
  const names = (secret?.readers ?? []).map((person) => theirs(person.name));
  return html`${names.map((name, index) => [index > 0 && `${pages.settings.and} `, name, ' '])}`;
}

/** Who was shown it last; for everybody who may see the settings. */
export function lastRead({ words, setup }: SecretParts): HtmlValue {
  const read = setup.secret?.read ?? null;
  if (read === null) return null;
  return html`<p class="quiet">${words.secret.page.lastRead(words.pages.atTime(read.at))} ${theirs(read.by.name)}.</p>`;
}

/** For readers alone; as long as it is not offered it is said when it will be. */
export function deliveryCard({ words, setup, session, secret, retention }: SecretParts): HtmlValue {
  const isReader = secret.kind === 'hidden' || secret.kind === 'ready' || secret.kind === 'shown';
  if (retention !== 'delivered' || !isReader || setup.secret === null) return null;
  const { title, what, afterwards, sure, button, later } = words.secret.page.delivery;
  if (!mayConfirmDelivery(setup)) {
    return html`<section class="card no-print"><h2>${title}</h2><p class="quiet">${later}</p></section>`;
  }
  return html`<section class="card no-print"><h2>${title}</h2><p>${what}</p><p class="quiet">${afterwards}</p>
<form method="post" action="${placePath('settings', session.ticket, 'delivered')}">
<input type="hidden" name="csrf" value="${session.csrf}"><input type="hidden" name="key" value="${setup.secret.keyId}">
<p><label class="tick"><input type="checkbox" name="sure" value="yes" required> ${sure}</label></p>
<div class="buttons"><button type="submit">${button}</button></div></form></section>`;
}
