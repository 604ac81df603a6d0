// What every page does first: opens the ticket, finds what it is about and the browser's session for exactly that place. Reads
// only. What is missing, expired or another page's looks the same from outside.

import type { PlaceProposal } from '../setup/exchange-place.ts';
import type { Person } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import { type Answer, showPage } from './answer.ts';
import { cookieName } from './cookies.ts';
import { hasFormToken } from './form-token.ts';
import { noticePage } from './notice-page.ts';
import { isSameText, type Session, type Sessions } from './sessions.ts';
import type { Ticket, TicketPurpose, WebDeps } from './web-deps.ts';

/** A page that is being told of progress. */
type Stream = { readonly person: Person };

export type Web = { readonly deps: WebDeps; readonly sessions: Sessions; readonly streams: Set<Stream> };

/** A request as the pages see it. `form` is empty for a GET. */
export type Asked = {
  readonly ticket: string;
  /** What the ticket leads to; null where it is none, has expired, or there is none in the address. */
  readonly place: Ticket | null;
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
  const entered = enterPlace(web, purpose, asked, how);
  const setup = entered === null ? null : await setupOf(web, entered.place);
  return entered === null || setup === null ? null : { setup, ...entered };
}

function enterPlace({ deps, sessions }: Web, purpose: TicketPurpose, asked: Asked, how: 'use' | 'look'): Place | null {
  const { place } = asked;
  if (place === null || place.purpose !== purpose) return null;
  const id = asked.cookies.get(cookieName(purpose, deps.config.secureCookies));
  return { place, session: how === 'use' ? sessions.find(id, place) : sessions.look(id, place) };
}

export async function enterProposal(
  web: Web,
  asked: Asked,
): Promise<(Place & { readonly proposal: PlaceProposal }) | null> {
  const entered = enterPlace(web, 'exchange', asked, 'use');
  const proposal = entered === null ? null : await proposalOf(web, entered.place);
  return entered === null || proposal === null ? null : { proposal, ...entered };
}

/** For a sign-in: where it leads back to, and in whose tenant it must be. null where the link leads to nothing. */
export async function enterForSignIn(
  web: Web,
  purpose: TicketPurpose,
  asked: Asked,
): Promise<(Place & { readonly tenantId: string }) | null> {
  const entered = enterPlace(web, purpose, asked, 'use');
  const tenantId = entered === null ? null : await tenantOf(web, entered.place);
  return entered === null || tenantId === null ? null : { ...entered, tenantId };
}

/** The tenant whose people alone get in; null where the link leads to nothing any more. */
export async function tenantOf(web: Web, place: Ticket): Promise<string | null> {
  const found = await (place.purpose === 'exchange' ? proposalOf(web, place) : setupOf(web, place));
  return found === null ? null : place.tenantId;
}

/** Whoever asked may have changed for which tenant: then who signed in for the former one has nothing to do with it. */
export function isAbout({ tenantId }: Ticket, { request }: Setup): boolean {
  return request.tenant.id === tenantId;
}

async function setupOf({ deps }: Web, place: Ticket): Promise<Setup | null> {
  const setup = await deps.findSetup(place.subject);
  return setup !== null && isAbout(place, setup) ? setup : null;
}

async function proposalOf({ deps }: Web, { subject, tenantId }: Ticket): Promise<PlaceProposal | null> {
  const proposal = await deps.findProposal(subject);
  return proposal?.tenantId === tenantId ? proposal : null;
}

/** Whether the form came from a page of ours: one of this session, or the one before sign-in. */
export function maySignIn({ deps }: Web, session: Session | null, asked: Asked): boolean {
  return (session !== null && hasToken(session, asked.form)) || hasFormToken(asked, deps.config.secureCookies);
}

export function hasToken(session: Session, form: URLSearchParams): boolean {
  return isSameText(form.get('csrf') ?? '', session.csrf);
}
