// The way back as one .ps1, in the style of the script for the way there: the same checks before, one try for each
// command, nothing that waits for an answer. Its comments are words, so they are given.

import type { BeforeChange } from '../setup/evidence.ts';
import type { UndoTopic } from './commands.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { commentPowerShell, quotePowerShell } from './quote.ts';
import {
  arrayOf,
  attempt,
  connecting,
  type FrameWords,
  scriptBytes,
  scriptText,
  tenantValues,
} from './script-frame.ts';
import { leavesAlone, type UndoStep, undoSteps } from './undo.ts';

/** Each a line without line ends. */
export type UndoScriptWords = FrameWords & {
  readonly heading: (setupId: string) => string;
  readonly purpose: string;
  readonly howToRun: (fileName: string) => string;
  readonly twice: string;
  readonly steps: Readonly<Record<UndoTopic, string>>;
  readonly done: string;
};

export function undoScript(facts: HandOverFacts, before: BeforeChange | null, words: UndoScriptWords): string {
  const { setupId } = facts;
  const lists = distinctLists(undoSteps(facts, before));
  const nameOf = (addresses: readonly string[]) => `$list${lists.findIndex((list) => isSameList(list, addresses)) + 1}`;
  const heading = [words.heading(setupId), words.purpose, words.howToRun(undoScriptFileName(facts)), words.twice];
  return scriptText(heading, words, [
    ...tenantValues(facts),
    `$objectId = ${quotePowerShell(facts.objectId)}`,
    ...lists.map((list) => `${nameOf(list)} = ${arrayOf(list)}`),
    ...connecting(words),
    ...undoSteps(facts, before).flatMap((step) => stepLines(step, nameOf, words)),
    ...(leavesAlone(facts, before) ? [`Write-Warning ${quotePowerShell(words.steps.leftAlone)}`] : []),
    quotePowerShell(words.done),
  ]);
}

export function undoScriptBytes(facts: HandOverFacts, before: BeforeChange | null, words: UndoScriptWords): Uint8Array {
  return scriptBytes(undoScript(facts, before, words));
}

export function undoScriptFileName({ setupId }: HandOverFacts): string {
  return `ebiss-mail-${setupId}-undo.ps1`;
}

/** Steps that concern the same addresses share their list, so that each is read once. */
function distinctLists(steps: readonly UndoStep[]): readonly (readonly string[])[] {
  const lists = steps.flatMap(({ addresses }) => (addresses === null ? [] : [addresses]));
  return lists.filter((list, index) => lists.findIndex((other) => isSameList(other, list)) === index);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((address, index) => address === b[index]);
}

function stepLines(
  { topic, addresses, command }: UndoStep,
  nameOf: (addresses: readonly string[]) => string,
  words: UndoScriptWords,
): readonly string[] {
  const title = commentPowerShell(words.steps[topic]);
  if (addresses === null) return [title, attempt(command('', '$objectId'), '')];
  const each = attempt(command('$address', '$objectId'), '$address');
  return [title, `foreach ($address in ${nameOf(addresses)}) {`, `  ${each}`, '}'];
}
