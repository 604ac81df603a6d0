// Setups and their events, from and to rows. The columns beside `state` only serve to find a setup.

import { type Insertable, type Kysely, sql } from 'kysely';
import type { SetupEvent } from '../setup/events.ts';
import type { Person } from '../setup/person.ts';
import { type Setup, setupFormat } from '../setup/setup.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** A stored setup of another format means a missing migration: a bug, never guessed around. */
function toSetup(row: { readonly id: string; readonly format: number; readonly state: Setup }): Setup {
  if (row.format === setupFormat) return row.state;
  throw new Error(`Setup ${row.id} is stored in format ${row.format}; this program knows ${setupFormat}.`);
}

function toRow(setup: Setup): Insertable<Tables['setups']> {
  return {
    id: setup.id,
    version: setup.version,
    format: setup.format,
    tenant_id: setup.request.tenant.id,
    requester_tenant_id: setup.requester.tenantId,
    requester_object_id: setup.requester.objectId,
    handed_to: setup.handOver === null ? null : withoutThread(setup.handOver.conversationId),
    busy: setup.run !== null || setup.checking !== null,
    asked_at: setup.askedAt,
    state: JSON.stringify(setup),
  };
}

export async function findSetup(db: Db, id: string): Promise<Setup | null> {
  const row = await db.selectFrom('setups').select(['id', 'format', 'state']).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toSetup(row);
}

export async function insertSetup(db: Db, setup: Setup): Promise<boolean> {
  const inserted = await db
    .insertInto('setups')
    .values(toRow(setup))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Both in one statement: there is no state without the event that led to it. */
export async function saveSetup(db: Db, setup: Setup, expectedVersion: number, event: SetupEvent): Promise<boolean> {
  const { setup_id, version, at, by_tenant_id, by_object_id, kind, body } = toEventRow(setup.id, setup.version, event);
  const saved = await db
    .with('saved', (inner) =>
      inner
        .updateTable('setups')
        .set(toRow(setup))
        .where('id', '=', setup.id)
        .where('version', '=', expectedVersion)
        .returning('id'),
    )
    .insertInto('events')
    .columns(['setup_id', 'version', 'at', 'by_tenant_id', 'by_object_id', 'kind', 'body'])
    .expression((query) =>
      query
        .selectFrom('saved')
        .select([
          sql<string>`${setup_id}::text`.as('setup_id'),
          sql<number>`${version}::integer`.as('version'),
          sql<Date>`${at}::timestamptz`.as('at'),
          sql<string | null>`${by_tenant_id}::text`.as('by_tenant_id'),
          sql<string | null>`${by_object_id}::text`.as('by_object_id'),
          sql<string>`${kind}::text`.as('kind'),
          sql<string>`${body}::json`.as('body'),
        ]),
    )
    .returning('version')
    .executeTakeFirst();
  return saved !== undefined;
}

function newestFirst(db: Db) {
  return db.selectFrom('setups').select(['id', 'format', 'state']).orderBy('asked_at', 'desc').orderBy('id');
}

export async function setupsOf(db: Db, person: Person): Promise<readonly Setup[]> {
  const rows = await newestFirst(db)
    .where('requester_tenant_id', '=', person.tenantId)
    .where('requester_object_id', '=', person.objectId)
    .execute();
  return rows.map(toSetup);
}

export async function setupsAuthorizedBy(db: Db, person: Person): Promise<readonly Setup[]> {
  const by = (name: string) => sql<string>`state::jsonb #>> ${sql.lit(`{authorization,by,${name}}`)}`;
  const rows = await newestFirst(db)
    .where(by('tenantId'), '=', person.tenantId)
    .where(by('objectId'), '=', person.objectId)
    .execute();
  return rows.map(toSetup);
}

export async function setupsHandedTo(db: Db, conversationId: string): Promise<readonly Setup[]> {
  const rows = await newestFirst(db).where('handed_to', '=', withoutThread(conversationId)).execute();
  return rows.map(toSetup);
}

/** In a Teams channel the id carries the thread (`19:…@thread.tacv2;messageid=…`); the channel is what counts. */
function withoutThread(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

export async function setupsWithRun(db: Db): Promise<readonly Setup[]> {
  const rows = await newestFirst(db).where('busy', '=', true).execute();
  return rows.map(toSetup);
}

/** Once at each start, so that no column is kept for it. */
export async function openHandOvers(db: Db): Promise<readonly Setup[]> {
  const rows = await newestFirst(db)
    .where('handed_to', 'is not', null)
    .where(sql<boolean>`state ->> 'cancelledAt' is null and state ->> 'exchangeReport' is null`)
    .execute();
  return rows.map(toSetup);
}

export async function appendEvent(db: Db, setupId: string, version: number, event: SetupEvent): Promise<void> {
  await db
    .insertInto('events')
    .values(toEventRow(setupId, version, event))
    .execute();
}

function toEventRow(setupId: string, version: number, event: SetupEvent) {
  return {
    setup_id: setupId,
    version,
    at: event.at,
    by_tenant_id: event.by?.tenantId ?? null,
    by_object_id: event.by?.objectId ?? null,
    kind: event.kind,
    body: JSON.stringify(event),
  } satisfies Insertable<Tables['events']>;
}

export async function eventsOf(db: Db, setupId: string): Promise<readonly SetupEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select('body')
    .where('setup_id', '=', setupId)
    .orderBy('version')
    .execute();
  return rows.map((row) => row.body);
}
