// The storage on PostgreSQL, where a server is at hand.

import { describe, expect, it } from 'vitest';
import type { DatabaseAddress } from '../../src/storage/database.ts';
import { describeMigrations } from '../contract/migrations.ts';
import { opened } from '../contract/opened-storage.ts';
import { describeOutbox } from '../contract/outbox.ts';
import { newPostgresPlace } from '../contract/postgres-place.ts';
import { describePresses } from '../contract/presses.ts';
import { describeReopened } from '../contract/reopened-storage.ts';
import { refresh } from '../contract/sample-messages.ts';
import { describeStorage } from '../contract/storage.ts';
import { postgresOrLine } from '../support/postgres-or-line.ts';

const server = postgresOrLine('the storage on PostgreSQL');

if (server === null) {
  describe.skip('storage on PostgreSQL', () => {
    it.skip('needs a server', () => {});
  });
} else {
  describeStorage('PostgreSQL', () => newPostgresPlace(server));
  describeReopened('PostgreSQL', () => newPostgresPlace(server));
  describeOutbox('PostgreSQL', () => newPostgresPlace(server));
  describeMigrations('PostgreSQL', () => newPostgresPlace(server));
  describePresses('PostgreSQL', () => newPostgresPlace(server));
}

describe.skipIf(server === null)('two connections to PostgreSQL', () => {
  it('never wait for each other in the outbox: what somebody is replacing is not claimed, and what else is due is', async () => {
    const place = await newPostgresPlace(server ?? '');
    const here = await opened(place.database);
    const { storage } = here;
    const put = (...messages: readonly ReturnType<typeof refresh>[]) =>
      storage.inTransaction(async (tx) => {
        for (const message of messages) await tx.putMessage(message);
      });
    const [chat, channel] = [refresh('a:chat', 'BUSY22'), refresh('19:channel', 'BUSY22', false, 'exchange')];
    await put(chat, channel, refresh('a:other', 'OTHR22'));
    const [replaced, claimed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const replacing = storage.inTransaction(async (tx) => {
      await tx.putMessage(chat);
      replaced.resolve();
      await claimed.promise;
      await tx.putMessage(channel);
    });
    await replaced.promise;
    const other = await opened(withLockTimeout(place.database));
    try {
      const { messages } = await other.storage.dueMessages(10, new Date(Date.now() + 5_000));
      expect(messages.map(({ conversationId }) => conversationId).sort()).toEqual(['19:channel', 'a:other']);
    } finally {
      claimed.resolve();
      await replacing;
      await other.storage.close();
    }
    expect((await storage.dueMessages(10, new Date(Date.now() + 5_000))).messages).toMatchObject([
      { conversationId: 'a:chat' },
    ]);
    await storage.close();
    await place.remove();
  });
});

/** So that one who waits for the other fails instead of hanging. */
function withLockTimeout(database: DatabaseAddress): DatabaseAddress {
  if (database.kind !== 'postgres') return database;
  const url = new URL(database.url);
  url.searchParams.set('options', '-c lock_timeout=2000');
  return { ...database, url: url.href };
}
