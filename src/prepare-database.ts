// `npm run migrate`: brings the database forward, gives the program's own role what it needs, and ends. Run so, with
// DATABASE_OWNER_URL, the running program need not know that address.

import { configFromEnvironment } from './config.ts';
import { prepareJobs } from './jobs/prepare-jobs.ts';
import { prepareStorage } from './storage/prepare-storage.ts';

const read = configFromEnvironment();
if (!read.ok) {
  process.stderr.write(`The database was not touched. Mend these settings:\n`);
  process.stderr.write(read.mistakes.map((mistake) => `  - ${mistake}\n`).join(''));
  process.exit(78);
}

const tell = (error: unknown) =>
  process.stderr.write(
    `The database could not be prepared: ${error instanceof Error ? error.message : String(error)}\n`,
  );
try {
  const keeper = await prepareStorage(read.config.database);
  const owner = keeper.kind === 'other' ? keeper.owner : null;
  if (owner !== null) await prepareJobs(owner, tell);
  const role = owner === null ? '' : ` The role "${owner.grantee}" may append to the trail and read it, not change it.`;
  process.stdout.write(`The database is ready.${role}\n`);
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
