// The trail as a table, the newest first, and the button that downloads all of it.

import { nameOf, type TrailRow } from '../cards/trail.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { page, theirs } from './layout.ts';
import { placePath } from './place-path.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';

export type AuditParts = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
  /** Oldest first. */
  readonly rows: readonly TrailRow[];
};

export function auditPage({ words, setup, session, rows }: AuditParts): Html {
  const text = words.audit.page;
  return page({
    words,
    title: words.audit.title,
    about: aboutSetup(words, setup),
    body: html`<section class="card no-print"><p>${text.columns}</p>
<div class="buttons"><a class="button primary" href="${placePath('audit', session.ticket)}?download=1" download>${text.download}</a></div></section>
<section class="card"><p class="quiet">${text.lead(rows.length)} ${text.kept}</p>
<table class="trail" role="table"><thead role="rowgroup"><tr role="row">${[text.time, text.who, text.what].map((label) => html`<th scope="col" role="columnheader">${label}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.toReversed().map((row) => tableRow(words, row))}</tbody></table></section>
<section class="card no-print">${accountLine(words, session.person)}</section>${otherAccountForm(session)}`,
  });
}

/** Roles are named because a narrow page lays the cells below each other, which takes them from a table otherwise. */
function tableRow(words: Words, row: TrailRow): Html {
  const { at, who, what, outcome, requestIds } = row;
  const account = who?.account ?? null;
  return html`<tr role="row"><td role="cell" class="quiet"><time datetime="${at}">${words.audit.page.at(at)}</time></td>
<td role="cell"><strong>${theirs(nameOf(row, words))}</strong>${account !== null && html`<br><span class="quiet small-text">${accountName(account)}</span>`}</td>
<td role="cell">${theirs(what)}${outcome !== null && html`<br><span class="quiet">${theirs(outcome)}</span>`}${requestIds.map((id) => html`<br><span class="quiet small-text">${words.audit.page.requestIds} <code>${id}</code></span>`)}</td></tr>
`;
}

/** Breaks before its domain rather than anywhere. */
function accountName(account: string): Html {
  const at = account.lastIndexOf('@');
  return at < 1 ? theirs(account) : html`<bdi>${account.slice(0, at)}<wbr>${account.slice(at)}</bdi>`;
}
