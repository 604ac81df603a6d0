// The process is killed without warning at every point of a run, on the database that a fleet uses and on the embedded one.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { opened } from '../contract/opened-storage.ts';
import { newPostgresPlace } from '../contract/postgres-place.ts';
import { postgresOrLine } from '../support/postgres-or-line.ts';
import { trust } from '../support/trust.ts';
import type { Ground } from './crash-cell.ts';
import { type CrashMatrix, crashLine, missingEffects, nameOf, playCrashes } from './crash-matrix.ts';

const server = postgresOrLine('crashes on PostgreSQL, at every point');
const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

async function newGround(kind: 'pglite' | 'postgres'): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'ebiss-crash-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const caFile = join(folder, 'ca.pem');
  const sandbox = await startSandbox({ caFile, redirectUri: 'http://127.0.0.1:3978/signin/callback' });
  trust(sandbox.caPem);
  ends.push(() => sandbox.close());
  if (kind === 'pglite') {
    const database = { kind: 'pglite', path: join(folder, 'db') } as const;
    return {
      sandbox,
      caFile,
      database,
      // Only one process at a time may have it open.
      async withStorage(work) {
        const { storage } = await opened(database);
        try {
          return await work(storage);
        } finally {
          await storage.close();
        }
      },
    };
  }
  const { database, remove } = await newPostgresPlace(server ?? '');
  ends.push(remove);
  const { storage } = await opened(database);
  ends.push(() => storage.close());
  return { sandbox, caFile, database, withStorage: (work) => work(storage) };
}

function expectSound(name: string, matrix: CrashMatrix): void {
  process.stdout.write(`${crashLine(name, matrix)}.\n`);
  expect(missingEffects(matrix)).toEqual([]);
  expect(matrix.cells.filter(({ isSound }) => !isSound).map(({ cell }) => nameOf(cell))).toEqual([]);
  expect(matrix.cells.filter(({ played }) => !played.died).map(({ cell }) => nameOf(cell))).toEqual([]);
}

describe('a process that is killed, and another one that continues', () => {
  test('on PGlite, at a sample of all points, end as one that was never disturbed', async () => {
    expectSound('PGlite', await playCrashes([await newGround('pglite')], 12));
  }, 300_000);

  test.skipIf(server === null)(
    'on PostgreSQL, at every point, end as one that was never disturbed',
    async () => {
      const grounds = [await newGround('postgres'), await newGround('postgres'), await newGround('postgres')];
      const matrix = await playCrashes(grounds);
      expectSound('PostgreSQL', matrix);
      expect(matrix.cells.length).toBeGreaterThan(80);
    },
    600_000,
  );
});
