// The storage on PostgreSQL, where a server is at hand.

import { describe, it } from 'vitest';
import { describeMigrations } from '../contract/migrations.ts';
import { describeStorage, newPostgresPlace } from '../contract/storage.ts';

const server = process.env.TEST_POSTGRES_URL;

if (server === undefined || server === '') {
  process.stdout.write(
    'Left out: the storage on PostgreSQL. To have it: TEST_POSTGRES_URL=postgres://user:password@127.0.0.1/postgres npm test (the user may create databases).\n',
  );
  describe.skip('storage on PostgreSQL', () => {
    it.skip('needs TEST_POSTGRES_URL', () => {});
  });
} else {
  describeStorage('PostgreSQL', () => newPostgresPlace(server));
  describeMigrations('PostgreSQL', () => newPostgresPlace(server));
}
