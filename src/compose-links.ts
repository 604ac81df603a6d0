// Which page a link in a card leads to, and for how long. A link locates and never authorizes.

import type { PageLink, ShowParts } from './shell/show.ts';
import type { Tickets } from './web/tickets.ts';
import type { Ticket } from './web/web-deps.ts';

const ticketOf: Readonly<Record<PageLink, Pick<Ticket, 'purpose' | 'task'>>> = {
  authorize: { purpose: 'authorize' },
  consent: { purpose: 'authorize', task: 'consent' },
  settings: { purpose: 'settings' },
  script: { purpose: 'script' },
  undo: { purpose: 'script', task: 'undo' },
  server: { purpose: 'script', task: 'server' },
  exchange: { purpose: 'exchange' },
  audit: { purpose: 'audit' },
};

/** Links in cards are renewed whenever the card is; an old card's link leads to a page that says how to get a new one. */
const ticketMinutes = 24 * 60;
/** Asked for to be opened at once, and answered anew each time. */
const auditMinutes = 30;

function minutesOf(page: PageLink): number {
  return page === 'audit' ? auditMinutes : ticketMinutes;
}

export function createPageUrl(publicUrl: string, tickets: Pick<Tickets, 'issue'>): ShowParts['pageUrl'] {
  return async ({ id, tenantId }, page) => {
    const ticket = { subject: id, tenantId, ...ticketOf[page] };
    return `${publicUrl}/${ticket.purpose}/${await tickets.issue(ticket, minutesOf(page))}`;
  };
}
