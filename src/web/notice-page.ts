// Pages that only say one thing: a link that is no longer valid, a press that came from elsewhere, an error of our own.
// They name no tenant, no person and no setup, and are the same whether or not something is there.

import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

export type Notice = 'gone' | 'strayCallback' | 'notFromHere' | 'notFound' | 'broken' | 'cancelled';

export function noticePage({ words, notice }: { readonly words: Words; readonly notice: Notice }): Html {
  const { title, what, how } = words.pages[notice];
  return page({ words, title, body: html`<section class="card"><p>${what}</p><p>${how}</p></section>` });
}
