// A new, empty database on a PostgreSQL server for one test, and what every test says of the place of a database.

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { DatabaseAddress } from '../../src/storage/database.ts';

export type Place = { readonly database: DatabaseAddress; remove(): Promise<void> };

/** A new, empty database on a PostgreSQL server. */
export async function newPostgresPlace(serverUrl: string): Promise<Place> {
  const name = `ebiss_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await onServer(serverUrl, `create database ${name}`);
  return {
    database: { kind: 'postgres', url: url.href },
    remove: () => onServer(serverUrl, `drop database ${name} with (force)`),
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
