// Brings the tables forward to what this program knows. Only ever forward: a database that a newer program has
// already changed is refused, because this one would misread it.

import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as firstTables from './migrations/0001-first-tables.ts';
import * as secretReaders from './migrations/0002-secret-readers.ts';
import * as approvals from './migrations/0003-approvals.ts';
import * as verified from './migrations/0004-verified.ts';
import * as trailKeptWhole from './migrations/0005-trail-kept-whole.ts';
import * as applicationKey from './migrations/0006-application-key.ts';
import * as confirmations from './migrations/0007-confirmations.ts';
import { StorageRefused } from './storage-refused.ts';
import type { Tables } from './tables.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-secret-readers': secretReaders,
  '0003-approvals': approvals,
  '0004-verified': verified,
  '0005-trail-kept-whole': trailKeptWhole,
  '0006-application-key': applicationKey,
  '0007-confirmations': confirmations,
};

/** Throws StorageRefused where the database is newer than this program; any other failure is thrown as it is. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  if (await isMigrated(db)) return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Reads only. Throws StorageRefused where the database is newer than this program. */
export async function isMigrated(db: Kysely<Tables>): Promise<boolean> {
  const done = await migrationsDone(db);
  const unknown = done.filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new StorageRefused(
      'newer',
      `The database was changed by a newer version of this program (${unknown.join(', ')}). Start that version, or restore the database from before it.`,
    );
  }
  return Object.keys(migrations).every((name) => done.includes(name));
}

async function migrationsDone(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}
