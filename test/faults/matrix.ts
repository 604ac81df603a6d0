// Every fault on every request of a job, once and for good: several sandboxes side by side, because most of the time of a
// cell is waiting.

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { opened } from '../contract/opened-storage.ts';
import { certificateFile } from '../entra/cloud-under-test.ts';
import { trust } from '../support/trust.ts';
import { type Cell, type Played, playCell, whole } from './cell.ts';
import { entraFaults, graphFaults } from './known-faults.ts';
import { requestsOf } from './requests.ts';

/** `earlier`: plays in which a busy machine may have made deadlines of its own pass; what was left behind counts all the same. */
export type PlayedCell = { readonly cell: Cell; readonly played: Played; readonly earlier: readonly Played[] };

export type Counts = {
  readonly cells: number;
  readonly orphans: number;
  readonly secondSecrets: number;
  readonly noWayOn: number;
};

const sideBySide = 8;

/** Of a cell that did not end as it should: alone, so that nothing but the fault holds it up. */
const replays = 2;

async function newSandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox({ caFile: certificateFile, redirectUri: 'http://127.0.0.1:3978/signin/callback' });
  trust(sandbox.caPem);
  return sandbox;
}

export async function playMatrix(onCell: (played: PlayedCell) => void = () => {}): Promise<readonly PlayedCell[]> {
  const { storage } = await opened({ kind: 'pglite', path: 'memory://' });
  const sandboxes: Sandbox[] = [];
  for (let index = 0; index < sideBySide; index += 1) sandboxes.push(await newSandbox());
  try {
    return await playAll(sandboxes, storage, onCell);
  } finally {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    await storage.close();
  }
}

async function playAll(
  sandboxes: readonly Sandbox[],
  storage: Storage,
  onCell: (played: PlayedCell) => void,
): Promise<readonly PlayedCell[]> {
  const [first] = sandboxes;
  if (first === undefined) throw new Error('a matrix needs a sandbox');
  const requests = await requestsOf(first, () => playCell(first, storage, null));
  const cells = requests.flatMap((request): readonly Cell[] => {
    const faults = request.service === 'graph' ? graphFaults : entraFaults;
    return faults.flatMap((fault) => [
      { request, fault, lasting: 'once' },
      { request, fault, lasting: 'for good' },
    ]);
  });
  const queue = cells.entries();
  const results = new Map<number, PlayedCell>();
  const worker = async (sandbox: Sandbox) => {
    for (const [index, cell] of queue) {
      const played = await playCell(sandbox, storage, cell, requests.length);
      results.set(index, { cell, played, earlier: [] });
    }
  };
  await Promise.all(sandboxes.map(worker));
  const inOrder = [...results].sort(([one], [other]) => one - other).map(([, played]) => played);
  const settled: PlayedCell[] = [];
  for (const played of inOrder) {
    settled.push(await replayed(played, (cell) => playCell(first, storage, cell, requests.length)));
    onCell(settled.at(-1) ?? played);
  }
  return settled;
}

async function replayed(first: PlayedCell, play: (cell: Cell) => Promise<Played>): Promise<PlayedCell> {
  let present = first;
  for (let again = 0; again < replays && !(isSound(present) && !isTroubled(present)); again += 1) {
    const { cell, played, earlier } = present;
    present = { cell, played: await play(cell), earlier: [...earlier, played] };
  }
  return present;
}

/** True where the job ended as an undisturbed one does. */
export function isSound({ played }: PlayedCell): boolean {
  const { last, afterLast, secretIsKnown, deadEnds, failures } = played;
  const same = JSON.stringify(afterLast) === JSON.stringify(whole);
  return last.kind === 'whole' && same && secretIsKnown && deadEnds === 0 && failures.length === 0;
}

const passing = /^(429|503|502|504|reset|answer breaks off|answer after|carried out after|unknown to|409)/;

/** Of a kind that passes and there once only, and yet somebody had to do something. */
export function isTroubled({ cell, played: { first } }: PlayedCell): boolean {
  if (cell.lasting !== 'once' || !passing.test(cell.fault.name) || first.kind === 'whole') return false;
  // An authorization code whose answer was lost is used up: then one signs in once more.
  return !(first.kind === 'stopped' && first.at === 'sign-in');
}

/** What no play may leave behind, however slow the machine was. */
function leftBehind({ afterFirst, afterLast }: Played): number {
  return Math.max(
    ...[afterFirst, afterLast].map(
      (held) =>
        Math.max(0, held.applications - 1) + Math.max(0, held.servicePrincipals - 1) + Math.max(0, held.roles - 2),
    ),
  );
}

export function countsOf(all: readonly PlayedCell[]): Counts {
  const plays = all.flatMap(({ played, earlier }) => [played, ...earlier]);
  return {
    cells: all.length,
    orphans: plays.reduce((sum, played) => sum + leftBehind(played), 0),
    secondSecrets: plays.filter(
      ({ afterFirst, afterLast, last, secretIsKnown }) =>
        afterFirst.secrets > 1 || afterLast.secrets > 1 || (last.kind === 'whole' && !secretIsKnown),
    ).length,
    noWayOn:
      plays.filter(({ deadEnds }) => deadEnds > 0).length +
      all.filter(({ played }) => played.last.kind !== 'whole').length,
  };
}

export function countsLine({ cells, orphans, secondSecrets, noWayOn }: Counts): string {
  return `${cells} cells: ${orphans} orphans, ${secondSecrets} second secrets, ${noWayOn} states without a way on`;
}
