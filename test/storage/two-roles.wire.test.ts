// The trail only grows: what the database itself refuses, to the program's own role and to the owner, and that the program
// can do all its work nevertheless.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SetupEvent } from '../../src/setup/events.ts';
import { confirmedPlace } from '../../src/setup/exchange-place.ts';
import { granted } from '../../src/storage/grants.ts';
import { opened } from '../contract/opened-storage.ts';
import { newPostgresPlace } from '../contract/postgres-place.ts';
import { describePresses } from '../contract/presses.ts';
import { robin, sampleSetup } from '../contract/sample-setup.ts';
import { describeStorage } from '../contract/storage.ts';
import { newTwoRolePlace, statements, type TwoRoles } from '../contract/two-roles.ts';
import { postgresOrLine } from '../support/postgres-or-line.ts';

const server = postgresOrLine('the separate roles of the database');

const cancelled: SetupEvent = { kind: 'cancelled', at: '2026-11-02T09:00:00.000Z', by: robin };
const readyWord = 'may append to the trail and read it';

async function withEvent(place: TwoRoles): Promise<void> {
  const { storage, errors } = await opened(place.database);
  await storage.inTransaction(async (tx) => {
    await tx.insertSetup(sampleSetup('AAAAAA'));
    await tx.appendEvent('AAAAAA', 1, cancelled);
  });
  await storage.close();
  expect(errors).toEqual([]);
}

/** `npm run migrate`, with the settings of this place. */
async function migrate({ database }: TwoRoles): Promise<{ readonly code: unknown; readonly printed: string }> {
  const program = spawn(process.execPath, ['src/prepare-database.ts'], {
    env: {
      PATH: process.env.PATH ?? '',
      APP_ENV: 'sandbox',
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      SEAL_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
      SIGNIN_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
      SIGNIN_CLIENT_SECRET: 'none',
      ENTRA_URL: 'https://127.0.0.1:1',
      GRAPH_URL: 'https://127.0.0.1:1',
      ALLOWED_TENANTS: '*',
    },
  });
  const exit = once(program, 'exit');
  const [out, error] = await Promise.all([text(program.stdout), text(program.stderr)]);
  const [code]: unknown[] = await exit;
  return { code, printed: out + error };
}

describe.skipIf(server === null)('with a role of its own', () => {
  const url = server ?? '';

  it('is what the program must have where nothing else is allowed, before and after there are tables', async () => {
    const place = await newPostgresPlace(url);
    const strict = { ...place.database, twoRoles: true } as const;
    await expect(opened(strict)).rejects.toMatchObject({ reason: 'trailNotKept' });
    await (await opened(place.database)).storage.close();
    await expect(opened(strict)).rejects.toMatchObject({ reason: 'trailNotKept' });
    await place.remove();
    const two = await newTwoRolePlace(url);
    await (await opened({ ...two.database, twoRoles: true })).storage.close();
    await (await opened({ kind: 'postgres', url: two.database.url, twoRoles: true })).storage.close();
    await two.remove();
  });

  describeStorage('PostgreSQL, with two roles', () => newTwoRolePlace(url));
  describePresses('PostgreSQL, with two roles', () => newTwoRolePlace(url));
});

