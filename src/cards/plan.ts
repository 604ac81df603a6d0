// The plan card: what was asked, each change, who acts, what stays untouched, and the way to the administrator.

import planTemplate from '../../adaptiveCards/plan.json' with { type: 'json' };
import type { ExchangePlace } from '../setup/exchange-place.ts';
import { isRoundTripWanted } from '../setup/round-trip.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { headerFor, locating } from './header.ts';
import { addressesFor, inSight, moreOf } from './mailbox-lines.ts';
import { namesLine } from './place.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

const fill = template(planTemplate);

export type PlanParts = { readonly authorizeUrl: string | null; readonly place: ExchangePlace | null };

export function planCard(setup: Setup, { authorizeUrl, place }: PlanParts, { words }: CardContext): RenderedCard {
  const text = words.plan;
  const { request } = setup;
  const { mailboxes } = request;
  const summary = `${text.title} (${setup.id})`;
  return fitted(fill, summary, (most) => ({
    text,
    ...headerFor(setup, text.title),
    asked: `${text.channels(request.channels)}, ${text.mailboxes(mailboxes.length)}`,
    mailboxes: addressesFor(mailboxes, inSight),
    ...moreOf(mailboxes.length, inSight, words),
    showAll: text.showAll(mailboxes.length),
    hideAll: text.hideAll,
    all: addressesFor(mailboxes.slice(inSight), most),
    facts: askedFor(setup, words),
    bot: text.bot(request.channels, request.secretMonths),
    people: [text.entra, text.exchange],
    exchangeDetails: text.exchangeDetails(request),
    place: shownPlace(place, words),
    untouched: text.untouched(request.smtpAuth),
    proof: text.proof(isRoundTripWanted(setup), request.channels.includes('pop3')),
    hasLink: authorizeUrl !== null,
    authorizeUrl: authorizeUrl ?? '',
    data: locating(setup),
  }));
}

/** Where the hand-over will go, before anything is sent. */
function shownPlace(place: ExchangePlace | null, { plan, times }: Words): object {
  if (place === null) return { there: false, none: true, names: '', confirmed: '', by: '' };
  return {
    there: true,
    none: false,
    names: namesLine(place.names) ?? plan.place.unnamed,
    confirmed: plan.place.confirmed(times.dayOnCard(place.confirmedAt)),
    by: place.confirmedBy.name,
  };
}

/** Lines of text of others, each behind its label. */
function askedFor(setup: Setup, { plan }: Words): readonly { readonly line: string }[] {
  const { server, appName, sender } = setup.request;
  return [
    { line: `${plan.asked.server}: ${server}` },
    { line: `${plan.asked.appName}: ${appName}` },
    ...(sender === null ? [] : [{ line: `${plan.asked.sender}: ${sender}` }]),
  ];
}
