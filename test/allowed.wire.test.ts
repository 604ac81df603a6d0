// ALLOWED_TENANTS and REQUESTERS in the whole program: from the settings to what is answered in a chat and on a page.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { compose } from '../src/compose.ts';
import type { CheckJob } from '../src/setup/message.ts';
import type { Setup } from '../src/setup/setup.ts';
import { whereAllowed } from '../src/shell/allowed.ts';
import { createLog } from '../src/telemetry/log.ts';
import { words } from '../src/words/words.ts';
import { opened } from './contract/opened-storage.ts';
import { configOf, programKey } from './running-program.ts';
import { waitingSetup } from './support/checked-setups.ts';
import { plannedSetup } from './support/setups.ts';
import { activity, objectId, tenantId } from './teams/activities.ts';
import { startTeamsService, type TeamsService } from './teams/teams-service.ts';

const english = words('en');
const other = '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601';
const key = programKey;

let directory = '';
let service: TeamsService;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ebiss-allowed-'));
  service = await startTeamsService();
});
afterAll(async () => {
  await service.close();
  await rm(directory, { recursive: true, force: true });
});

/** The program with these settings beside those that it cannot do without, until `use` is done. */
async function running(
  settings: Readonly<Record<string, string>>,
  use: (origin: string) => Promise<void>,
): Promise<void> {
  const program = await compose(configOf(join(directory, 'db'), settings), createLog('silent'));
  const { port } = await program.start();
  await use(`http://127.0.0.1:${port}`).finally(() => program.stop());
}

/** What the bot answers in the chat. */
async function say(origin: string, text: string, change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  service.sent.length = 0;
  const body = JSON.stringify({ ...activity(service.url, change), text });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${origin}/api/messages`, { method: 'POST', body, headers })).status).toBe(200);
  return JSON.stringify(service.sent.map((sent) => sent.body));
}

const stranger = { from: { id: '29:x', name: 'Sam', aadObjectId: '9d3f7a21-1111-4222-8333-944455556666' } };
const elsewhere = {
  channelData: { tenant: { id: other } },
  conversation: { id: 'a:x', conversationType: 'personal', tenantId: other },
};

test('REQUESTERS names who may start a setup, whatever the case of the ids', async () => {
  await running({ REQUESTERS: objectId.toUpperCase() }, async (origin) => {
    expect(await say(origin, 'setup')).toContain('"setup.plan"');
    const refused = await say(origin, 'setup', stranger);
    expect(refused).toContain(english.replies.mayNotStart);
    expect(refused).not.toContain('"setup.plan"');
  });
});

test('ALLOWED_TENANTS holds for chats, and for what pages are about, also once it was narrowed', async () => {
  const { storage } = await opened({ kind: 'pglite', path: join(directory, 'db') }, [key]);
  const setup = { ...plannedSetup(), requester: { tenantId, objectId, name: 'Robin Keller' } };
  await storage.inTransaction((tx) => tx.insertSetup(setup));
  await storage.close();
  let path = '';
  await running({ ALLOWED_TENANTS: tenantId }, async (origin) => {
    expect(await say(origin, 'setup', elsewhere)).toContain(english.replies.tenantNotAllowed);
    const card = await say(origin, `status ${setup.id}`);
    path = new URL(/"(http:[^"]*\/authorize\/[^"]*)"/.exec(card)?.[1] ?? '').pathname;
    expect((await fetch(`${origin}${path}`)).status).toBe(200);
  });
  const after = await opened({ kind: 'pglite', path: join(directory, 'db') }, [key]);
  expect(await after.storage.findConversation('a:x')).toBeNull();
  expect(await after.storage.findConversation('a:personal')).not.toBeNull();
  await after.storage.close();
  await running({ ALLOWED_TENANTS: other }, async (origin) => {
    expect(await say(origin, `status ${setup.id}`)).toContain(english.replies.tenantNotAllowed);
    expect((await fetch(`${origin}${path}`)).status).toBe(404);
    expect(await say(origin, 'setup', elsewhere)).toContain('"setup.plan"');
  });
});

test('nothing is asked of an organization that was taken out, whatever its setups have on the agenda', async () => {
  const { storage } = await opened({ kind: 'pglite', path: join(directory, 'db') }, [key]);
  const waiting = waitingSetup();
  const ofTarget = (id: string): Setup => ({
    ...waiting,
    id,
    requester: { ...waiting.requester, tenantId: other },
    request: { ...waiting.request, tenant: { ...waiting.request.tenant, id: other } },
  });
  const setups: readonly Setup[] = [
    { ...ofTarget('TRGT22'), request: waiting.request },
    { ...ofTarget('ASKS22'), requester: waiting.requester },
    ofTarget('STAY22'),
  ];
  await storage.inTransaction(async (tx) => {
    for (const { id, ...setup } of setups) {
      await tx.insertSetup({ ...setup, id });
      if (setup.secret !== null) await tx.sealSecret(id, setup.secret.keyId, 'text', setup.secret.endsAt);
      await tx.sendJob({ kind: 'check', setupId: id, scope: 'all', at: new Date().toISOString() });
    }
  });
  await storage.close();
  await running({ ALLOWED_TENANTS: other }, async (origin) => {
    const checks = async () =>
      /ebiss_check_seconds_count\{.*\} (\d+)/.exec(await (await fetch(`${origin}/metrics`)).text());
    // Its address is one at which nobody listens, so that the check of the one that stayed ends at once.
    await vi.waitFor(async () => expect((await checks())?.[1]).toBe('1'), { timeout: 60_000 });
  });
  const after = await opened({ kind: 'pglite', path: join(directory, 'db') }, [key]);
  const kinds = async (id: string) => (await after.storage.events(id)).map(({ kind }) => kind);
  expect(await kinds('STAY22')).toEqual(['checkStarted', 'checkFinished']);
  expect([await kinds('TRGT22'), await kinds('ASKS22')]).toEqual([[], []]);
  // They are put off, however often, and not kept; the one that is allowed is.
  const kept: string[] = [];
  const desk = { store: after.storage, isTenantAllowed: (id: string) => id === other, now: () => new Date() };
  const putOff = whereAllowed(desk, async ({ setupId }: CheckJob) => void kept.push(setupId));
  const due = { kind: 'check', setupId: 'TRGT22', scope: 'all', at: new Date().toISOString() } as const;
  await Promise.all([putOff(due), putOff({ ...due, at: new Date(0).toISOString() })]);
  await putOff({ ...due, setupId: 'STAY22' });
  expect(kept).toEqual(['STAY22']);
  await after.storage.close();
});
