// Moves every sealed secret to the first seal key, so that the others can be taken out of SEAL_KEYS. Each row in a
// transaction of its own: what ends it half way leaves rows that are sealed with one key or the other, never none.

import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { connect, type DatabaseAddress } from './database.ts';
import { isMigrated } from './migrate.ts';
import { createSealer, SealBroken, type Sealer, type SecretPlace } from './seal.ts';
import type { SealKey } from './seal-key.ts';
import { sealKeysBeside } from './seal-keys-file.ts';
import { requireSealKeys } from './secret-rows.ts';
import { StorageRefused } from './storage-refused.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export type Resealed = {
  /** Of the key that seals now. */
  readonly keyId: string;
  readonly moved: number;
  /** Sealed with it before. */
  readonly already: number;
  /** What cannot be opened stays as it is; each with the reason, which holds no secret. */
  readonly broken: readonly string[];
  /** Keys that were given and seal nothing any more. */
  readonly idle: readonly string[];
};

/** Throws StorageRefused where the database is in use, of another version, or sealed with a key that is not there. */
export async function resealAll(address: DatabaseAddress, given: readonly SealKey[] | null): Promise<Resealed> {
  if (address.kind === 'pglite' && !existsSync(address.path)) throw notPrepared();
  const connection = await connect(address, () => {});
  try {
    const { db } = connection;
    if (!(await isMigrated(db))) throw notPrepared();
    const keys = given ?? (address.kind === 'pglite' ? await sealKeysBeside(address.path) : []);
    await requireSealKeys(db, keys);
    return await reseal(db, keys);
  } finally {
    await connection.close();
  }
}

async function reseal(db: Db, keys: readonly SealKey[]): Promise<Resealed> {
  const [first, ...others] = keys;
  if (first === undefined) throw new Error('There is no key to seal with.');
  const sealer = createSealer(keys);
  const rows = await db
    .selectFrom('secrets')
    .select(['setup_id', 'key_id', 'seal_key_id'])
    .orderBy('setup_id')
    .execute();
  const elsewhere = rows.filter((row) => row.seal_key_id !== first.id);
  const broken: string[] = [];
  let moved = 0;
  for (const { setup_id: setupId, key_id: keyId } of elsewhere) {
    const error = await moveRow(db, sealer, { setupId, keyId });
    if (error === null) moved += 1;
    else broken.push(error.message);
  }
  const already = rows.length - elsewhere.length;
  const idle = broken.length > 0 ? [] : others.map(({ id }) => id);
  return { keyId: first.id, moved, already, broken, idle };
}

/** Locked, so that a secret that a running program replaces or destroys at this moment is neither undone nor brought back. */
function moveRow(db: Db, sealer: Sealer, place: SecretPlace): Promise<SealBroken | null> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('secrets')
      .select('jwe')
      .where('setup_id', '=', place.setupId)
      .where('key_id', '=', place.keyId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return null;
    const text = await opened(sealer, place, row.jwe);
    if (text instanceof SealBroken) return text;
    const { jwe, sealKeyId } = await sealer.seal(place, text);
    await trx
      .updateTable('secrets')
      .set({ jwe, seal_key_id: sealKeyId })
      .where('setup_id', '=', place.setupId)
      .where('key_id', '=', place.keyId)
      .execute();
    return null;
  });
}

async function opened(sealer: Sealer, place: SecretPlace, jwe: string): Promise<string | SealBroken> {
  try {
    return await sealer.open(place, jwe);
  } catch (error) {
    if (error instanceof SealBroken) return error;
    throw error;
  }
}

function notPrepared(): StorageRefused {
  return new StorageRefused(
    'notMigrated',
    'There is no database of this version of the program at DATABASE_URL. Start the bot of this version once, or run "npm run migrate".',
  );
}
