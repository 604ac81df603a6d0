// Opens the database, brings its tables forward, starts the job queue in it, and hands out the storage. The one place
// where a transaction begins: inside it only its own functions work, because on PGlite anything else would wait for
// the transaction to end, and so for itself, for ever.

import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, sql } from 'kysely';
import { connect, type DatabaseAddress, type RawDatabase } from './database.ts';
import * as outbox from './outbox-rows.ts';
import * as places from './place-rows.ts';
import { prepareTables } from './prepare-tables.ts';
import { createSealer, type Sealer } from './seal.ts';
import type { SealKey } from './seal-key.ts';
import { sealKeysBeside } from './seal-keys-file.ts';
import * as secrets from './secret-rows.ts';
import * as setups from './setup-rows.ts';
import type { JobSender, Storage, Transaction } from './storage.ts';
import type { Tables } from './tables.ts';

export type StorageOptions<Jobs extends JobSender> = {
  readonly database: DatabaseAddress;
  /** The first seals, all open; null makes one beside the database, once. */
  readonly sealKeys: readonly SealKey[] | null;
  readonly openJobs: (database: RawDatabase) => Promise<Jobs>;
  /** Hears of what goes wrong without a caller, e.g. an idle connection that broke. */
  readonly onError: (error: unknown) => void;
  readonly now?: () => Date;
};

const keepOutboxMilliseconds = 7 * 24 * 3600_000;

/** Throws StorageRefused where it must not be opened; its message is for whoever started the program. */
export async function openStorage<Jobs extends JobSender>(
  options: StorageOptions<Jobs>,
): Promise<{ readonly storage: Storage; readonly jobs: Jobs; readonly sealKeys: readonly SealKey[] }> {
  const now = options.now ?? (() => new Date());
  const connection = await connect(options.database, options.onError);
  try {
    const keys = options.sealKeys ?? (await sealKeysBeside(pathOf(options.database)));
    const keeper = await prepareTables(connection.db, options.database);
    await prepare(connection.db, keys, connection.raw.kind === 'pglite', now());
    const jobs = await options.openJobs({ ...connection.raw, keeper });
    const close = async () => {
      await jobs.stop();
      await connection.close();
    };
    const storage = createStorage({ db: connection.db, sealer: createSealer(keys), jobs, now, close });
    return { storage, jobs, sealKeys: keys };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function pathOf(database: DatabaseAddress): string {
  if (database.kind === 'pglite') return database.path;
  throw new Error('Seal keys beside the database need a database in a directory.');
}

async function prepare(db: Kysely<Tables>, keys: readonly SealKey[], alone: boolean, now: Date): Promise<void> {
  await secrets.requireSealKeys(db, keys);
  await outbox.dropOld(db, new Date(now.getTime() - keepOutboxMilliseconds));
  if (alone) await outbox.dropClaims(db);
}

type Parts = {
  readonly db: Kysely<Tables>;
  readonly sealer: Sealer;
  readonly jobs: JobSender;
  readonly now: () => Date;
  close(): Promise<void>;
};

function createStorage(parts: Parts): Storage {
  const { sealer } = parts;
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  const listeners: (() => void)[] = [];
  const savers = new Set<(setupId: string) => void>();
  const db = (): Kysely<Tables> => {
    if (inside.getStore()?.open !== true) return parts.db;
    throw new Error('Inside a transaction only the functions of that transaction may be used.');
  };
  return {
    async inTransaction(work) {
      const { result, news } = await runTransaction(db(), parts, inside, work);
      if (news.wasPut) for (const listener of listeners) listener();
      for (const setupId of news.saved) for (const listener of savers) listener(setupId);
      return result;
    },
    onSetupSaved(listener) {
      savers.add(listener);
      return () => void savers.delete(listener);
    },
    whenMessagesArePut: (listener) => void listeners.push(listener),
    findSetup: (id) => setups.findSetup(db(), id),
    setupsOf: (person) => setups.setupsOf(db(), person),
    setupsAuthorizedBy: (person) => setups.setupsAuthorizedBy(db(), person),
    setupsHandedTo: (conversationId) => setups.setupsHandedTo(db(), conversationId),
    setupsWithRun: () => setups.setupsWithRun(db()),
    openHandOvers: () => setups.openHandOvers(db()),
    events: (setupId) => setups.eventsOf(db(), setupId),
    openSecret: (setupId, keyId) => secrets.openSecret(db(), sealer, { setupId, keyId }),
    rememberConversation: (conversation) => places.rememberConversation(db(), conversation),
    findConversation: (id) => places.findConversation(db(), id),
    exchangePlace: (tenantId) => places.findExchangePlace(db(), tenantId),
    saveProposal: (proposal) => places.saveProposal(db(), proposal),
    findProposal: (id) => places.findProposal(db(), id),
    livingCard: (setupId, audience, conversationId) =>
      places.findLivingCard(db(), { setupId, audience, conversationId }),
    rememberLivingCard: (card) => places.rememberLivingCard(db(), card),
    async dueMessages(limit, at) {
      const messages = await outbox.claimDue(db(), limit, at);
      return { messages, nextAt: await outbox.nextFreeAt(db()) };
    },
    markDelivered: (seq, at) => outbox.markDelivered(db(), seq, at),
    markFailed: (seq, error, retryAt, at) => outbox.markFailed(db(), seq, error, retryAt, at),
    isReady: () => answers(db()),
    close: parts.close,
  };
}

/** What a transaction did that others wait for, once it is committed. */
type News = { wasPut: boolean; readonly saved: Set<string> };

async function answers(db: Kysely<Tables>): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

async function runTransaction<Result>(
  db: Kysely<Tables>,
  parts: Parts,
  inside: AsyncLocalStorage<{ open: boolean }>,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<{ readonly result: Result; readonly news: News }> {
  const state = { open: true };
  const news: News = { wasPut: false, saved: new Set() };
  try {
    const result = await db
      .transaction()
      .execute((trx) => inside.run(state, () => work(createTransaction(trx, parts, news))));
    return { result, news };
  } finally {
    // What the work started and did not await may go on outside of it.
    state.open = false;
  }
}

function createTransaction(trx: Kysely<Tables>, { sealer, jobs, now }: Parts, news: News): Transaction {
  return {
    loadSetup: (id) => setups.findSetup(trx, id),
    insertSetup: (setup) => setups.insertSetup(trx, setup),
    async saveSetup(setup, expectedVersion, event) {
      news.saved.add(setup.id);
      return setups.saveSetup(trx, setup, expectedVersion, event);
    },
    appendEvent: (setupId, version, event) => setups.appendEvent(trx, setupId, version, event),
    exchangePlace: (tenantId) => places.findExchangePlace(trx, tenantId),
    setExchangePlace: (place) => places.setExchangePlace(trx, place),
    async putMessage(message) {
      await outbox.putMessage(trx, message, now());
      news.wasPut = true;
    },
    sendJob: (job) => jobs.send(job, trx),
    sealSecret: (setupId, keyId, secretText, endsAt) =>
      secrets.sealSecret(trx, sealer, { setupId, keyId, secretText, endsAt, now: now() }),
    deleteSecret: (setupId, keyId) => secrets.deleteSecret(trx, { setupId, keyId }),
  };
}
