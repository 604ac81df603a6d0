// What every page does first: opens the ticket, finds what it is about and the browser's session for exactly that place. Reads
// only. What is missing, expired or another page's looks the same from outside.

import type { PlaceProposal } from '../setup/exchange-place.ts';
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

type Place = { readonly place: Ticket; readonly session: Session | null };

/** `look`: what a page asks by itself must not keep its session from ending. */
export async function enter(
  web: Web,
  purpose: TicketPurpose,
  asked: Asked,
  how: 'use' | 'look' = 'use',
): Promise<Entered | null> {
  const entered = await enterPlace(web, purpose, asked, how);
  const setup = entered === null ? null : await web.deps.findSetup(entered.place.subject);
  return entered === null || setup === null ? null : { setup, ...entered };
}

async function enterPlace(
  { deps, sessions }: Web,
  purpose: TicketPurpose,
  asked: Asked,
  how: 'use' | 'look',
): Promise<Place | null> {
  const place = await deps.tickets.open(asked.ticket);
  if (place === null || place.purpose !== purpose) return null;
  const id = asked.cookies.get(cookieName(purpose, deps.config.secureCookies));
  return { place, session: how === 'use' ? sessions.find(id, place) : sessions.look(id, place) };
}

export async function enterProposal(
  web: Web,
  asked: Asked,
): Promise<(Place & { readonly proposal: PlaceProposal }) | null> {
  const entered = await enterPlace(web, 'exchange', asked, 'use');
  const proposal = entered === null ? null : await web.deps.findProposal(entered.place.subject);
  return entered === null || proposal === null ? null : { proposal, ...entered };
}

/** For a sign-in: where it leads back to, and in whose tenant it must be. null where the link leads to nothing. */
export async function enterForSignIn(
  web: Web,
  purpose: TicketPurpose,
  asked: Asked,
): Promise<(Place & { readonly tenantId: string }) | null> {
  const entered = await enterPlace(web, purpose, asked, 'use');
  const tenantId = entered === null ? null : await tenantOf(web, entered.place);
  return entered === null || tenantId === null ? null : { ...entered, tenantId };
}

/** The tenant whose people alone get in. */
export async function tenantOf({ deps }: Web, { subject, purpose }: Ticket): Promise<string | null> {
  if (purpose === 'exchange') return (await deps.findProposal(subject))?.tenantId ?? null;
  return (await deps.findSetup(subject))?.request.tenant.id ?? null;
}

export function hasToken(session: Session, form: URLSearchParams): boolean {
  return isSameText(form.get('csrf') ?? '', session.csrf);
}
