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

export type PlayedCell = { readonly cell: Cell; readonly played: Played };

export type Counts = {
  readonly cells: number;
  readonly orphans: number;
  readonly secondSecrets: number;
  readonly noWayOn: number;
};

const sideBySide = 8;

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
      const played = { cell, played: await playCell(sandbox, storage, cell, requests.length) };
      results.set(index, played);
      onCell(played);
    }
  };
  await Promise.all(sandboxes.map(worker));
  return [...results].sort(([one], [other]) => one - other).map(([, played]) => played);
}

/** True where the job ended as an undisturbed one does. */
export function isSound({ played }: PlayedCell): boolean {
  const { last, afterLast, secretIsKnown, deadEnds, failures } = played;
  const same = JSON.stringify(afterLast) === JSON.stringify(whole);
  return last.kind === 'whole' && same && secretIsKnown && deadEnds === 0 && failures.length === 0;
}

export function countsOf(all: readonly PlayedCell[]): Counts {
  const beyond = ({ played: { afterLast: held } }: PlayedCell) =>
    Math.max(0, held.applications - 1) + Math.max(0, held.servicePrincipals - 1) + Math.max(0, held.roles - 2);
  return {
    cells: all.length,
    orphans: all.reduce((sum, cell) => sum + beyond(cell), 0),
    secondSecrets: all.filter(({ played }) => played.afterLast.secrets > 1 || !played.secretIsKnown).length,
    noWayOn: all.filter(({ played }) => played.deadEnds > 0 || played.last.kind !== 'whole').length,
  };
}

export function countsLine({ cells, orphans, secondSecrets, noWayOn }: Counts): string {
  return `${cells} cells: ${orphans} orphans, ${secondSecrets} second secrets, ${noWayOn} states without a way on`;
}
