// The settings in the order of eBiss' own form, a copy button on each value. The secret stands in it only when it was just
// asked for, and is never printed.

import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { type IconName, icons } from './icons.ts';
import { announcer, bar, card, copyable, copyButton, page, theirs } from './layout.ts';
import { placePath } from './place-path.ts';
import type { SettingsRow, SettingsSection, SettingsVerdict, SettingsView } from './settings-view.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';
import { onDay } from './when.ts';

export type Secret =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'notForYou' }
  | { readonly kind: 'notKept' }
  | { readonly kind: 'shown'; readonly text: string };

export type SettingsParts = {
  readonly words: Words;
  readonly setup: Setup;
  readonly session: SignedInSession;
  readonly secret: Secret;
  readonly view: SettingsView | null;
};

const secretForm = 'show-secret';
/** With more mailboxes than this, each is folded, so that the page can be surveyed. */
const unfoldedMailboxes = 3;

export function settingsPage(parts: SettingsParts): Html {
  const { words, setup, session, secret, view } = parts;
  const { settings } = words.pages;
  return page({
    words,
    title: settings.title,
    about: aboutSetup(words, setup),
    body: html`${view === null ? bar('info', html`<p>${settings.notYet}</p>`) : whole(parts, view)}
<section class="card no-print">${accountLine(words, session.person)}</section>
${otherAccountForm(session)}
${secret.kind === 'hidden' && html`<form id="${secretForm}" method="post" action="${placePath('settings', session.ticket, 'secret')}"><input type="hidden" name="csrf" value="${session.csrf}"></form>`}
${announcer}`,
  });
}

function whole(parts: SettingsParts, view: SettingsView): Html {
  return html`<p>${parts.words.pages.settings.where}</p>
${secretBar(parts)}
${[...byMailbox(view.sections)].map(([mailbox, sections], _index, all) => mailboxCard(parts, mailbox, sections, all.length > unfoldedMailboxes))}
${idsCard(parts)}`;
}

function secretBar({ words, secret, session }: SettingsParts): HtmlValue {
  const { settings } = words.pages;
  if (secret.kind === 'notKept') return bar('warning', html`<p>${settings.secretNotKept}</p>`, true);
  if (secret.kind !== 'shown') return null;
  const hide = html`<p class="no-print"><a href="${placePath('settings', session.ticket)}">${settings.hideSecret}</a></p>`;
  return html`<div class="no-print">${bar('warning', html`<p>${settings.secretShown}</p>${hide}`, true)}</div>`;
}

function byMailbox(sections: readonly SettingsSection[]): ReadonlyMap<string, readonly SettingsSection[]> {
  return Map.groupBy(sections, (section) => section.mailbox);
}

function mailboxCard(
  parts: SettingsParts,
  mailbox: string,
  sections: readonly SettingsSection[],
  folded: boolean,
): Html {
  const heading = html`<h2>${theirs(mailbox)}</h2>`;
  const channels = sections.map((section) => channelPart(parts, section));
  if (!folded) return html`<section class="card">${heading}${channels}</section>`;
  return html`<section class="card"><details class="mailbox"><summary>${heading}<span class="at-a-glance">${sections.map(glance)}</span></summary>${channels}</details></section>`;
}

/** A tick only for what is proved: where only the sign-in was, it is a notice. */
const looks = {
  verified: 'done',
  signedIn: 'info',
  notYet: 'waiting',
  untested: 'later',
  wrong: 'wrong',
} as const satisfies Record<SettingsVerdict['kind'], IconName>;

function glance({ title, verdict }: SettingsSection): Html {
  const look = looks[verdict.kind];
  return html`<span class="${look}">${icons[look]}${title}<span class="unseen"> ${verdict.text}</span></span>`;
}

function channelPart(parts: SettingsParts, section: SettingsSection): Html {
  return html`<div class="channel"><h3>${section.title}</h3>
${verdictLine(section.verdict)}
<dl class="facts">${section.rows.map((row) => settingRow(parts, row))}</dl></div>`;
}

function verdictLine({ kind, text, reason }: SettingsVerdict): Html {
  const look = looks[kind];
  return html`<p class="state ${look}">${icons[look]}<span class="grow">${text}${reason !== null && html`<br><span class="quiet">${reason}</span>`}</span></p>`;
}

function settingRow(parts: SettingsParts, row: SettingsRow): Html {
  const value = row.secret === true ? secretValue(parts, row.label) : copyable(parts.words, row.label, row.value);
  const { tested = null } = row;
  return html`<div class="fact"><dt>${row.label}</dt><dd>${value}</dd>
${tested !== null && html`<dd class="quiet small-text">${parts.words.pages.settings.tested} <code>${tested}</code></dd>`}</div>`;
}

function secretValue({ words, secret, setup }: SettingsParts, label: string): Html {
  const { settings } = words.pages;
  const notPrinted = html`<span class="only-print">${settings.secretNotPrinted}</span>`;
  switch (secret.kind) {
    case 'shown':
      return html`<span class="value" data-secret><code>${secret.text}</code>${copyButton(words, label)}</span>${notPrinted}`;
    case 'hidden':
      return html`<span class="value no-print"><span class="quiet">${settings.secretHidden}</span><button type="submit" form="${secretForm}" class="small">${settings.showSecret}</button></span>${notPrinted}`;
    case 'notForYou':
      return html`<span class="quiet">${settings.secretOnlyFor} ${readers(words, setup)}</span>`;
    case 'notKept':
      return html`<span class="quiet">${settings.secretNotKept}</span>`;
  }
}

function readers({ pages }: Words, { secret }: Setup): Html {
  const names = (secret?.readers ?? []).map((person) => theirs(person.name));
  return html`${names.map((name, index) => [index > 0 && `${pages.settings.and} `, name, ' '])}`;
}

function idsCard({ words, setup }: SettingsParts): Html {
  const { settings } = words.pages;
  const ids: readonly (readonly [string, string, string | undefined])[] = [
    [settings.tenantId, settings.tenantIdHint, setup.request.tenant.id],
    [settings.clientId, settings.clientIdHint, setup.application?.appId],
    [settings.objectId, settings.objectIdHint, setup.servicePrincipal?.objectId],
  ];
  return card(
    settings.idsTitle,
    html`<p class="quiet">${settings.idsHint}</p>
<dl class="facts">${ids.map(([label, hint, value]) => value !== undefined && html`<div class="fact"><dt>${label}</dt><dd>${copyable(words, label, value)}</dd><dd class="quiet small-text">${hint}</dd></div>`)}</dl>
${setup.secret !== null && html`<p class="quiet">${settings.secretEnds} ${onDay(words, setup.secret.endsAt)}.</p>`}`,
  );
}
