// The settings of eBiss 3 in the chat: every row of both tables, without the secret. Up to three mailboxes have tables
// of their own; with more, the tables stand once and the mailboxes in a list, so that the card stays readable.

import settingsTemplate from '../../adaptiveCards/settings.json' with { type: 'json' };
import { holdsSecret, wasDelivered } from '../setup/kept-secret.ts';
import { isProvisioned } from '../setup/phase.ts';
import type { Channel } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { headerFor, locating } from './header.ts';
import { type Color, colorOf, mailboxLines, moreOf } from './mailbox-lines.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';
import { type EbissSettings, type Endpoints, ebissSettings, type SettingRow } from './settings.ts';

export type SettingsContext = CardContext & {
  readonly settingsUrl: string | null;
  /** Of the page with the check that runs on the eBiss server; null until there is something to check. */
  readonly serverUrl: string | null;
  readonly endpoints: Endpoints;
};

const fill = template(settingsTemplate);
const tablesOfTheirOwn = 3;

export function settingsCard(setup: Setup, context: SettingsContext): RenderedCard {
  const { words, settingsUrl, serverUrl } = context;
  const text = words.settings;
  const all = ebissSettings(setup, context.endpoints);
  const { mailboxes, sender } = setup.request;
  const isListed = (most: number) => mailboxes.length > Math.min(tablesOfTheirOwn, most);
  const lines = mailboxLines(setup, words);
  return fitted(fill, `${setup.id}: ${text.title}`, (most) => ({
    text,
    ...headerFor(setup, text.title),
    tables: isListed(most) ? commonTables(setup, all, context) : all.map((one) => ownTable(setup, one, context)),
    hasUsernames: isListed(most),
    usernames: lines.slice(0, most),
    ...moreOf(lines.length, most, words),
    hasSender: sender !== null,
    sender: sender ?? '',
    hasSettingsLink: settingsUrl !== null,
    settingsUrl: settingsUrl ?? '',
    hasServerLink: serverUrl !== null,
    serverUrl: serverUrl ?? '',
    serverLink: words.serverCheck.link,
    mayTest: isProvisioned(setup) && holdsSecret(setup),
    testData: { ...locating(setup), what: 'all' },
  }));
}

function ownTable(setup: Setup, settings: EbissSettings, context: SettingsContext): object {
  const { words } = context;
  const { mailbox, channel, rows } = settings;
  return {
    hasMailbox: setup.request.mailboxes.length > 1,
    mailbox,
    title: words.settings.titles[channel],
    ...claim(setup, settings, context),
    rows: rows.map((row) => shownRow(setup, row, channel, words)),
  };
}

/** One table per channel; what may be claimed of a mailbox stands beside it in the list. */
function commonTables(setup: Setup, all: readonly EbissSettings[], { words }: SettingsContext): readonly object[] {
  const text = words.settings;
  return setup.request.channels.map((channel) => {
    const own = all.filter((settings) => settings.channel === channel);
    const fine = own.filter(({ verdict }) => verdict.kind === 'verified' || verdict.kind === 'signedIn').length;
    const rows = (own[0]?.rows ?? []).map((row) =>
      row.name === 'username'
        ? { ...shownRow(setup, row, channel, words), ...dimmed(text.oneOfThese) }
        : shownRow(setup, row, channel, words),
    );
    const color: Color = fine === own.length ? 'Good' : 'Default';
    const proved = own.some(({ verdict }) => verdict.kind === 'signedIn') ? text.signedInCount : text.verifiedCount;
    return {
      hasMailbox: false,
      mailbox: '',
      title: text.titles[channel],
      verdict: proved(fine, own.length),
      color,
      hasReason: false,
      reason: '',
      rows,
    };
  });
}

/** What may be said of one table, and why not more. */
export function claim(
  setup: Setup,
  { verdict }: EbissSettings,
  { words, now }: CardContext,
): { readonly verdict: string; readonly color: Color; readonly hasReason: boolean; readonly reason: string } {
  const { secret, settings, times } = words;
  const said = (text: string, reason = '') => ({
    verdict: text,
    color: colorOf[verdict.kind],
    hasReason: reason !== '',
    reason,
  });
  switch (verdict.kind) {
    case 'verified':
      return said(settings.verifiedAt(times.onCard(verdict.result.at, now)));
    case 'accepted':
      return said((wasDelivered(setup) ? secret.cards : settings).acceptedAt(times.onCard(verdict.result.at, now)));
    case 'signedIn':
      return said(settings.signedInAt(times.onCard(verdict.result.at, now)));
    case 'notYet':
      return said(settings.notYetAt(times.onCard(verdict.result.at, now)), words.problem(verdict.problem).what);
    case 'wrong':
      return said(settings.wrongAt(times.onCard(verdict.result.at, now)), words.problem(verdict.problem).what);
    case 'untested': {
      const { token } = setup;
      if (token === null || token.problem === null) return said(settings.untested);
      return said(settings.noToken(times.onCard(token.at, now)), words.problem(token.problem).what);
    }
  }
}

type ShownRow = {
  readonly label: string;
  readonly value: string;
  readonly font: 'Monospace' | 'Default';
  readonly dim: boolean;
  readonly tested: string;
  readonly hasTested: boolean;
};

function dimmed(value: string): Pick<ShownRow, 'value' | 'font' | 'dim'> {
  return { value, font: 'Default', dim: true };
}

function shownRow(setup: Setup, row: SettingRow, channel: Channel, words: Words): ShownRow {
  const { settings } = words;
  const tested = row.tested === null ? '' : `${settings.tested} ${row.tested}`;
  return {
    label: settings.labels[row.name],
    ...cellFor(setup, row, channel, words),
    tested,
    hasTested: tested !== '',
  };
}

function cellFor(
  setup: Setup,
  row: SettingRow,
  channel: Channel,
  { settings, secret }: Words,
): Pick<ShownRow, 'value' | 'font' | 'dim'> {
  if (row.name === 'clientSecret') return dimmed(wasDelivered(setup) ? secret.cards.notKept : settings.secretElsewhere);
  if (row.name === 'sslBehavior') return { value: settings.sslBehavior[channel], font: 'Default', dim: false };
  if (row.name === 'authentication') return { value: settings.authentication, font: 'Default', dim: false };
  return row.value === null ? dimmed(settings.notCreated) : { value: row.value, font: 'Monospace', dim: false };
}
