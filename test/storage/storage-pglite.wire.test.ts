// The storage on PGlite, and what only PGlite needs: the lock on its directory.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { describeMigrations } from '../contract/migrations.ts';
import { opened } from '../contract/opened-storage.ts';
import { describeOutbox } from '../contract/outbox.ts';
import type { Place } from '../contract/postgres-place.ts';
import { describePresses } from '../contract/presses.ts';
import { describeReopened } from '../contract/reopened-storage.ts';
import { sampleSetup } from '../contract/sample-setup.ts';
import { describeStorage } from '../contract/storage.ts';

async function newPlace(): Promise<Place & { readonly path: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'ebiss-storage-'));
  const path = join(directory, 'db');
  return { path, database: { kind: 'pglite', path }, remove: () => rm(directory, { recursive: true, force: true }) };
}

describeStorage('PGlite', newPlace);
describeReopened('PGlite', newPlace);
describeOutbox('PGlite', newPlace);
describeMigrations('PGlite', newPlace);
describePresses('PGlite', newPlace);

/** Opens the database without the storage, as somebody who tampers with it would. */
async function tamper(path: string, statement: string): Promise<void> {
  const pglite = await PGlite.create(path);
  try {
    await pglite.exec(statement);
  } finally {
    await pglite.close();
  }
}

describe('what PGlite holds', () => {
  it('is locked, keeps events as they are, seals each secret to its row, and refuses what a newer program left', async () => {
    const place = await newPlace();
    const first = await opened(place.database);
    await expect(opened(place.database)).rejects.toMatchObject({ reason: 'locked' });
    const at = '2026-11-02T09:00:00.000Z';
    await first.storage.inTransaction(async (tx) => {
      await tx.insertSetup(sampleSetup('AAAAAA'));
      await tx.insertSetup(sampleSetup('BBBBBB'));
      await tx.appendEvent('AAAAAA', 1, { kind: 'cancelled', at, by: null });
      await tx.sealSecret('AAAAAA', 'key', 'of A', at);
      await tx.sealSecret('BBBBBB', 'key', 'of B', at);
    });
    await first.storage.close();

    for (const change of ['delete from events', 'update events set kind = kind', 'truncate events']) {
      await expect(tamper(place.path, change)).rejects.toThrow('events are kept as they are');
    }
    await tamper(place.path, `update secrets set jwe = (select jwe from secrets where setup_id = 'BBBBBB')`);
    const second = await opened(place.database);
    await expect(second.storage.openSecret('AAAAAA', 'key')).rejects.toThrow('sealed for another place');
    expect(await second.storage.openSecret('BBBBBB', 'key')).toBe('of B');
    await second.storage.close();

    await tamper(place.path, `insert into kysely_migration values ('9999-future', 'now')`);
    await expect(opened(place.database)).rejects.toMatchObject({ reason: 'newer' });
    await tamper(place.path, `update setups set format = 99; delete from kysely_migration where name = '9999-future'`);
    const third = await opened(place.database);
    await expect(third.storage.findSetup('AAAAAA')).rejects.toThrow('format 99');
    await third.storage.close();
    await place.remove();
  });
});
