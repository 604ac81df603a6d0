// What a press on "Sign in" answers: a page that goes on to Microsoft by itself. Not a redirect, because browsers apply
// form-action to the redirects after a form, and where a tenant's sign-in leads cannot be known beforehand.

import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

/** `to`: the address at which the sign-in begins; anything but http(s) is a mistake of this program. */
export function leavingPage({ words, to }: { readonly words: Words; readonly to: string }): Html {
  const { title, what, link } = words.pages.leaving;
  const address = toWebAddress(to);
  return page({
    words,
    title,
    goOnTo: address,
    body: html`<section class="card"><p>${what}</p><p><a href="${address}">${link}</a></p></section>`,
  });
}

function toWebAddress(text: string): string {
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error('A sign-in address must be http or https.');
  return url.href;
}
