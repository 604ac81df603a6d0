// What the running program's role may do with each table, where the tables belong to another role: no more than its
// statements need. The trail it may only append to and read.

import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

type Privilege = 'select' | 'insert' | 'update' | 'delete';

const readAndAdd = ['select', 'insert'] as const;
const keep = ['select', 'insert', 'update'] as const;
const all = ['select', 'insert', 'update', 'delete'] as const;

/** A new table is in it, or does not build. */
export const granted: Readonly<Record<keyof Tables, readonly Privilege[]>> = {
  events: readAndAdd,
  setups: keep,
  conversations: keep,
  exchange_proposals: readAndAdd,
  exchange_places: keep,
  exchange_confirmations: readAndAdd,
  living_cards: keep,
  outbox: all,
  secrets: all,
};

/** Which migrations were made: for the program to notice that it is too old or too new. */
const migrationTable = 'kysely_migration';

/** Any number that all who grant have in common: two of them at once would disturb each other. */
const lock = 4_712_006;

/** By the owner; again at each start, so that what is no longer needed is taken back. */
export async function grantTo(owner: Kysely<Tables>, role: string): Promise<void> {
  const to = sql.id(role);
  await owner.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${lock})`.execute(trx);
    await sql`grant usage on schema ${sql.id(await schemaOf(trx))} to ${to}`.execute(trx);
    await sql`grant select on ${sql.table(migrationTable)} to ${to}`.execute(trx);
    for (const [table, privileges] of Object.entries(granted)) {
      await sql`revoke all on ${sql.table(table)} from ${to}`.execute(trx);
      await sql`grant ${sql.raw(privileges.join(', '))} on ${sql.table(table)} to ${to}`.execute(trx);
    }
  });
}

async function schemaOf(db: Kysely<Tables>): Promise<string> {
  const found = await sql<{ name: string }>`select nspname as name from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace where pg_class.oid = 'events'::regclass`.execute(db);
  const [row] = found.rows;
  if (row === undefined) throw new Error('the table of events is gone');
  return row.name;
}
