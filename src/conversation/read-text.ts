// What a line typed in a chat asks for. Only whole lines are understood, so that a word in the middle of a sentence
// never starts anything. Untrusted text in, a closed set of commands out; it decides nothing and looks nothing up.

import type { Trial } from '../setup/check.ts';
import { isAddress } from './form-grammar.ts';

export type Command =
  | { readonly kind: 'setup' | 'list' | 'help' | 'exchangeHere' }
  | { readonly kind: 'status' | 'settings' | 'script' | 'undo' | 'audit' | 'cancel'; readonly setupId: string | null }
  | ({ readonly kind: 'test'; readonly setupId: string | null } & Trial)
  /** `boundary` without an address that could be one. */
  | { readonly kind: 'boundaryOfWhat' }
  /** `text` as it was typed, and may be empty. */
  | { readonly kind: 'explain'; readonly text: string }
  /** Known words for which this version has nothing yet. */
  | { readonly kind: 'later'; readonly word: LaterWord }
  /** `nearest` is the command that was probably meant, or null. */
  | { readonly kind: 'unknown'; readonly nearest: CommandWord | null };

export const commandWords = [
  'setup',
  'status',
  'list',
  'test',
  'explain',
  'settings',
  'script',
  'exchange here',
  'undo',
  'audit',
  'cancel',
  'help',
] as const;
export type CommandWord = (typeof commandWords)[number];

export const laterWords = ['rotate', 'remove', 'adopt', 'transfer'] as const;
export type LaterWord = (typeof laterWords)[number];

/** Longer than any command; the rest cannot make it one. */
const longestLine = 400;
/** A log entry with its stack, and more than anybody reads. */
const longestLog = 8_000;

export function readCommand(text: string): Command {
  const log = /^\s*explain(?:\s+(.*))?$/isu.exec(text.slice(0, longestLog));
  if (log !== null) return { kind: 'explain', text: (log[1] ?? '').trim() };
  const line = text.slice(0, longestLine).trim().replace(/\s+/gu, ' ').toLowerCase();
  const later = laterWords.find((word) => line === word || line.startsWith(`${word} `));
  if (later !== undefined) return { kind: 'later', word: later };
  return (
    plainCommand(line) ?? commandWithId(line) ?? testCommand(line) ?? { kind: 'unknown', nearest: nearestTo(line) }
  );
}

function plainCommand(line: string): Command | null {
  if (line === 'setup' || line === 'list' || line === 'help') return { kind: line };
  return line === 'exchange here' ? { kind: 'exchangeHere' } : null;
}

function commandWithId(line: string): Command | null {
  const match = /^(status|settings|script|undo|audit|cancel)(?: ([a-z0-9]{6}))?$/u.exec(line);
  const setupId = match?.[2]?.toUpperCase() ?? null;
  switch (match?.[1]) {
    case 'status':
    case 'settings':
    case 'script':
    case 'undo':
    case 'audit':
    case 'cancel':
      return { kind: match[1], setupId };
    default:
      return null;
  }
}

const id = '(?: ([a-z0-9]{6}))?';

function testCommand(line: string): Command | null {
  const boundary = new RegExp(`^test boundary(?: (\\S+))?${id}$`, 'u').exec(line);
  if (boundary !== null) return boundaryCommand(boundary[1], boundary[2]);
  const match = new RegExp(`^test(?: (smtp|pop3|token|roundtrip))?${id}$`, 'u').exec(line);
  if (match === null) return null;
  const setupId = match[2]?.toUpperCase() ?? null;
  switch (match[1]) {
    case 'smtp':
    case 'pop3':
    case 'token':
      return { kind: 'test', scope: match[1], setupId };
    case 'roundtrip':
      return { kind: 'test', scope: 'roundTrip', setupId };
    default:
      return { kind: 'test', scope: 'all', setupId };
  }
}

function boundaryCommand(address: string | undefined, setupId: string | undefined): Command {
  if (address === undefined || !isAddress(address)) return { kind: 'boundaryOfWhat' };
  return { kind: 'test', scope: 'boundary', mailbox: address, setupId: setupId?.toUpperCase() ?? null };
}

function nearestTo(line: string): CommandWord | null {
  const first = line.split(' ')[0]?.replace(/[^a-z]/gu, '') ?? '';
  if (first.length < 3) return null;
  const ranked = commandWords
    .map((word) => ({ word, distance: distance(first, word.split(' ')[0] ?? word) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= 2 ? best.word : null;
}

/** Levenshtein distance: inserted, removed and replaced letters. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
