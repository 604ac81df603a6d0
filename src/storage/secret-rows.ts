// Client secrets, sealed. What is in the table is useless without the seal keys and without its own row's ids.

import type { Kysely } from 'kysely';
import type { Sealer, SecretPlace } from './seal.ts';
import type { SealKey } from './seal-key.ts';
import { StorageRefused } from './storage-refused.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export type NewSecret = SecretPlace & { readonly secretText: string; readonly endsAt: string; readonly now: Date };

export async function sealSecret(db: Db, sealer: Sealer, secret: NewSecret): Promise<void> {
  const { jwe, sealKeyId } = await sealer.seal(secret, secret.secretText);
  const values = { jwe, seal_key_id: sealKeyId, ends_at: secret.endsAt, created_at: secret.now };
  await db
    .insertInto('secrets')
    .values({ setup_id: secret.setupId, key_id: secret.keyId, ...values })
    .onConflict((conflict) => conflict.columns(['setup_id', 'key_id']).doUpdateSet(values))
    .execute();
}

export async function openSecret(db: Db, sealer: Sealer, place: SecretPlace): Promise<string | null> {
  const row = await db
    .selectFrom('secrets')
    .select('jwe')
    .where('setup_id', '=', place.setupId)
    .where('key_id', '=', place.keyId)
    .executeTakeFirst();
  return row === undefined ? null : sealer.open(place, row.jwe);
}

export async function deleteSecret(db: Db, place: SecretPlace): Promise<void> {
  await db.deleteFrom('secrets').where('setup_id', '=', place.setupId).where('key_id', '=', place.keyId).execute();
}

/** Throws StorageRefused where a secret was sealed with a key that is no longer there: found at start, not in need. */
export async function requireSealKeys(db: Db, keys: readonly SealKey[]): Promise<void> {
  const rows = await db.selectFrom('secrets').select('seal_key_id').distinct().execute();
  const missing = rows.map((row) => row.seal_key_id).filter((id) => !keys.some((key) => key.id === id));
  if (missing.length === 0) return;
  throw new StorageRefused(
    'sealKeyMissing',
    `The database holds secrets that were sealed with ${missing.map((id) => `"${id}"`).join(', ')}, which SEAL_KEYS lacks. Add it again, behind the new key.`,
  );
}
