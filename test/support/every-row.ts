// A database as somebody has it who has its files: every row of every table of its own, the job queue's included, as text.

import { PGlite } from '@electric-sql/pglite';

/** The directory must not be in use. */
export async function everyRow(path: string): Promise<string> {
  const pglite = await PGlite.create(path);
  try {
    const tables = await pglite.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const rows: unknown[] = [];
    for (const { name } of tables.rows) rows.push(name, (await pglite.query(`select t::text from ${name} t`)).rows);
    return JSON.stringify(rows);
  } finally {
    await pglite.close();
  }
}
