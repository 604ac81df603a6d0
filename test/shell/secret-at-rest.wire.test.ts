// What the database holds once everything was done: the secret is in it, but not to be read by whoever has the files.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { opened } from '../contract/opened-storage.ts';
import { everyRow } from '../support/every-row.ts';
import { plannedSetup } from '../support/setups.ts';
import { run } from './provisioning-run.ts';
import { deskOn, found, inserted, press, somebody } from './shell-under-test.ts';
import { accessTo, simulatedTenant } from './simulated-tenant.ts';

test('no table holds the text of the secret', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ebiss-at-rest-'));
  try {
    const path = join(directory, 'db');
    const { storage } = await opened({ kind: 'pglite', path });
    const setup = await inserted(storage, plannedSetup({ requester: somebody() }));
    const tenant = simulatedTenant();
    await run(deskOn(storage), setup, tenant, accessTo(tenant));
    const { version } = await found(storage, setup.id);
    await press(deskOn(storage), setup.requester, 'mail.test', { setupId: setup.id, version });
    await storage.close();
    const [[keyId, text] = ['', '']] = tenant.secrets;
    const rows = await everyRow(path);
    expect(rows).toContain(keyId);
    expect(rows).toContain('checkStarted');
    expect(rows).not.toContain(text);
    expect(rows).not.toContain(Buffer.from(text).toString('base64').replace(/=+$/u, ''));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
