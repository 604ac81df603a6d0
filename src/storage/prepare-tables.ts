// Brings the tables forward, by whoever may: the role that connects, or the owner of the tables, where that is another
// one. Then the program's own role cannot change the trail, and a start at which it could is refused.

import { type Kysely, sql } from 'kysely';
import { type Connection, connect, type DatabaseAddress, type Keeper } from './database.ts';
import { grantTo } from './grants.ts';
import { isMigrated, migrate } from './migrate.ts';
import { StorageRefused } from './storage-refused.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Says who keeps the tables. Throws StorageRefused where they must not be used as they are. */
export async function prepareTables(db: Db, address: DatabaseAddress): Promise<Keeper> {
  if (address.kind === 'postgres' && address.ownerUrl !== undefined) return prepareByOwner(db, address.ownerUrl);
  const owner = address.kind === 'postgres' ? await ownerSeenBy(db) : null;
  if (owner === null || owner.isSelf) {
    if (address.kind === 'postgres' && address.twoRoles === true) {
      throw new StorageRefused('trailNotKept', sentences.oneRole(await roleOf(db)));
    }
    await migrate(db);
    return { kind: 'self' };
  }
  if (!(await isMigrated(db))) throw new StorageRefused('notMigrated', sentences.notMigrated(owner.name));
  await requireTrailKept(db);
  return { kind: 'other', owner: null };
}

async function prepareByOwner(db: Db, url: string): Promise<Keeper> {
  const role = await roleOf(db);
  const connection = await connect({ kind: 'postgres', url }, () => {});
  try {
    await prepareFor(connection, role);
    await requireTrailKept(db);
    return { kind: 'other', owner: { url, grantee: role } };
  } finally {
    await connection.close();
  }
}

async function prepareFor({ db: owner }: Connection, role: string): Promise<void> {
  const found = await ownerSeenBy(owner);
  if (found !== null && !found.isSelf) {
    throw new StorageRefused('notOwner', sentences.notOwner(found.name, await roleOf(owner)));
  }
  await migrate(owner);
  // Before anything is granted: what is revoked first would be revoked from the owner.
  if (await isMemberOf(owner, role)) throw new StorageRefused('trailNotKept', sentences.trailNotKept(role));
  await grantTo(owner, role);
}

/** Of the table of events; null where there is none yet. A superuser is everybody. */
async function ownerSeenBy(db: Db): Promise<{ readonly name: string; readonly isSelf: boolean } | null> {
  const found = await sql<{ name: string; isSelf: boolean }>`select pg_get_userbyid(relowner) as name,
    pg_has_role(relowner, 'member') as "isSelf" from pg_class where oid = to_regclass('events')`.execute(db);
  return found.rows[0] ?? null;
}

/** Whether `role` could act as the one that owns the table of events. */
async function isMemberOf(db: Db, role: string): Promise<boolean> {
  const found = await sql<{ is: boolean }>`select pg_has_role(${role}, relowner, 'member') as is
    from pg_class where oid = 'events'::regclass`.execute(db);
  return found.rows[0]?.is !== false;
}

async function requireTrailKept(db: Db): Promise<void> {
  const found = await sql<{ may: boolean }>`select has_table_privilege('events', 'update')
    or has_table_privilege('events', 'delete') or has_table_privilege('events', 'truncate')
    or has_any_column_privilege('events', 'update') as may`.execute(db);
  if (found.rows[0]?.may !== false) {
    throw new StorageRefused('trailNotKept', sentences.trailNotKept(await roleOf(db)));
  }
}

async function roleOf(db: Db): Promise<string> {
  const found = await sql<{ role: string }>`select current_user as role`.execute(db);
  const [row] = found.rows;
  if (row === undefined) throw new Error('the database does not say who is connected');
  return row.role;
}

const sentences = {
  notMigrated: (owner: string) =>
    `The tables are of an earlier version of this program and belong to "${owner}". Run "npm run migrate" with DATABASE_OWNER_URL set to the address of that role, then start again.`,
  notOwner: (owner: string, role: string) =>
    `The tables belong to "${owner}", but DATABASE_OWNER_URL connects as "${role}". Give them to it once, as a superuser connected to this database: REASSIGN OWNED BY "${owner}" TO "${role}";`,
  oneRole: (role: string) =>
    `The role "${role}" of DATABASE_URL owns the tables, or would make them, so it could change what the trail holds. Make a role of its own for the program and run "npm run migrate" with DATABASE_OWNER_URL set to the address of the owner (see the README), or set ONE_DATABASE_ROLE=true to do without.`,
  trailNotKept: (role: string) =>
    `The role "${role}" of DATABASE_URL could change or delete what the trail holds. Give DATABASE_URL a role of its own that owns no table, is no superuser and no member of the owner's role.`,
};
