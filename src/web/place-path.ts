// The addresses of the pages, in one place.

import type { TicketPurpose } from './web-deps.ts';

export type PlaceAction = 'signin' | 'create' | 'secret' | 'delivered' | 'test' | 'events' | 'confirm';

export const strayPath = '/signin/stray';

/** `ticket` is a compact JWE: its characters need no escaping in a path, and one that was tampered with gets it. */
export function placePath(purpose: TicketPurpose, ticket: string, action?: PlaceAction): string {
  const path = `/${purpose}/${encodeURIComponent(ticket)}`;
  return action === undefined ? path : `${path}/${action}`;
}
