// Setups of format 4 become format 5: the key of the app registration is kept. Where one may exist it is the key under
// which it was made, which followed from the setup's id; else a new one, which nobody can guess. A migration is never
// changed later.

import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

type Stored = { readonly id: string; readonly attempts: number };

export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; state: Stored }>`select id, state from setups where format = 4`.execute(db);
  for (const { id, state } of rows) {
    const next = JSON.stringify({ ...state, format: 5, applicationKey: keyOf(state) });
    await sql`update setups set format = 5, state = ${next} where id = ${id}`.execute(db);
  }
}

function keyOf({ id, attempts }: Stored): string {
  const followed = `ebiss-mail-bot-${id.toLowerCase()}`;
  return attempts > 0 ? followed : `${followed}-${randomUUID().replaceAll('-', '')}`;
}
