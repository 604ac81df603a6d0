// The data of the settings page and of the script page, made from the same sources as the cards, so that chat and page
// never say different things. Never holds the secret.

import { type CommandGroup, handOverCommands } from '../exchange/commands.ts';
import { type HandOverFacts, handOverFacts } from '../exchange/hand-over-facts.ts';
import { handOverScriptBytes, scriptFileName } from '../exchange/script.ts';
import { serverCheckBytes, serverCheckFileName, serverCheckScript } from '../exchange/server-check-script.ts';
import { undoCommands } from '../exchange/undo.ts';
import { undoScriptBytes, undoScriptFileName } from '../exchange/undo-script.ts';
import { isProvisioned } from '../setup/phase.ts';
import type { Channel } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';
import type { CardContext } from './context.ts';
import { type EbissSettings, type Endpoints, ebissSettings, type SettingRow } from './settings.ts';
import { claim } from './settings-card.ts';

/** null until there is something to enter in eBiss. */
export function settingsPageData(setup: Setup, endpoints: Endpoints, context: CardContext) {
  if (!isProvisioned(setup)) return null;
  return { sections: ebissSettings(setup, endpoints).map((settings) => toSection(setup, settings, context)) };
}

function toSection(setup: Setup, settings: EbissSettings, context: CardContext) {
  const { words } = context;
  // A page has no client that fills in the reader's own clock.
  const times = { ...words.times, onCard: words.pages.atTime };
  const { verdict, hasReason, reason } = claim(setup, settings, { ...context, words: { ...words, times } });
  return {
    mailbox: settings.mailbox,
    title: words.settings.titles[settings.channel],
    rows: settings.rows.map((row) => toRow(row, settings.channel, context)),
    verdict: { kind: settings.verdict.kind, text: verdict, reason: hasReason ? reason : null },
  };
}

function toRow(row: SettingRow, channel: Channel, { words }: CardContext) {
  const label = words.settings.labels[row.name];
  const { tested } = row;
  switch (row.name) {
    case 'clientSecret':
      return { label, value: '', secret: true };
    case 'sslBehavior':
      return { label, value: words.settings.sslBehavior[channel], tested };
    case 'authentication':
      return { label, value: words.settings.authentication, tested };
    default:
      return { label, value: row.value ?? words.settings.notCreated, tested };
  }
}

type ScriptContext = Pick<CardContext, 'words'> & {
  /** Of the text that is handed over. */
  readonly textHash: string | null;
  /** Where the server's check looks. */
  readonly endpoints: Endpoints;
};

/** null until the script can be written with real values. */
export function scriptPageData(setup: Setup, which: 'handOver' | 'undo' | 'server', context: ScriptContext) {
  const { words, textHash } = context;
  const facts = handOverFacts(setup);
  if (facts === null || textHash === null) return null;
  const before = setup.exchangeBefore;
  const shown = (groups: readonly CommandGroup[]) =>
    groups.map(({ section, topic, commands }) => ({ section, ...words.exchange.topics[topic], commands }));
  switch (which) {
    case 'handOver':
      return {
        groups: shown(handOverCommands(facts)),
        script: handOverScriptBytes(facts, textHash, words.exchange.script),
        fileName: scriptFileName(facts),
      };
    case 'undo':
      return {
        groups: shown(undoCommands(facts, before)),
        script: undoScriptBytes(facts, before, words.exchange.undoScript),
        fileName: undoScriptFileName(facts),
      };
    case 'server':
      return serverCheckData(facts, context);
  }
}

/** One script, which is shown whole and not in groups. */
function serverCheckData(facts: HandOverFacts, { words, endpoints }: ScriptContext) {
  const { script, page } = words.serverCheck;
  const text = serverCheckScript(facts, endpoints, script).replaceAll('\r\n', '\n').trimEnd();
  return {
    groups: [{ section: null, title: page.script, explanation: page.readFirst, commands: [text] }],
    script: serverCheckBytes(facts, endpoints, script),
    fileName: serverCheckFileName(facts),
  };
}
