// Times as people read them, in UTC and saying so; the exact time is in the element for the second look.

import { type Html, html } from './html.ts';

const readable = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `iso` is an ISO 8601 time in UTC. */
export function atTime(iso: string): Html {
  return html`<time datetime="${iso}" title="${iso}">${readable.format(new Date(iso))} UTC</time>`;
}

export function onDay(iso: string): Html {
  return html`<time datetime="${iso}" title="${iso}">${day.format(new Date(iso))}</time>`;
}
