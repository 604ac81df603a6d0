// Emptying the table of events at once is refused as changing and deleting single rows has been from the start. A
// migration is never changed later.

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create trigger events_stay before truncate on events
    for each statement execute function refuse_change()`.execute(db);
}
