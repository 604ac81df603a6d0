// Migration 0004 gives a stored setup the memory of Exchange that it would have, had this program kept it from the start.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Setup } from '../../src/setup/setup.ts';
import { type Connection, connect } from '../../src/storage/database.ts';
import { migrations } from '../../src/storage/migrate.ts';
import * as verified from '../../src/storage/migrations/0004-verified.ts';
import {
  approvedSetup,
  claimedSetup,
  evidenceFor,
  handedOverSetup,
  plannedSetup,
  provisionedSetup,
  rejectedSetup,
  reportedSetup,
  takenSetup,
} from '../support/setups.ts';

const sender = { sender: 'noreply@contoso.example' };
const everywhere = { smtpAuth: 'organization' } as const;
const partly = () => {
  const evidence = evidenceFor(takenSetup(sender));
  const [first, ...others] = evidence.before.mailboxes;
  if (first === undefined) throw new Error('there is a mailbox');
  return reportedSetup(sender, { ...evidence, before: { ...evidence.before, mailboxes: [first, ...others.slice(1)] } });
};

const setups: Readonly<Record<string, Setup>> = {
  planned: plannedSetup(),
  provisioned: provisionedSetup(),
  handedOver: handedOverSetup(),
  handedOverToChat: handedOverSetup({}, false),
  rejected: rejectedSetup(),
  approved: approvedSetup(),
  oneOfTwo: approvedSetup(everywhere),
  reported: reportedSetup(),
  reportedWithEvidence: reportedSetup({}, evidenceFor(takenSetup())),
  claimed: claimedSetup({ channels: ['smtp'], sendAs: false }),
  withSender: reportedSetup(sender),
  partly: partly(),
};

const upTo3 = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0004'));
let directory = '';
let connection: Connection;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ebiss-migration-'));
  connection = await connect({ kind: 'pglite', path: join(directory, 'db') }, () => {});
  const { db } = connection;
  await new Migrator({ db, provider: { getMigrations: async () => upTo3 } }).migrateToLatest();
  for (const [name, setup] of Object.entries(setups)) {
    const { exchangeTouched: _, exchangeBefore: __, ...state } = setup;
    await db
      .insertInto('setups')
      .values({
        id: name,
        version: setup.version,
        format: 3,
        tenant_id: setup.request.tenant.id,
        requester_tenant_id: setup.requester.tenantId,
        requester_object_id: setup.requester.objectId,
        handed_to: setup.handOver?.conversationId ?? null,
        busy: false,
        asked_at: setup.askedAt,
        state: JSON.stringify({ ...state, format: 3 }),
      })
      .execute();
  }
  const provider = { getMigrations: async () => ({ ...upTo3, '0004-verified': verified }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  expect(error).toBeUndefined();
});

afterAll(async () => {
  await connection?.close();
  await rm(directory, { recursive: true, force: true });
});

test.each(Object.entries(setups))('%s', async (name, { exchangeTouched, exchangeBefore }) => {
  const row = await connection.db
    .selectFrom('setups')
    .select(['format', 'state'])
    .where('id', '=', name)
    .executeTakeFirstOrThrow();
  expect(row.format).toBe(4);
  expect(row.state.exchangeTouched).toEqual(exchangeTouched);
  expect(row.state.exchangeBefore).toEqual(exchangeBefore);
});
