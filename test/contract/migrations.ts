// What every backend must do with a database that an earlier version of this program has left, with data in it: bring it
// forward, so that each setup is found, shown and worked on as before.

import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import type { CheckJob } from '../../src/setup/message.ts';
import { setupFormat } from '../../src/setup/setup.ts';
import { type Connection, connect } from '../../src/storage/database.ts';
import { migrations } from '../../src/storage/migrate.ts';
import { createSealer } from '../../src/storage/seal.ts';
import { forRequester } from '../cards/every-card.ts';
import { onlyChecks, opened, sealKey } from './opened-storage.ts';
import type { Place } from './postgres-place.ts';
import format1 from './setups-of-format-1.json' with { type: 'json' };
import format2 from './setups-of-format-2.json' with { type: 'json' };
import format3 from './setups-of-format-3.json' with { type: 'json' };
import format4 from './setups-of-format-4.json' with { type: 'json' };

type Stored = {
  readonly name: string;
  readonly state: (typeof format1 | typeof format2 | typeof format3 | typeof format4)[number]['state'];
};

/** Each schema that was ever released, with setups as the version of that time stored them. */
const earlier: readonly { readonly schema: string; readonly setups: readonly Stored[] }[] = [
  { schema: '0001-first-tables', setups: format1 },
  { schema: '0002-secret-readers', setups: format2 },
  { schema: '0003-approvals', setups: format3 },
  { schema: '0005-trail-kept-whole', setups: format4 },
];

const at = '2026-11-24T09:03:14.000Z';

async function fill(connection: Connection, schema: string, setups: readonly Stored[]): Promise<void> {
  const { db } = connection;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateTo(schema);
  if (error !== undefined) throw error;
  const sealer = createSealer([sealKey('k1', 1)]);
  for (const { state } of setups) {
    await db
      .insertInto('setups')
      .values({
        id: state.id,
        version: state.version,
        format: state.format,
        tenant_id: state.request.tenant.id,
        requester_tenant_id: state.requester.tenantId,
        requester_object_id: state.requester.objectId,
        handed_to: state.handOver?.conversationId ?? null,
        busy: false,
        asked_at: state.askedAt,
        state: JSON.stringify(state),
      })
      .execute();
    const event = { kind: 'asked', request: state.request, at, by: null };
    const row = { setup_id: state.id, version: 1, at, by_tenant_id: null, by_object_id: null, kind: event.kind };
    await db
      .insertInto('events')
      .values({ ...row, body: JSON.stringify(event) })
      .execute();
    if (state.secret === null) continue;
    const place = { setupId: state.id, keyId: state.secret.keyId };
    const { jwe, sealKeyId } = await sealer.seal(place, `text of ${state.id}`);
    const secret = { setup_id: place.setupId, key_id: place.keyId, seal_key_id: sealKeyId, jwe };
    await db
      .insertInto('secrets')
      .values({ ...secret, ends_at: state.secret.endsAt, created_at: at })
      .execute();
  }
}

export function describeMigrations(name: string, newPlace: () => Promise<Place>): void {
  it.each(earlier)(`on ${name}, data of schema $schema is brought forward`, async ({ schema, setups }) => {
    const place = await newPlace();
    const before = await connect(place.database, () => {});
    await fill(before, schema, setups);
    await before.close();
    const { storage, errors } = await opened(place.database);
    for (const { name: phase, state } of setups) {
      const setup = await storage.findSetup(state.id);
      if (setup === null) throw new Error(`${phase} is gone`);
      expect(setup).toMatchObject({
        format: setupFormat,
        id: state.id,
        version: state.version,
        request: state.request,
      });
      // What exists was made under a key that followed from the id; what does not must get one that nobody can guess.
      const key = `ebiss-mail-bot-${state.id.toLowerCase()}`;
      expect(setup.applicationKey).toMatch(new RegExp(`^${key}${state.attempts > 0 ? '' : '-[0-9a-f]{32}'}$`));
      expect(JSON.stringify(forRequester(setup).content)).toContain(state.id);
      expect(await storage.events(state.id)).toHaveLength(1);
      if (setup.secret === null) continue;
      expect(setup.secret.readers[0]).toMatchObject({ objectId: setup.authorization?.by.objectId });
      expect(await storage.openSecret(state.id, setup.secret.keyId)).toBe(`text of ${state.id}`);
    }
    await storage.close();
    expect(errors).toEqual([]);
    await place.remove();
  });

  it(`on ${name}, a check that an earlier version has put on the agenda is made`, async () => {
    const place = await newPlace();
    await (await opened(place.database)).storage.close();
    // As it was sent before there was more than one kind of job.
    const old = { setupId: 'FMT1AA', scope: 'all', at } as const;
    const before = await connect(place.database, () => {});
    await sql`insert into pgboss.job (name, data) values ('check', ${JSON.stringify(old)})`.execute(before.db);
    await before.close();
    const { storage, jobs } = await opened(place.database);
    const made = Promise.withResolvers<CheckJob>();
    await jobs.start(onlyChecks(async (job) => made.resolve(job)));
    expect(await made.promise).toEqual({ kind: 'check', ...old });
    await storage.close();
    await place.remove();
  });
}
