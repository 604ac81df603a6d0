// Text of others in cards: whatever it is, the card is the one that it is with a harmless text, except for exactly that
// text, in text runs and in values of inputs; and Teams' own reader of cards takes it for nothing else.

import { formatText } from 'adaptivecards/lib/text-formatters.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeCard } from '../../src/cards/exchange.ts';
import { formCard } from '../../src/cards/form.ts';
import { blankForm, type FormValues, formFields } from '../../src/conversation/form-values.ts';
import { oneLine } from '../../src/setup/text-of-others.ts';
import { words } from '../../src/words/words.ts';
import { hostileText, hostileTexts } from '../support/hostile.ts';
import { harmless, withText } from '../support/others-text.ts';
import { handedOverSetup, now } from '../support/setups.ts';
import { everyCard } from './every-card.ts';

const english = words('en');

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As they are read: side by side, and alike but for their text, they are one text. */
function joined(runs: readonly unknown[]): readonly unknown[] {
  const whole: unknown[] = [];
  for (const run of runs) {
    const last = whole.at(-1);
    if (isNode(last) && isNode(run) && JSON.stringify({ ...last, text: 0 }) === JSON.stringify({ ...run, text: 0 })) {
      whole[whole.length - 1] = { ...run, text: `${last.text}${run.text}` };
    } else whole.push(run);
  }
  return whole;
}

/** [where, text] of every text of a card. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    const parts = path.at(-1) === 'inlines' ? joined(value) : value;
    return parts.flatMap((part, index) => leaves(part, [...path, `${index}`]));
  }
  if (!isNode(value)) return [[path.join('/'), JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, part]) =>
    leaves(part, [...path, isNode(part) || Array.isArray(part) ? key : `${value.type ?? ''}.${key}`]),
  );
}

/** Never read as anything but text: a run, the value of an input, what a button sends back. */
const isPlain = (path: string) => /\/(?:TextRun\.text|Input\.\w+\.value)$/.test(path) || /\/data\//.test(path);

const doubled = (text: string) => text.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&');

/** The beginning of the hash of the commands, which is another one for each text. */
const hash = /^"[0-9a-f]{4}(?: [0-9a-f]{4}){3}"$/;

/** In a command it stands in quotes, which PowerShell wants doubled; what is too long is cut. */
function isShown(found: unknown, made: string, text: string): boolean {
  return [text, doubled(text)].some((one) => {
    const expected = made.split(harmless).join(one);
    return (
      found === expected ||
      (typeof found === 'string' && found.endsWith('…') && expected.startsWith(found.slice(0, -1)))
    );
  });
}

/** What is other than it should be. */
function differences(hostile: unknown, plain: unknown, text: string): readonly unknown[] {
  const [theirs, ours] = [leaves(hostile), leaves(plain)];
  if (theirs.length !== ours.length) return [`${theirs.length} texts for ${ours.length}`];
  return ours.flatMap(([path, made], index): readonly unknown[] => {
    const [where, found] = theirs[index] ?? ['', ''];
    if (where !== path) return [{ where, path }];
    if (hash.test(made) && hash.test(found)) return [];
    if (!made.includes(harmless)) return made === found ? [] : [{ path, made, found }];
    if (!isPlain(path)) return [{ path, made, found, wrong: 'is not read as plain text' }];
    return isShown(JSON.parse(found), JSON.parse(made), text) ? [] : [{ path, made, found }];
  });
}

const wish = { mailboxes: 2, server: 'EDI', sender: 'noreply@contoso.example', smtpAuth: 'organization' } as const;
const plain = new Map(everyCard(wish, (value) => withText(value, harmless)));

function runsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(runsOf);
  if (!isNode(value)) return [];
  return value.type === 'TextRun' ? [String(value.text)] : Object.values(value).flatMap(runsOf);
}

function expectEveryCardToShow(text: string): void {
  for (const [name, { content, summary }] of everyCard(wish, (value) => withText(value, text))) {
    const expected = plain.get(name);
    expect({ name, differences: differences(content, expected?.content, text) }).toEqual({ name, differences: [] });
    expect(summary).toBe(expected?.summary);
    // What Teams' own reader of cards makes of each text.
    const runs = runsOf(content);
    expect(runs.map((run) => formatText('en', run))).toEqual(runs);
  }
}

describe('every card', () => {
  it('shows all that others chose', () => {
    const shown = JSON.stringify([...plain.values()]);
    for (let number = 0; number < 8; number += 1) expect(shown).toContain(`${harmless}${number}`);
  });

  it.each(Object.entries(hostileTexts))('shows %s as it is', (_name, text) => {
    expectEveryCardToShow(oneLine(text));
  });

  it('shows any text as it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => expectEveryCardToShow(oneLine(text).slice(0, 60))),
      { numRuns: 20 },
    );
  });
});

describe('what was typed and could not be taken', () => {
  const formOf = (text: string) => {
    const typed: FormValues = { ...blankForm(''), ...Object.fromEntries(formFields.map((field) => [field, text])) };
    const mistakes = Object.fromEntries(
      formFields.map((field) => [field, { kind: 'notOffered', about: text } as const]),
    );
    return formCard({ values: typed, mistakes, setupId: null, version: null, fixed: false, words: english }).content;
  };
  const reasonOf = (typed: string) =>
    exchangeCard(handedOverSetup(wish), {
      words: english,
      now,
      scriptUrl: 'https://bot.example/script/t',
      textHash: 'ab',
      refusedReason: { typed, mistake: 'tooLong' },
    }).content;

  it.each(Object.entries(hostileTexts))('comes back in its field: %s', (_name, text) => {
    expect(differences(formOf(text), formOf(harmless), text)).toEqual([]);
    expect(differences(reasonOf(text), reasonOf(harmless), text)).toEqual([]);
  });
});
