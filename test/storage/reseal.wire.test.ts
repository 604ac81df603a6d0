// `npm run reseal` as those who run the bot meet it: on both databases, and what it says and how it ends.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { opened, sealKey } from '../contract/opened-storage.ts';
import { newPostgresPlace } from '../contract/postgres-place.ts';
import { describeReseal } from '../contract/reseal.ts';
import { sampleSetup } from '../contract/sample-setup.ts';
import { postgresOrLine } from '../support/postgres-or-line.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ebiss-reseal-'));
  path = join(directory, 'db');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describeReseal('PGlite', async () => {
  const own = await mkdtemp(join(tmpdir(), 'ebiss-reseal-'));
  const remove = () => rm(own, { recursive: true, force: true });
  return { database: { kind: 'pglite', path: join(own, 'db') }, remove };
});
const server = postgresOrLine('resealing on PostgreSQL');
if (server !== null) describeReseal('PostgreSQL', () => newPostgresPlace(server));

const text = ({ id, key }: ReturnType<typeof sealKey>) => `${id}:${Buffer.from(key).toString('base64')}`;
const [k1, k2] = [sealKey('k1', 1), sealKey('k2', 2)];

type Ended = { readonly code: number; readonly out: string; readonly err: string };

function reseal(env: Readonly<Record<string, string>>): Promise<Ended> {
  const settings = {
    ...process.env,
    APP_ENV: 'sandbox',
    ALLOWED_TENANTS: '*',
    SIGNIN_CLIENT_ID: '9e8d7c6b-5a49-4838-a726-15f4e3d2c1b0',
    SIGNIN_CLIENT_SECRET: 'x',
    ENTRA_URL: 'https://127.0.0.1:1',
    GRAPH_URL: 'https://127.0.0.1:1',
    DATABASE_URL: `pglite:${path}`,
    ...env,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/reseal.ts'], { env: settings }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

describe('npm run reseal', () => {
  it('is refused while the bot has the database, says how many it moved afterwards, and can be repeated', async () => {
    const { storage } = await opened({ kind: 'pglite', path }, [k1]);
    await storage.inTransaction(async (tx) => {
      await tx.insertSetup(sampleSetup('AAAAAA'));
      await tx.sealSecret('AAAAAA', 'key', 'of A', '2026-11-02T09:00:00.000Z');
    });
    const SEAL_KEYS = `${text(k2)},${text(k1)}`;
    const locked = await reseal({ SEAL_KEYS });
    expect(locked).toMatchObject({ code: 1, out: '' });
    expect(locked.err).toContain(`is in use by process ${process.pid}. Stop it first`);
    await storage.close();
    const first = await reseal({ SEAL_KEYS });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('1 client secret was moved to the seal key "k2"; 0 were sealed with it already.');
    expect(first.out).toContain('No secret needs "k1" any more.');
    expect((await reseal({ SEAL_KEYS })).out).toContain('0 client secrets were moved');
  }, 120_000);

  it('names the settings that it lacks, and makes no database where there is none', async () => {
    expect(await reseal({ SIGNIN_CLIENT_ID: 'x' })).toMatchObject({
      code: 78,
      err: expect.stringContaining('SIGNIN_CLIENT_ID'),
    });
    const nothing = await reseal({ SEAL_KEYS: text(k1) });
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('There is no database of this version') });
    expect(existsSync(path)).toBe(false);
  }, 60_000);
});
