// Who has confirmed which channel for hand-overs, and when: each time is kept, also once another channel is confirmed. A
// migration is never changed later.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('exchange_confirmations')
    .addColumn('seq', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('names', 'json', (column) => column.notNull())
    .addColumn('proposed_by', 'json', (column) => column.notNull())
    .addColumn('confirmed_by', 'json', (column) => column.notNull())
    .addColumn('confirmed_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await sql`insert into exchange_confirmations (tenant_id, conversation_id, names, proposed_by, confirmed_by, confirmed_at)
    select tenant_id, conversation_id, names, proposed_by, confirmed_by, confirmed_at from exchange_places`.execute(db);
  await sql`create trigger confirmations_only_grow before update or delete on exchange_confirmations
    for each row execute function refuse_change()`.execute(db);
  await sql`create trigger confirmations_stay before truncate on exchange_confirmations
    for each statement execute function refuse_change()`.execute(db);
}
