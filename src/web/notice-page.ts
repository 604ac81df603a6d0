// Pages that only say one thing: a link that is no longer valid, a press that came from elsewhere, an error of our own.
// They name no tenant, no person and no setup, and are the same whether or not something is there.

import { pageWords as words } from '../words/en/pages.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

type Notice = { readonly title: string; readonly what: string; readonly how: string };

export function noticePage({ title, what, how }: Notice, backTo: string | null = null): Html {
  return page({
    title,
    body: html`<section class="card"><p>${what}</p><p>${how}</p>
${backTo !== null && html`<div class="buttons"><a class="button" href="${backTo}">${words.back}</a></div>`}</section>`,
  });
}
