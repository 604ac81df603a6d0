// Every point at which a process can die in a run, found by letting an undisturbed run come to its end: before and after
// each save, and between each request to Graph and the receipt of its answer. A new effect is in it by itself.

import type { Fault } from '../../sandbox/faults/fault.ts';
import { stepOfEffect } from '../../src/setup/events.ts';
import { type CrashPlayed, type Ground, type Point, playCrash, type Scenario } from './crash-cell.ts';

const lostAnswer: Fault = {
  kind: 'reset',
  effect: true,
  service: 'graph',
  method: 'POST',
  path: /addPassword$/,
};

/** Together they come to every effect that there is; `missingEffects` says which one they do not. */
export const scenarios: readonly Scenario[] = [
  { name: 'a sound run', faults: [] },
  { name: 'a run in which the answer to the secret is lost', faults: [lostAnswer] },
];

export type CrashCell = { readonly scenario: Scenario; readonly point: Point };
export type PlayedCrash = { readonly cell: CrashCell; readonly played: CrashPlayed; readonly isSound: boolean };

export type CrashMatrix = { readonly cells: readonly PlayedCrash[]; readonly effects: ReadonlySet<string> };

/** Plays all cells, or every `nth`; cells are shared out over the grounds. */
export async function playCrashes(grounds: readonly Ground[], nth = 1): Promise<CrashMatrix> {
  const [first] = grounds;
  if (first === undefined) throw new Error('a matrix needs a ground');
  const effects = new Set<string>();
  const cells: CrashCell[] = [];
  const undisturbed = new Map<Scenario, CrashPlayed>();
  for (const scenario of scenarios) {
    const played = await playCrash(first, scenario, null);
    undisturbed.set(scenario, played);
    for (const effect of played.last.effects) effects.add(effect);
    cells.push(...pointsOf(played).map((point) => ({ scenario, point })));
  }
  const queue = cells.filter((_, index) => index % nth === 0).entries();
  const played: PlayedCrash[] = [];
  const worker = async (ground: Ground) => {
    for (const [, cell] of queue) {
      const result = await playCrash(ground, cell.scenario, cell.point);
      played.push({ cell, played: result, isSound: isAsUndisturbed(result, undisturbed.get(cell.scenario)) });
    }
  };
  await Promise.all(grounds.map(worker));
  return { cells: played, effects };
}

function pointsOf({ last, graphRequests }: CrashPlayed): readonly Point[] {
  const numbered = (at: Point['at'], count: number) =>
    Array.from({ length: count }, (_, number) => number).flatMap((number): readonly Point[] => [
      { at, when: 'before', number },
      { at, when: 'after', number },
    ]);
  return [...numbered('save', last.saves), ...numbered('request', graphRequests)];
}

function isAsUndisturbed({ last, tenant, stored }: CrashPlayed, other: CrashPlayed | undefined): boolean {
  const same = JSON.stringify({ tenant, stored }) === JSON.stringify({ tenant: other?.tenant, stored: other?.stored });
  return same && last.ended.kind === 'whole' && last.failures.length === 0;
}

/** Effects that no scenario comes to, so that crashing at them was not tried. */
export function missingEffects({ effects }: CrashMatrix): readonly string[] {
  return Object.keys(stepOfEffect).filter((effect) => !effects.has(effect));
}

export function nameOf({ scenario, point }: CrashCell): string {
  return `${scenario.name}, killed ${point.when} ${point.at} ${point.number}`;
}

export function crashLine(name: string, { cells }: CrashMatrix): string {
  const died = cells.filter(({ played }) => played.died).length;
  const unsound = cells.filter(({ isSound }) => !isSound).length;
  const second = cells.filter(({ played }) => secretsIn(played) !== 1).length;
  return `Crashes on ${name}: ${cells.length} cells, ${died} processes killed: ${unsound} tenants unlike an undisturbed one, ${second} with a second secret or none`;
}

function secretsIn({ tenant }: CrashPlayed): number {
  return JSON.stringify(tenant).match(/"keyId"/g)?.length ?? 0;
}
