// Makes the job queue's tables, or brings them forward, as the role that owns them, and lets the program's own role work
// with them: change rows, and no table. Ends before the queue is opened.

import { escapeIdentifier } from 'pg';
import { PgBoss } from 'pg-boss';
import { checkQueue } from './check-queue.ts';

export type JobsOwner = {
  readonly url: string;
  /** The role that the running program connects as. */
  readonly grantee: string;
};

/** pg-boss' own name for where it keeps everything. */
const schema = 'pgboss';

export async function prepareJobs(owner: JobsOwner, onError: (error: unknown) => void): Promise<void> {
  const boss = new PgBoss({
    connectionString: owner.url,
    max: 2,
    schema,
    schedule: false,
    supervise: false,
    registerInstance: false,
  });
  boss.on('error', onError);
  await boss.start();
  try {
    await boss.createQueue(checkQueue.name, checkQueue.options);
    await boss.getDb().executeSql(grants(escapeIdentifier(owner.grantee)));
  } finally {
    await boss.stop({ graceful: true, timeout: 60_000 });
  }
}

function grants(role: string): string {
  return `grant usage on schema ${schema} to ${role};
    grant select, insert, update, delete on all tables in schema ${schema} to ${role};`;
}
