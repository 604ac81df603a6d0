import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { words } from '../../src/words/words.ts';
import { verifiedSetup, wrongSetup } from '../support/checked-setups.ts';
import { forbidden } from '../support/problems.ts';
import {
  approvedSetup,
  claimedSetup,
  differingSetup,
  evidenceFor,
  handedOverSetup,
  lapsedInChatSetup,
  lapsedSetup,
  narrowedSetup,
  plannedSetup,
  provisioningSetup,
  rejectedSetup,
  reportedSetup,
  robin,
  stoppedSetup,
  takenSetup,
  undeliverableSetup,
} from '../support/setups.ts';
import { everyCard, forExchange, forRequester, settingsOf } from './every-card.ts';

const english = words('en');

type Parsed = { validateProperties(): { validationEvents: readonly { message: string }[] } };
type Parser = { AdaptiveCard: new () => Parsed & { parse(json: unknown, context?: unknown): void } };
const require = createRequire(import.meta.url);
const { AdaptiveCard }: Parser = require('adaptivecards/dist/adaptivecards.js');

function bytes(content: unknown): number {
  return new TextEncoder().encode(JSON.stringify(content)).length;
}

/** Every object of a card, wherever it stands. */
function nodes(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : [Object.fromEntries(Object.entries(value))];
  return [...own, ...Object.values(value).flatMap(nodes)];
}

const long = Array.from(
  { length: 50 },
  (_, index) => `${'edi-'.repeat(15)}${index}@${'sub.'.repeat(20)}contoso.example`,
);

