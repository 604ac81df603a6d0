// Times as people read them; the exact time is in the element for the second look.

import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';

/** `iso` is an ISO 8601 time in UTC. */
export function atTime({ pages }: Words, iso: string): Html {
  return html`<time datetime="${iso}" title="${iso}">${pages.atTime(iso)}</time>`;
}

export function onDay({ pages }: Words, iso: string): Html {
  return html`<time datetime="${iso}" title="${iso}">${pages.onDay(iso)}</time>`;
}
