// What every page does first: opens the ticket, finds the setup and the browser's session for exactly that place. Reads
// only. What is missing, expired or another page's looks the same from outside.

import type { Setup } from '../setup/setup.ts';
import { type Answer, showPage } from './answer.ts';
import { cookieName } from './cookies.ts';
import { noticePage } from './notice-page.ts';
import { isSameText, type Session, type Sessions } from './sessions.ts';
import type { Ticket, TicketPurpose, WebDeps } from './web-deps.ts';

/** `streams` holds one entry for each page that is being told of progress. */
export type Web = { readonly deps: WebDeps; readonly sessions: Sessions; readonly streams: Set<object> };

/** A request as the pages see it. `form` is empty for a GET. */
export type Asked = {
  readonly ticket: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
};

export type Entered = {
  readonly setup: Setup;
  readonly place: Ticket;
  readonly session: Session | null;
};

export function gone({ deps: { words } }: Web): Answer {
  return showPage(noticePage({ words, notice: 'gone' }), 404);
}

export function notFromHere({ deps: { words } }: Web): Answer {
  return showPage(noticePage({ words, notice: 'notFromHere' }), 403);
}

/** `look`: what a page asks by itself must not keep its session from ending. */
export async function enter(
  { deps, sessions }: Web,
  purpose: TicketPurpose,
  asked: Asked,
  how: 'use' | 'look' = 'use',
): Promise<Entered | null> {
  const place = await deps.tickets.open(asked.ticket);
  if (place === null || place.purpose !== purpose) return null;
  const setup = await deps.findSetup(place.setupId);
  if (setup === null) return null;
  const id = asked.cookies.get(cookieName(purpose, deps.config.secureCookies));
  return { setup, place, session: how === 'use' ? sessions.find(id, place) : sessions.look(id, place) };
}

export function hasToken(session: Session, form: URLSearchParams): boolean {
  return isSameText(form.get('csrf') ?? '', session.csrf);
}
