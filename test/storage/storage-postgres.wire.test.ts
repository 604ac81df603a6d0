// The storage on PostgreSQL, where a server is at hand.

import { describe, it } from 'vitest';
import { describeMigrations } from '../contract/migrations.ts';
import { describePresses } from '../contract/presses.ts';
import { describeStorage, newPostgresPlace } from '../contract/storage.ts';
import { postgresOrLine } from '../support/postgres-or-line.ts';

const server = postgresOrLine('the storage on PostgreSQL');

if (server === null) {
  describe.skip('storage on PostgreSQL', () => {
    it.skip('needs a server', () => {});
  });
} else {
  describeStorage('PostgreSQL', () => newPostgresPlace(server));
  describeMigrations('PostgreSQL', () => newPostgresPlace(server));
  describePresses('PostgreSQL', () => newPostgresPlace(server));
}
