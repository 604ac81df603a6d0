// The settings in the order of eBiss' own form, a copy button on each value. The secret stands in it only when it was just
// asked for, and is never printed.

import type { Words } from '../words/words.ts';
import { accountLine, otherAccountForm } from './account-part.ts';
import { type Html, html } from './html.ts';
import { type IconName, icons } from './icons.ts';
import { announcer, bar, card, copyable, page, theirs } from './layout.ts';
import { problemBar } from './problem-part.ts';
import {
  deliveryCard,
  lastRead,
  type SecretParts,
  secretBar,
  secretForm,
  secretValue,
} from './settings-secret-part.ts';
import { type TestParts, testBar, testCard } from './settings-test-part.ts';
import type { SettingsRow, SettingsSection, SettingsVerdict, SettingsView } from './settings-view.ts';
import { aboutSetup } from './setup-heading.ts';
import { onDay } from './when.ts';

export type SettingsParts = SecretParts &
  TestParts & {
    readonly view: SettingsView | null;
    /** Of the check from the eBiss server. */
    readonly serverPath: string;
  };

/** With more mailboxes than this, each is folded, so that the page can be surveyed. */
const unfoldedMailboxes = 3;
/** A test takes seconds. */
const reloadSeconds = 3;

export function settingsPage(parts: SettingsParts): Html {
  const { words, setup, session, view } = parts;
  const { settings } = words.pages;
  const isTesting = setup.checking !== null && view !== null;
  return page({
    words,
    title: settings.title,
    about: aboutSetup(words, setup),
    ...(isTesting ? { reloadAfter: reloadSeconds } : {}),
    body: html`${session.problem !== null && problemBar(words, session.problem)}
${view === null ? bar('info', html`<p>${settings.notYet}</p>`) : whole(parts, view)}
<section class="card no-print">${accountLine(words, session.person)}</section>
${otherAccountForm(session)}
${announcer}`,
  });
}

function whole(parts: SettingsParts, view: SettingsView): Html {
  return html`<p>${parts.words.pages.settings.where}</p>
${testBar(parts)}
${secretBar(parts)}
${[...byMailbox(view.sections)].map(([mailbox, sections], _index, all) => mailboxCard(parts, mailbox, sections, all.length > unfoldedMailboxes))}
${idsCard(parts)}
${deliveryCard(parts)}
${testCard(parts)}
${serverCard(parts)}
${secretForm(parts)}`;
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
  accepted: 'waiting',
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

function idsCard(parts: SettingsParts): Html {
  const { words, setup } = parts;
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
${setup.secret !== null && html`<p class="quiet">${settings.secretEnds} ${onDay(words, setup.secret.endsAt)}.</p>`}
${lastRead(parts)}`,
  );
}

function serverCard({
  words: { serverCheck },
  serverPath,
}: {
  readonly words: Words;
  readonly serverPath: string;
}): Html {
  const { page, link } = serverCheck;
  return html`<section class="card no-print"><h2>${page.title}</h2><p class="quiet">${page.offer}</p>
<div class="buttons"><a class="button" href="${serverPath}">${link}</a></div></section>`;
}
