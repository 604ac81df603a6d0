// Setups of format 2 become format 3: a hand-over knows who approved, rejected and took it, a report its evidence. Places
// for hand-overs are confirmed from now on; those that nobody has confirmed go. A migration is never changed later.

import { type Kysely, sql } from 'kysely';

type Stored = Record<string, unknown>;

export async function up(db: Kysely<unknown>): Promise<void> {
  await setups(db);
  await places(db);
  await db.schema
    .alterTable('outbox')
    .alterColumn('setup_id', (column) => column.dropNotNull())
    .execute();
}

async function setups(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; state: Stored }>`select id, state from setups where format = 2`.execute(db);
  for (const { id, state } of rows) {
    const next = JSON.stringify(toFormat3(state));
    await sql`update setups set format = 3, state = ${next} where id = ${id}`.execute(db);
  }
}

async function places(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('exchange_places').execute();
  await db.schema
    .createTable('exchange_places')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('names', 'json', (column) => column.notNull())
    .addColumn('proposed_by', 'json', (column) => column.notNull())
    .addColumn('confirmed_by', 'json', (column) => column.notNull())
    .addColumn('confirmed_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('exchange_proposals')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('names', 'json', (column) => column.notNull())
    .addColumn('proposed_by', 'json', (column) => column.notNull())
    .addColumn('proposed_at', 'timestamptz', (column) => column.notNull())
    .execute();
}

const notYet = {
  textHash: '',
  approvals: [],
  rejection: null,
  taken: null,
  remindedAt: null,
  lapsedAt: null,
  undeliverableAt: null,
};

function toFormat3(setup: Stored): Stored {
  return {
    ...setup,
    format: 3,
    authorization: withMore(setup.authorization, { requesterUsername: null }),
    handOver: withMore(setup.handOver, notYet),
    exchangeReport: withMore(setup.exchangeReport, { evidence: null }),
    undo: null,
  };
}

function withMore(value: unknown, more: Stored): Stored | null {
  return typeof value === 'object' && value !== null ? { ...value, ...more } : null;
}
