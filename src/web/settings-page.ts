// The settings in the order of eBiss' own form, a copy button on each value. The secret stands in it only when it was just
// asked for, and is never printed.

import type { Setup } from '../setup/setup.ts';
import { pageWords as words } from '../words/en/pages.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { icons } from './icons.ts';
import { announcer, bar, card, copyable, copyButton, page, theirs } from './layout.ts';
import { placePath } from './place-path.ts';
import type { SettingsRow, SettingsSection, SettingsVerdict, SettingsView } from './settings-view.ts';
import { aboutSetup } from './setup-heading.ts';
import type { SignedInSession } from './signed-in.ts';
import { atTime, onDay } from './when.ts';

export type Secret =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'notForYou' }
  | { readonly kind: 'notKept' }
  | { readonly kind: 'shown'; readonly text: string };

export type SettingsParts = {
  readonly setup: Setup;
  readonly session: SignedInSession;
  readonly secret: Secret;
  readonly view: SettingsView | null;
};

const secretForm = 'show-secret';
/** With more mailboxes than this, each is folded, so that the page can be surveyed. */
const unfoldedMailboxes = 3;

export function settingsPage(parts: SettingsParts): Html {
  const { setup, session, secret, view } = parts;
  return page({
    title: words.settings.title,
    about: aboutSetup(setup),
    body: html`${view === null ? bar('info', html`<p>${words.settings.notYet}</p>`) : whole(parts, view)}
<section class="card no-print">${accountLine(session.person)}</section>
${otherAccountForm(session)}
${secret.kind === 'hidden' && html`<form id="${secretForm}" method="post" action="${placePath('settings', session.ticket, 'secret')}"><input type="hidden" name="csrf" value="${session.csrf}"></form>`}
${announcer}`,
  });
}

function whole(parts: SettingsParts, view: SettingsView): Html {
  return html`<p>${words.settings.where}</p>
${secretBar(parts)}
${[...byMailbox(view.sections)].map(([mailbox, sections], _index, all) => mailboxCard(parts, mailbox, sections, all.length > unfoldedMailboxes))}
${idsCard(parts.setup)}`;
}

function secretBar({ secret, session }: SettingsParts): HtmlValue {
  if (secret.kind === 'notKept') return bar('warning', html`<p>${words.settings.secretNotKept}</p>`, true);
  if (secret.kind !== 'shown') return null;
  const hide = html`<p class="no-print"><a href="${placePath('settings', session.ticket)}">${words.settings.hideSecret}</a></p>`;
  return html`<div class="no-print">${bar('warning', html`<p>${words.settings.secretShown}</p>${hide}`, true)}</div>`;
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

const looks = { proved: 'done', open: 'waiting', wrong: 'wrong' } as const;

function glance({ title, verdict }: SettingsSection): Html {
  const look = looks[verdict.kind];
  return html`<span class="${look}">${icons[look]}${title}<span class="unseen"> ${verdict.text}</span></span>`;
}

function channelPart(parts: SettingsParts, section: SettingsSection): Html {
  return html`<div class="channel"><h3>${section.title}</h3>
${verdictLine(section.verdict)}
<dl class="facts">${section.rows.map((row) => settingRow(parts, row))}</dl></div>`;
}

function verdictLine({ kind, text, at }: SettingsVerdict): Html {
  const look = looks[kind];
  return html`<p class="state ${look}">${icons[look]}<span class="grow">${text}${at !== null && html` <span class="quiet">${atTime(at)}</span>`}</span></p>`;
}

function settingRow(parts: SettingsParts, row: SettingsRow): Html {
  const value = row.secret === true ? secretValue(parts, row.label) : copyable(row.label, row.value);
  const { tested = null } = row;
  return html`<div class="fact"><dt>${row.label}</dt><dd>${value}</dd>
${tested !== null && html`<dd class="quiet small-text">${words.settings.tested} <code>${tested}</code></dd>`}</div>`;
}

function secretValue({ secret, setup }: SettingsParts, label: string): Html {
  const { settings } = words;
  switch (secret.kind) {
    case 'shown':
      return html`<span class="value" data-secret><code>${secret.text}</code>${copyButton(label)}</span>${notPrinted}`;
    case 'hidden':
      return html`<span class="value no-print"><span class="quiet">${settings.secretHidden}</span><button type="submit" form="${secretForm}" class="small">${settings.showSecret}</button></span>${notPrinted}`;
    case 'notForYou':
      return html`<span class="quiet">${settings.secretOnlyFor} ${readers(setup)}</span>`;
    case 'notKept':
      return html`<span class="quiet">${settings.secretNotKept}</span>`;
  }
}

const notPrinted = html`<span class="only-print">${words.settings.secretNotPrinted}</span>`;

function readers({ authorization }: Setup): Html {
  const people = authorization === null ? [] : [authorization.by, authorization.reader];
  const names = people.flatMap((person) => (person === null ? [] : [theirs(person.name)]));
  return html`${names.map((name, index) => [index > 0 && `${words.settings.and} `, name, ' '])}`;
}

function idsCard(setup: Setup): Html {
  const { settings } = words;
  const ids: readonly (readonly [string, string, string | undefined])[] = [
    [settings.tenantId, settings.tenantIdHint, setup.request.tenant.id],
    [settings.clientId, settings.clientIdHint, setup.application?.appId],
    [settings.objectId, settings.objectIdHint, setup.servicePrincipal?.objectId],
  ];
  return card(
    settings.idsTitle,
    html`<p class="quiet">${settings.idsHint}</p>
<dl class="facts">${ids.map(([label, hint, value]) => value !== undefined && html`<div class="fact"><dt>${label}</dt><dd>${copyable(label, value)}</dd><dd class="quiet small-text">${hint}</dd></div>`)}</dl>
${setup.secret !== null && html`<p class="quiet">${settings.secretEnds} ${onDay(setup.secret.endsAt)}.</p>`}`,
  );
}
