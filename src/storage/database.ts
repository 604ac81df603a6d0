// The connection: Kysely on PGlite (embedded, one process, locked) or on PostgreSQL (a pool). Knows no table.

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import type { Tables } from './tables.ts';

export type DatabaseAddress =
  /** `memory://` keeps everything in memory, for tests. */
  | { readonly kind: 'pglite'; readonly path: string }
  /**
   * `ownerUrl`: as the role to which the tables belong, where that is another one than the program's. `twoRoles`: it must be
   * another one.
   */
  | { readonly kind: 'postgres'; readonly url: string; readonly ownerUrl?: string; readonly twoRoles?: boolean };

/** Who makes and changes tables: the role that connects, or another one, whose address may be known. */
export type Keeper =
  | { readonly kind: 'self' }
  | { readonly kind: 'other'; readonly owner: { readonly url: string; readonly grantee: string } | null };

/** The database as a connection sees it. */
export type RawConnection =
  | { readonly kind: 'pglite'; readonly pglite: PGlite }
  | { readonly kind: 'postgres'; readonly url: string };

/** What a job queue needs to live in the same database. */
export type RawDatabase = RawConnection & { readonly keeper: Keeper };

export type Connection = {
  readonly db: Kysely<Tables>;
  readonly raw: RawConnection;
  close(): Promise<void>;
};

/** Throws StorageRefused where another process holds a PGlite directory. `onError` hears of idle connections that broke. */
export async function connect(address: DatabaseAddress, onError: (error: unknown) => void): Promise<Connection> {
  switch (address.kind) {
    case 'pglite':
      return connectPglite(address.path);
    case 'postgres':
      return connectPostgres(address.url, onError);
  }
}

async function connectPglite(path: string): Promise<Connection> {
  const inMemory = path.startsWith('memory://');
  const lock = inMemory ? null : await lockDirectory(path);
  const pglite = await openPglite(path, lock);
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    db,
    raw: { kind: 'pglite', pglite },
    async close() {
      await db.destroy();
      await lock?.release();
    },
  };
}

async function openPglite(path: string, lock: DirectoryLock | null): Promise<PGlite> {
  try {
    if (lock !== null) await mkdir(dirname(path), { recursive: true });
    return await PGlite.create(path);
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

function connectPostgres(url: string, onError: (error: unknown) => void): Connection {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  pool.on('error', onError);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, raw: { kind: 'postgres', url }, close: () => db.destroy() };
}
