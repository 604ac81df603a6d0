// For the sandbox: a seal key that is made once and kept in a file beside the database, readable by its owner alone.
// Anywhere else SEAL_KEYS must be given, so that the key does not lie beside what it seals.

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSealKeys, type SealKey } from './seal-key.ts';
import { StorageRefused } from './storage-refused.ts';

/** Reads the file, making it first where there is none. Throws StorageRefused where its content is no key. */
export async function sealKeysBeside(databasePath: string): Promise<readonly SealKey[]> {
  const file = join(dirname(databasePath), 'seal-keys');
  await mkdir(dirname(file), { recursive: true });
  await makeOnce(file);
  const read = readSealKeys((await readFile(file, 'utf8')).trim());
  if (read.ok) return read.keys;
  throw new StorageRefused(
    'sealKeysUnreadable',
    `The file ${file} holds no seal key (form id:base64 of 32 bytes). Restore it; without it, sealed secrets cannot be opened.`,
  );
}

async function makeOnce(file: string): Promise<void> {
  try {
    await writeFile(file, `sandbox:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
