// The first tables. A migration is never changed once it has been released; the next one is a new file.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await setups(db);
  await places(db);
  await outbox(db);
  await db.schema
    .createTable('secrets')
    .addColumn('setup_id', 'text', (column) => column.notNull().references('setups.id'))
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('seal_key_id', 'text', (column) => column.notNull())
    .addColumn('jwe', 'text', (column) => column.notNull())
    .addColumn('ends_at', 'timestamptz', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('secrets_key', ['setup_id', 'key_id'])
    .execute();
}

async function setups(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('setups')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('format', 'integer', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('requester_tenant_id', 'text', (column) => column.notNull())
    .addColumn('requester_object_id', 'text', (column) => column.notNull())
    .addColumn('handed_to', 'text')
    .addColumn('busy', 'boolean', (column) => column.notNull())
    .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
    .addColumn('state', 'json', (column) => column.notNull())
    .execute();
  const requester = ['requester_tenant_id', 'requester_object_id', 'asked_at'];
  await db.schema.createIndex('setups_of_requester').on('setups').columns(requester).execute();
  await db.schema.createIndex('setups_handed_to').on('setups').column('handed_to').execute();
  await db.schema
    .createTable('events')
    .addColumn('setup_id', 'text', (column) => column.notNull().references('setups.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('by_tenant_id', 'text')
    .addColumn('by_object_id', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('body', 'json', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_key', ['setup_id', 'version'])
    .execute();
  await keepEvents(db);
}

/** The audit trail only grows: the database itself refuses to change or delete a row of it. */
async function keepEvents(db: Kysely<unknown>): Promise<void> {
  await sql`create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'events are kept as they are'; end $$`.execute(db);
  await sql`create trigger events_only_grow before update or delete on events
    for each row execute function refuse_change()`.execute(db);
}

async function places(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('conversations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('reference', 'json', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('exchange_places')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('set_by', 'json', (column) => column.notNull())
    .addColumn('set_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('living_cards')
    .addColumn('setup_id', 'text', (column) => column.notNull())
    .addColumn('audience', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('living_cards_key', ['setup_id', 'audience', 'conversation_id'])
    .execute();
}

async function outbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('seq', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('setup_id', 'text', (column) => column.notNull())
    .addColumn('content', 'json', (column) => column.notNull())
    .addColumn('audience', 'text')
    .addColumn('renew', 'boolean', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('put_at', 'timestamptz', (column) => column.notNull())
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addColumn('claimed_until', 'timestamptz')
    .addColumn('delivered_at', 'timestamptz')
    .addColumn('given_up_at', 'timestamptz')
    .addColumn('error', 'text')
    .execute();
  await sql`create index outbox_waiting on outbox (conversation_id, seq)
    where delivered_at is null and given_up_at is null`.execute(db);
  await sql`create index outbox_cards on outbox (conversation_id, delivered_at) where audience is not null`.execute(db);
}
