// The proposed channel before whoever may confirm it: which one, who proposes it, what it means, what it replaces.

import type { ExchangePlace, PlaceNames, PlaceProposal } from '../setup/exchange-place.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { bar, card, page, theirs } from './layout.ts';
import { placePath } from './place-path.ts';
import type { SignedInSession } from './signed-in.ts';
import { atTime } from './when.ts';

export type ExchangePlaceParts = {
  readonly words: Words;
  readonly session: SignedInSession;
  readonly proposal: PlaceProposal;
  /** Where hand-overs go at present; null where nowhere. */
  readonly present: ExchangePlace | null;
};

export function exchangePlacePage({ words, session, proposal, present }: ExchangePlaceParts): Html {
  const { exchange } = words.pages;
  const isDone = present?.conversationId === proposal.conversationId;
  return page({
    words,
    title: isDone ? exchange.done.title : exchange.title,
    body: html`${isDone && bar('done', html`<p>${exchange.done.what}</p>`)}
${card(exchange.channel.title, channelRows(words, proposal))}
${card(exchange.who.title, whoProposes(words, proposal))}
${card(exchange.means.title, meaning(words, isDone ? null : present, isDone))}
${isDone ? html`<section class="card">${accountLine(words, session.person)}</section>` : decision(words, session)}
${otherAccountForm(session)}`,
  });
}

function channelRows({ pages: { exchange } }: Words, { names, conversationId }: PlaceProposal): Html {
  const { channel } = exchange;
  return html`${names.team === null && names.channel === null && html`<p>${channel.unnamed}</p>`}
<dl class="facts">${names.team !== null && fact(channel.team, html`<strong>${theirs(names.team)}</strong>`)}
${names.channel !== null && fact(channel.channel, html`<strong>${theirs(names.channel)}</strong>`)}
${fact(channel.id, html`<code dir="auto">${conversationId}</code>`)}</dl>`;
}

function fact(label: string, value: Html): Html {
  return html`<div class="fact"><dt>${label}</dt><dd>${value}</dd></div>`;
}

function whoProposes(words: Words, { proposedBy, proposedAt }: PlaceProposal): Html {
  const { who } = words.pages.exchange;
  return html`<p><strong>${theirs(proposedBy.name)}</strong></p>
<p class="quiet">${who.asked} ${atTime(words, proposedAt)}.</p><p>${who.expect}</p>`;
}

function meaning(words: Words, replaced: ExchangePlace | null, isDone: boolean): Html {
  const { means } = words.pages.exchange;
  return html`<ul>${means.list.map((line) => html`<li>${line}</li>`)}</ul>
${!isDone && (replaced === null ? html`<p class="quiet">${means.first}</p>` : replacing(words, replaced))}`;
}

function replacing(words: Words, { names, confirmedBy, confirmedAt }: ExchangePlace): Html {
  const { means } = words.pages.exchange;
  return html`<p>${means.replaces} <strong>${named(names) ?? means.replacesUnnamed}</strong>, ${means.confirmed(words.pages.atTime(confirmedAt))} ${theirs(confirmedBy.name)}.</p>`;
}

function named({ team, channel }: PlaceNames): Html | null {
  const parts = [team, channel].filter((part) => part !== null);
  return parts.length === 0 ? null : theirs(parts.join(' – '));
}

function decision(words: Words, session: SignedInSession): Html {
  const { decide } = words.pages.exchange;
  return html`<form method="post" action="${placePath('exchange', session.ticket, 'confirm')}">
<input type="hidden" name="csrf" value="${session.csrf}">
${card(
  decide.title,
  html`${accountLine(words, session.person)}<div class="buttons"><button type="submit" class="primary">${decide.button}</button></div>`,
)}</form>`;
}
