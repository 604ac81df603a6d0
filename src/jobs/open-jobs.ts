// The job queue: pg-boss in the same database. Sending joins the caller's transaction and nothing else can send,
// because a send outside of it hangs PGlite and, on PostgreSQL, survives a rollback.

import { fromKysely, fromPglite, type KyselyTransactionLike, type PGliteLike, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { checkScopes } from '../setup/check.ts';
import type { CheckJob, ConsentJob, HandOverJob, Job } from '../setup/message.ts';
import { checkQueue } from './check-queue.ts';
import { type JobsOwner, prepareJobs } from './prepare-jobs.ts';

/** `keeper`: who makes the queue's tables; where it is another role whose address is not known, they are there. */
export type JobsDatabase = (
  | { readonly kind: 'pglite'; readonly pglite: PGliteLike }
  | { readonly kind: 'postgres'; readonly url: string }
) & { readonly keeper: { readonly kind: 'self' } | { readonly kind: 'other'; readonly owner: JobsOwner | null } };

export type Jobs = {
  /** A second job of the same kind for the same setup and time is dropped as long as the first waits or runs. */
  send(job: Job, executor: KyselyTransactionLike): Promise<void>;
  /** Begins to work; a handler that throws is called again later, with growing pauses. Call once. */
  start(handlers: JobHandlers): Promise<void>;
  /** Lets handlers that are under way finish (for 20 s at most). */
  stop(): Promise<void>;
};

export type JobHandlers = {
  check(job: CheckJob): Promise<void>;
  consent(job: ConsentJob): Promise<void>;
  handOver(job: HandOverJob): Promise<void>;
};

const { name: queue, options: queueOptions } = checkQueue;

const workOptions = {
  /** A check waits for the network most of its time; each of them takes one job a second at most. */
  localConcurrency: 16,
  pollingIntervalSeconds: 1,
  /** Kept short although new jobs are announced: a job that waits for its time is not. */
  notifyPollingIntervalSeconds: 1,
};

const ofSetup = { setupId: z.string(), at: z.iso.datetime() };
const jobData = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('check'),
    scope: z.enum(checkScopes),
    mailbox: z.exactOptional(z.string()),
    mailInto: z.exactOptional(z.array(z.string())),
    ...ofSetup,
  }),
  z.object({ kind: z.literal('consent'), ...ofSetup }),
  z.object({ kind: z.literal('handOver'), ...ofSetup }),
]);

/** Before there were several kinds, a job was a check and did not say so. */
const jobOfAnyAge = z.preprocess(
  (data) => (typeof data === 'object' && data !== null && !('kind' in data) ? { kind: 'check', ...data } : data),
  jobData,
);

/** `onError` hears of handlers that threw and of the queue's own troubles. */
export async function openJobs(database: JobsDatabase, onError: (error: unknown) => void): Promise<Jobs> {
  const { keeper } = database;
  if (keeper.kind === 'other' && keeper.owner !== null) await prepareJobs(keeper.owner, onError);
  const boss = new PgBoss({
    ...connectionOptions(database),
    ...(keeper.kind === 'other' ? leavesTablesAlone : {}),
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 30,
  });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(queue, queueOptions);
  if (database.kind === 'pglite') await takeUpOrphans(boss);
  let stopped: Promise<void> | null = null;
  return {
    async send(job, executor) {
      const options = {
        db: fromKysely(executor),
        startAfter: new Date(job.at),
        singletonKey: `${job.kind} ${job.setupId}@${job.at}`,
      };
      await boss.send(queue, { ...job }, options);
    },
    start: (handlers) => start(boss, handlers, onError),
    stop() {
      stopped ??= boss.stop({ graceful: true, timeout: 20_000 });
      return stopped;
    },
  };
}

const leavesTablesAlone = { migrate: false, createSchema: false, reindex: false };

function connectionOptions(database: JobsDatabase) {
  switch (database.kind) {
    case 'pglite':
      return { db: fromPglite(database.pglite), backend: 'pglite' as const, registerInstance: false };
    case 'postgres':
      return { connectionString: database.url, max: 4 };
  }
}

/** A PGlite database has one process: whatever was under way when it opens belonged to one that is gone. */
async function takeUpOrphans(boss: PgBoss): Promise<void> {
  const orphans = (await boss.findJobs(queue)).filter((job) => job.state === 'active');
  if (orphans.length > 0)
    await boss.fail(
      queue,
      orphans.map((job) => job.id),
    );
}

async function start(boss: PgBoss, handlers: JobHandlers, onError: (error: unknown) => void): Promise<void> {
  await boss.work<unknown>(queue, workOptions, async (jobs) => {
    for (const job of jobs) await perform(job.data, handlers, onError);
  });
}

async function perform(data: unknown, handlers: JobHandlers, onError: (error: unknown) => void): Promise<void> {
  try {
    await handle(jobOfAnyAge.parse(data), handlers);
  } catch (error) {
    onError(error);
    throw new Error('The handler failed.');
  }
}

function handle(job: Job, handlers: JobHandlers): Promise<void> {
  switch (job.kind) {
    case 'check':
      return handlers.check(job);
    case 'consent':
      return handlers.consent(job);
    case 'handOver':
      return handlers.handOver(job);
  }
}
