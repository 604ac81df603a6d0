// What every backend must do when all secrets are moved to another seal key: all of them or, where it is broken off, some
// of them, and each can be opened at any time.

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { resealAll } from '../../src/storage/reseal.ts';
import { createSealer } from '../../src/storage/seal.ts';
import type { SealKey } from '../../src/storage/seal-key.ts';
import { openSecret, sealSecret } from '../../src/storage/secret-rows.ts';
import { insertSetup } from '../../src/storage/setup-rows.ts';
import { sealKey } from './opened-storage.ts';
import type { Place } from './postgres-place.ts';
import { sampleSetup } from './sample-setup.ts';

const [oldKey, newKey] = [sealKey('old', 1), sealKey('new', 2)];
const both = [newKey, oldKey];
const ids = ['AAAAAA', 'BBBBBB', 'CCCCCC'];
const all = ids.map((id) => `of ${id}`);
const now = new Date('2026-11-02T09:00:00.000Z');

export function describeReseal(backend: string, newPlace: () => Promise<Place>): void {
  describe(`resealing on ${backend}`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await newPlace();
      await using(async ({ db }) => {
        await migrate(db);
        for (const id of ids) await insertSetup(db, sampleSetup(id));
      });
    });
    afterAll(() => place?.remove());
    beforeEach(() =>
      using(async ({ db }) => {
        const sealer = createSealer([oldKey]);
        const secret = { keyId: 'key', endsAt: now.toISOString(), now };
        for (const setupId of ids) await sealSecret(db, sealer, { ...secret, setupId, secretText: `of ${setupId}` });
      }),
    );

    async function using<Value>(work: (connection: Connection) => Promise<Value>): Promise<Value> {
      const connection = await connect(place.database, () => {});
      return work(connection).finally(() => connection.close());
    }

    const statement = (text: string) => using(({ db }) => sql.raw(text).execute(db));

    function texts(...keys: readonly SealKey[]): Promise<readonly (string | null)[]> {
      const sealer = createSealer(keys);
      return using(async ({ db }) => {
        const found: (string | null)[] = [];
        for (const setupId of ids) found.push(await openSecret(db, sealer, { setupId, keyId: 'key' }));
        return found;
      });
    }

    it('moves all to the first key, so that it alone opens them; and again moves nothing', async () => {
      const done = { keyId: 'new', broken: [], idle: ['old'] };
      expect(await resealAll(place.database, both)).toEqual({ ...done, moved: 3, already: 0 });
      expect(await texts(newKey)).toEqual(all);
      expect(await resealAll(place.database, both)).toEqual({ ...done, moved: 0, already: 3 });
    });

    it('can be broken off half way and taken up again', async () => {
      await statement(`create function stop_it() returns trigger language plpgsql as
        $$ begin raise exception 'broken off'; end $$`);
      await statement(`create trigger stops before update on secrets for each row
        when (old.setup_id = 'BBBBBB') execute function stop_it()`);
      await expect(resealAll(place.database, both)).rejects.toThrow('broken off');
      expect(await texts(...both)).toEqual(all);
      await statement('drop trigger stops on secrets');
      const { moved, already } = await resealAll(place.database, both);
      expect(already).toBeGreaterThan(0);
      expect(moved + already).toBe(3);
      expect(await texts(newKey)).toEqual(all);
    });

    it('leaves what cannot be opened as it is, names it, and moves the rest', async () => {
      await statement(`update secrets set jwe = (select jwe from secrets where setup_id = 'CCCCCC')
        where setup_id = 'AAAAAA'`);
      const { moved, broken, idle } = await resealAll(place.database, both);
      expect(moved).toBe(2);
      expect(broken).toEqual([expect.stringContaining('AAAAAA')]);
      expect(broken.join()).not.toContain('of CCCCCC');
      expect(idle).toEqual([]);
    });

    it('touches nothing where a key is missing', async () => {
      await expect(resealAll(place.database, [newKey])).rejects.toMatchObject({ reason: 'sealKeyMissing' });
      expect(await texts(oldKey)).toEqual(all);
    });
  });
}
