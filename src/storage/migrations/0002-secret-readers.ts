// Setups of format 1 become format 2: a secret knows who may read it, a run what it waits for, a hand-over which enterprise
// application its commands name, an authorization whether Graph refused the consent. A migration is never changed later.

import { type Kysely, sql } from 'kysely';

type Stored = Record<string, unknown>;

export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; state: Stored }>`select id, state from setups where format = 1`.execute(db);
  for (const { id, state } of rows) {
    const next = JSON.stringify(toFormat2(state));
    await sql`update setups set format = 2, state = ${next} where id = ${id}`.execute(db);
  }
}

function toFormat2(setup: Stored): Stored {
  const authorization = part(setup.authorization);
  const principal = part(setup.servicePrincipal);
  return {
    ...setup,
    format: 2,
    authorization: authorization === null ? null : { ...authorization, consentRefused: false },
    run: withMore(setup.run, { pauses: [], lost: null }),
    secret: withMore(setup.secret, { readers: readersOf(authorization) }),
    handOver: withMore(setup.handOver, { objectId: principal?.objectId ?? '' }),
  };
}

function part(value: unknown): Stored | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

function withMore(value: unknown, more: Stored): Stored | null {
  const there = part(value);
  return there === null ? null : { ...there, ...more };
}

function readersOf(authorization: Stored | null): readonly Stored[] {
  return [part(authorization?.by), part(authorization?.reader)].flatMap((person) =>
    person === null ? [] : [{ tenantId: person.tenantId, objectId: person.objectId, name: person.name }],
  );
}