describe.each([
  ['1 mailbox', 1],
  ['3 mailboxes', 3],
  ['50 mailboxes', 50],
  ['50 mailboxes of 140 characters', long],
])('every card with %s', (_, mailboxes) => {
  const cards = everyCard({ mailboxes });

  it.each(cards)('%s: stays below 28 KB', (_name, { content }) => {
    expect(bytes(content)).toBeLessThan(28_000);
  });

  it.each(cards)('%s: leaves no binding unfilled', (_name, { content }) => {
    expect(JSON.stringify(content)).not.toContain('$\u007b');
  });

  it.each(cards)('%s: parses as an Adaptive Card 1.5', (_name, { content, summary }) => {
    const card = new AdaptiveCard();
    card.parse(content);
    expect(card.validateProperties().validationEvents).toEqual([]);
    expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.5', speak: summary, fallbackText: summary });
    expect(summary).not.toBe('');
  });

  it.each(cards)('%s: shows at most three actions, and what each needs', (_name, { content }) => {
    const actions = Array.isArray(content.actions) ? content.actions : [];
    expect(actions.length).toBeLessThanOrEqual(3);
    for (const node of nodes(content)) {
      if (node.type === 'Action.Execute') expect(node.data).toHaveProperty('version');
      if (node.type === 'Action.OpenUrl') expect(node.url).toMatch(/^https:\/\//u);
    }
  });

  it.each(cards)('%s: has no id twice and folds only what is there', (_name, { content }) => {
    const all = nodes(content);
    const ids = all.flatMap((node) => (typeof node.id === 'string' && 'type' in node ? [node.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    const targets = all.flatMap((node) => (Array.isArray(node.targetElements) ? node.targetElements : []));
    for (const target of targets) expect(ids).toContain(target);
  });
});

describe('text that others chose', () => {
  const evil = '[click](https://evil.example) **bold** <at>all</at> $\u007bx} {{TIME(2026-01-01T00:00:00Z)}}';
  const wish = {
    appName: evil,
    server: evil,
    reference: evil,
    sender: evil,
    tenant: { id: robin.tenantId, typed: evil },
    requester: { ...robin, name: evil },
    mailboxes: [evil, `${evil}2`],
  };

  it.each(everyCard(wish))('%s: never stands where Markdown is read', (_name, { content, summary }) => {
    expect(summary).not.toContain('evil');
    for (const node of nodes(content)) {
      if (node.type === 'TextBlock') expect(node.text).not.toContain('evil');
      for (const action of ['title', 'tooltip', 'label', 'fallbackText', 'speak']) {
        expect(String(node[action] ?? '')).not.toContain('evil');
      }
    }
  });

  it('is shown as it is', () => {
    const blocks = nodes(forRequester(plannedSetup(wish)).content).filter((node) => node.type === 'RichTextBlock');
    const shown = blocks.map(({ inlines }) => nodes(inlines).map(({ text }) => text));
    expect(shown.map((runs) => runs.join(''))).toContain(evil);
  });
});

describe('what a card offers', () => {
  const titles = (content: Readonly<Record<string, unknown>>) =>
    (Array.isArray(content.actions) ? content.actions : []).map((action: unknown) =>
      typeof action === 'object' && action !== null && 'title' in action ? action.title : null,
    );

  it.each([
    ['a plan', forRequester(plannedSetup()), ['Authorize', 'Change', 'Cancel']],
    ['a run', forRequester(provisioningSetup()), []],
    [
      'a consent handed on',
      forRequester(handedOverSetup({}, true, 'elsewhere')),
      ['Grant admin consent', 'Show commands', 'Change'],
    ],
    ['a stop', forRequester(stoppedSetup(forbidden)), ['Continue']],
    ['a hand-over', forExchange(handedOverSetup()), ['Approve', 'Reject …', 'Open script']],
    ['a hand-over to forward', forExchange(handedOverSetup({}, false)), ['I have run it', 'Open script']],
    ['an approval', forExchange(approvedSetup()), ['I have run it', 'Take it', 'Open script']],
    ['a hand-over that is taken', forExchange(takenSetup()), ['I have run it', 'Take it over', 'Open script']],
    ['a rejection, to those who rejected', forExchange(rejectedSetup()), []],
    ['a rejection', forRequester(rejectedSetup()), ['Change']],
    ['a lapse', forRequester(lapsedSetup()), ['Send it again', 'Forward it myself', 'Change']],
    ['a lapse, to the channel', forExchange(lapsedSetup()), ['Renew']],
    ['a lapse, in the chat', forExchange(lapsedInChatSetup()), ['Renew']],
    [
      'a hand-over that did not arrive',
      forRequester(undeliverableSetup()),
      ['Send it again', 'Forward it myself', 'Change'],
    ],
    ['evidence that differs', forExchange(differingSetup()), ['Open script', 'Refresh']],
    ['a refusal', forRequester(wrongSetup()), ['Test again']],
    ['verified settings', forRequester(verifiedSetup()), ['Open the settings page', 'Test again']],
  ])('%s', (_name, card, expected) => {
    expect(titles(card.content)).toEqual(expected);
  });

  it('holds nothing of the secret but where it can be read', () => {
    const text = JSON.stringify(settingsOf(verifiedSetup()).content);
    expect(text).toContain('Only on the settings page');
    expect(text).not.toContain(verifiedSetup().secret?.keyId);
  });
});

/** What the reader reads, in order: text, then buttons in brackets. */
function reading(content: unknown): readonly string[] {
  return nodes(content).flatMap((node) => {
    const shown = node.text ?? node.label ?? (String(node.type).startsWith('Action.') ? `[${node.title}]` : node.title);
    const value = String(node.type).startsWith('Input.') && node.value !== '' ? ` = ${node.value}` : '';
    return shown === undefined ? [] : [`${shown}${value}`];
  });
}

describe('the card of the hand-over', () => {
  it('says how many mending commands it leaves out, and what does them all', () => {
    const said = (mailboxes: number) => reading(forExchange(differingSetup({ mailboxes }, 'everywhere')).content);
    const leftOut = (count: number) => english.handOver.evidence.moreCommands(count);
    expect(said(10)).not.toContain(leftOut(0));
    expect(said(11)).toContain(leftOut(1));
    expect(said(50)).toContain(leftOut(40));
    expect(said(50).filter((line) => line.startsWith('Add-MailboxPermission'))).toHaveLength(10);
  });

  it('says of a claim where nobody can tell whose account ran the commands', () => {
    const { accountUnknown } = english.handOver.evidence;
    expect(reading(forExchange(claimedSetup()).content)).not.toContain(accountUnknown);
    for (const setup of [claimedSetup({}, { requesterUsername: null }), claimedSetup({}, { ranBy: null })]) {
      expect(reading(forExchange(setup).content)).toContain(accountUnknown);
    }
    const inChannel = reportedSetup({}, { ...evidenceFor(takenSetup()), ranBy: null });
    expect(reading(forExchange(inChannel).content)).not.toContain(accountUnknown);
  });

  it('tells what is no longer used, and takes it back', () => {
    const setup = narrowedSetup({ mailboxes: 3 });
    const lines = reading(forExchange(setup).content);
    expect(lines).toContain(english.handOver.able.former(4));
    // What was approved before may have been run.
    expect(lines.join(' ')).not.toContain('Nothing has been changed');
    expect(reading(forExchange(handedOverSetup()).content).join(' ')).toContain('Nothing has been changed');
    expect(lines.filter((line) => line.startsWith('Remove-MailboxPermission'))).toHaveLength(2);
    expect(reading(forExchange(handedOverSetup()).content)).not.toContain(english.handOver.able.former(0));
  });
});

describe('each card reads', () => {
  it.each(everyCard())('%s', (_name, { content }) => {
    expect(reading(content)).toMatchSnapshot();
  });
});