describe.skipIf(server === null)('the trail on PostgreSQL', () => {
  let place: TwoRoles;
  const asProgram = (sql: string) => statements(place.database.url, [sql]);

  beforeAll(async () => {
    place = await newTwoRolePlace(server ?? '');
    await withEvent(place);
  });
  afterAll(() => place?.remove());

  it.each([
    'update events set kind = kind',
    `update events set body = '{}' where setup_id = 'AAAAAA'`,
    'delete from events',
    'truncate events',
    'truncate setups cascade',
    'delete from setups',
    'delete from exchange_places',
    'delete from kysely_migration',
    'update exchange_proposals set id = id',
    'update exchange_confirmations set tenant_id = tenant_id',
    'delete from exchange_confirmations',
  ])('is refused to the program: %s', async (sql) => {
    await expect(asProgram(sql)).rejects.toThrow(/^permission denied for table/);
  });

  it.each([
    'alter table events disable trigger all',
    'drop trigger events_only_grow on events',
    'drop table events cascade',
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
    'alter table events rename to trail',
    'create table another (id text)',
    'create table pgboss.another (id text)',
    'grant update on events to public',
    "set session_replication_role = 'replica'",
  ])('has no way around it: %s', async (sql) => {
    const answer = await asProgram(`${sql}; update events set kind = 'cancelled'`).then(String, String);
    expect(answer).toMatch(/must be owner|permission denied/);
  });

  it.each(['update events set kind = kind', 'delete from events', 'truncate events'])(
    'is refused to its owner as well: %s',
    async (sql) => {
      await expect(statements(place.database.ownerUrl, [sql])).rejects.toThrow('events are kept as they are');
    },
  );

  it('gives the program what its statements need, on each table, and nothing else', async () => {
    const rows = await statements(place.superuserUrl, [
      `select table_name as "table", string_agg(lower(privilege_type), ',' order by privilege_type) as may
        from information_schema.role_table_grants where grantee = '${place.program}' and table_schema = 'public'
        group by table_name`,
    ]);
    const sorted = (privileges: readonly string[]) => privileges.toSorted().join(',');
    const expected = Object.entries(granted).map(([table, privileges]) => ({ table, may: sorted(privileges) }));
    expect(new Set(rows)).toEqual(new Set([...expected, { table: 'kysely_migration', may: 'select' }]));
    expect(granted.events).toEqual(['select', 'insert']);
  });

  it('takes back at the next start what somebody has granted beside', async () => {
    await statements(place.database.ownerUrl, [`grant delete on setups to "${place.program}"`]);
    await (await opened(place.database)).storage.close();
    await expect(asProgram('delete from setups')).rejects.toThrow('permission denied');
  });

  it('is kept by a program that does not know the owner', async () => {
    const { ownerUrl: _, ...database } = place.database;
    const { storage, errors } = await opened(database);
    await storage.inTransaction((tx) => tx.appendEvent('AAAAAA', 2, cancelled));
    expect(await storage.events('AAAAAA')).toHaveLength(2);
    await storage.close();
    expect(errors).toEqual([]);
  });

  it('holds who has confirmed which channel, each time', async () => {
    const { storage } = await opened(place.database);
    const { tenantId } = robin;
    const proposal = {
      id: 'p',
      tenantId,
      names: { team: null, channel: null },
      proposedBy: robin,
      proposedAt: cancelled.at,
    };
    for (const conversationId of ['19:own', '19:rogue', '19:own']) {
      const confirmed = confirmedPlace(
        { ...proposal, conversationId },
        { ...robin, name: conversationId },
        cancelled.at,
      );
      await storage.inTransaction((tx) => tx.setExchangePlace(confirmed));
    }
    await storage.close();
    const rows = await asProgram(`select conversation_id as id, confirmed_by ->> 'name' as by
      from exchange_confirmations order by seq`);
    expect(rows).toEqual(['19:own', '19:rogue', '19:own'].map((id) => ({ id, by: id })));
    const change = statements(place.database.ownerUrl, ['delete from exchange_confirmations']);
    await expect(change).rejects.toThrow('events are kept as they are');
  });

  it('is not begun by a role that could change it', async () => {
    const { url, ownerUrl } = place.database;
    const owner = { kind: 'postgres', url: ownerUrl, ownerUrl } as const;
    await expect(opened(owner)).rejects.toMatchObject({ reason: 'trailNotKept' });
    await expect(opened({ ...owner, url: place.superuserUrl })).rejects.toMatchObject({ reason: 'trailNotKept' });
    await statements(ownerUrl, ['grant update (kind) on events to public']);
    await expect(opened(place.database)).rejects.toMatchObject({ reason: 'trailNotKept' });
    await expect(opened({ kind: 'postgres', url })).rejects.toMatchObject({ reason: 'trailNotKept' });
    await statements(ownerUrl, ['revoke update (kind) on events from public']);
    await statements(place.superuserUrl, [`grant ${place.owner} to "${place.program}"`]);
    await expect(opened(place.database)).rejects.toMatchObject({ reason: 'trailNotKept' });
    await statements(place.superuserUrl, [`revoke ${place.owner} from "${place.program}"`]);
    await (await opened(place.database)).storage.close();
  });
});

describe.skipIf(server === null)('a change to two roles', () => {
  it('asks for the tables to be given to the owner once, and keeps what was there', async () => {
    const place = await newTwoRolePlace(server ?? '');
    const { url, ownerUrl } = place.database;
    await statements(ownerUrl, [`grant create on schema public to "${place.program}"`]);
    await statements(place.superuserUrl, [
      `grant create on database ${new URL(url).pathname.slice(1)} to "${place.program}"`,
    ]);
    const alone = await opened({ kind: 'postgres', url });
    await alone.storage.inTransaction((tx) => tx.insertSetup(sampleSetup('AAAAAA')));
    await alone.storage.close();
    const refused = await opened(place.database).catch((error: unknown) => error);
    expect(refused).toMatchObject({ reason: 'notOwner' });
    const [, remedy = ''] = /: (REASSIGN [^;]+;)$/.exec(String(refused)) ?? [];
    await statements(place.superuserUrl, [remedy]);
    await withSetupThere(place);
    await place.remove();
  });

  it('is prepared by npm run migrate, after which the program needs no owner', async () => {
    const place = await newTwoRolePlace(server ?? '');
    const { url } = place.database;
    expect(await migrate(place)).toEqual({ code: 0, printed: expect.stringContaining(readyWord) });
    await (await opened({ kind: 'postgres', url })).storage.close();
    await statements(place.database.ownerUrl, ["delete from kysely_migration where name like '0005%'"]);
    await expect(opened({ kind: 'postgres', url })).rejects.toMatchObject({ reason: 'notMigrated' });
    await place.remove();
  });
});

async function withSetupThere({ database }: TwoRoles): Promise<void> {
  const { storage, errors } = await opened(database);
  expect(await storage.findSetup('AAAAAA')).toMatchObject({ id: 'AAAAAA' });
  await storage.close();
  expect(errors).toEqual([]);
}
