// Opens the storage for a test, with the job queue in it, and remembers what went wrong without a caller.

import { type JobHandlers, type Jobs, openJobs } from '../../src/jobs/open-jobs.ts';
import type { DatabaseAddress } from '../../src/storage/database.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { SealKey } from '../../src/storage/seal-key.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { copyTemplate } from './database-template.ts';

export type Opened = { readonly storage: Storage; readonly jobs: Jobs; readonly errors: unknown[] };

export function sealKey(id: string, fill: number): SealKey {
  return { id, key: new Uint8Array(32).fill(fill) };
}

export async function opened(
  database: DatabaseAddress,
  sealKeys: readonly SealKey[] = [sealKey('k1', 1)],
): Promise<Opened> {
  if (database.kind === 'pglite') await copyTemplate(database.path, makeEmpty);
  return open(database, sealKeys);
}

async function makeEmpty(path: string): Promise<void> {
  const { storage } = await open({ kind: 'pglite', path }, [sealKey('k1', 1)]);
  await storage.close();
}

async function open(database: DatabaseAddress, sealKeys: readonly SealKey[]): Promise<Opened> {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const parts = await openStorage({ database, sealKeys, openJobs: (raw) => openJobs(raw, onError), onError });
  return { ...parts, errors };
}

/** Handlers for a test that sends checks alone. */
export function onlyChecks(check: JobHandlers['check']): JobHandlers {
  const unplanned = () => Promise.reject(new Error('only checks were planned'));
  return { check, consent: unplanned, handOver: unplanned };
}
