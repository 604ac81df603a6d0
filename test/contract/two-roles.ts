// A database on a PostgreSQL server in which the tables belong to one role and the program runs as another, neither of them
// a superuser: as a careful administrator sets it up.

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Place } from './postgres-place.ts';

export type TwoRoles = Place & {
  readonly database: { readonly kind: 'postgres'; readonly url: string; readonly ownerUrl: string };
  readonly program: string;
  readonly owner: string;
  /** The server's own user, in this database. */
  readonly superuserUrl: string;
};

export async function newTwoRolePlace(serverUrl: string): Promise<TwoRoles> {
  const id = randomUUID().replaceAll('-', '').slice(0, 20);
  const [name, owner, program] = [`ebiss_test_${id}`, `ebiss_owner_${id}`, `ebiss-bot-${id}`];
  const password = randomUUID();
  await statements(serverUrl, [
    `create role ${owner} login password '${password}'`,
    `create role "${program}" login password '${password}'`,
    `create database ${name} owner ${owner}`,
  ]);
  const urlAs = (role: string) => {
    const url = new URL(serverUrl);
    Object.assign(url, { username: role, password, pathname: `/${name}` });
    return url.href;
  };
  const superuser = new URL(serverUrl);
  superuser.pathname = `/${name}`;
  return {
    database: { kind: 'postgres', url: urlAs(program), ownerUrl: urlAs(owner) },
    program,
    owner,
    superuserUrl: superuser.href,
    async remove() {
      await statements(serverUrl, [
        `drop database ${name} with (force)`,
        `drop role ${owner}`,
        `drop role "${program}"`,
      ]);
    },
  };
}

/** One connection; gives the rows of the last statement. */
export async function statements(url: string, sql: readonly string[]): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly unknown[] = [];
    for (const statement of sql) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
