// The matrix: whatever goes wrong at whichever request, the job can be gone on with and ends as an undisturbed one does.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countsLine, countsOf, isSound, isTroubled, type PlayedCell, playMatrix } from './matrix.ts';

let all: readonly PlayedCell[] = [];

beforeAll(async () => {
  all = await playMatrix();
}, 600_000);

afterAll(() => void process.stdout.write(`Faults: ${countsLine(countsOf(all))}.\n`));

function named({ cell }: PlayedCell): string {
  return `${cell.request.name}: ${cell.fault.name}, ${cell.lasting}`;
}

describe('every fault on every request of a job', () => {
  test('was played on sign-in, survey, run and token', () => {
    const requests = new Set(all.map(({ cell }) => cell.request.name));
    for (const part of ['openid-configuration', 'oauth2/v2.0/token', '/organization', 'addPassword', 'token (2)']) {
      expect([...requests].some((name) => name.includes(part))).toBe(true);
    }
    expect(all.length).toBeGreaterThan(700);
  });

  test('leaves a job that can be gone on with, and then one of everything', () => {
    expect(all.filter((cell) => !isSound(cell)).map(named)).toEqual([]);
    expect(countsOf(all)).toMatchObject({ orphans: 0, secondSecrets: 0, noWayOn: 0 });
  });

  test('once, and of the kinds that pass, is got over without anybody’s doing', () => {
    expect(all.filter(isTroubled).map(named)).toEqual([]);
  });

  test('names who can mend it whenever it stops, and never leaves a second live secret, not even meanwhile', () => {
    for (const { played } of all) {
      if (played.first.kind === 'stopped') expect(played.first.problem.reason).not.toBe('unexpected');
      expect(played.afterFirst.secrets).toBeLessThanOrEqual(1);
      expect(played.afterFirst.applications).toBeLessThanOrEqual(1);
    }
  });
});
