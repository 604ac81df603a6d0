// A process that opens the database of its argument, takes up a job, says so and never ends; for tests that kill it.

import { onlyChecks, opened } from '../contract/opened-storage.ts';

const path = process.argv[2] ?? '';
const { storage, jobs } = await opened({ kind: 'pglite', path });
await jobs.start(
  onlyChecks(() => {
    process.stdout.write('working\n');
    return new Promise(() => {});
  }),
);
const at = '2026-11-02T09:00:00.000Z';
await storage.inTransaction((tx) => tx.sendJob({ kind: 'check', setupId: 'AAAAAA', scope: 'all', at }));
