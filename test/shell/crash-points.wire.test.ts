// The process dies at every save of a run, just before its commit and just after. Then it starts anew and the
// administrator presses Continue. The saves are counted in a run that goes well, so that a new one is in it by itself.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interruptUnfinished } from '../../src/shell/resume.ts';
import { opened } from '../contract/opened-storage.ts';
import { plannedSetup } from '../support/setups.ts';
import { run } from './provisioning-run.ts';
import { deskOn, eventKinds, found, inserted, shellUnderTest, somebody } from './shell-under-test.ts';
import { accessTo, type SimulatedTenant, simulatedTenant } from './simulated-tenant.ts';
import { type Commit, type Death, ProcessDied, watched } from './watched-store.ts';

const shell = shellUnderTest();

const commits = await commitsOfSoundRun();
const deaths: readonly (Death & { readonly saved: string })[] = commits.flatMap(({ events }, save) => {
  const saved = events.map((event) => event.kind).join(' and ');
  return [
    { when: 'before', save, saved },
    { when: 'after', save, saved },
  ] as const;
});

async function commitsOfSoundRun(): Promise<readonly Commit[]> {
  const { storage } = await opened({ kind: 'pglite', path: 'memory://' });
  const store = watched(storage);
  const setup = await inserted(storage, plannedSetup({ requester: somebody() }));
  const tenant = simulatedTenant();
  await run(deskOn(store), setup, tenant, accessTo(tenant));
  await storage.close();
  return store.commits;
}

/** One life of the process: start, Continue, and death where that was wished. */
async function live(setupId: string, tenant: SimulatedTenant, death: Death | null): Promise<void> {
  const store = watched(shell().storage, death);
  const desk = deskOn(store);
  const access = accessTo(tenant, async () => {
    if (store.isDead()) throw new ProcessDied();
    return null;
  });
  try {
    await interruptUnfinished(desk);
    const setup = await found(store, setupId);
    expect(setup.run).toBeNull();
    await run(desk, setup, tenant, access);
  } catch (error) {
    if (!(error instanceof ProcessDied)) throw error;
  }
  for (const failure of desk.failures) expect(failure.error).toBeInstanceOf(ProcessDied);
}

async function livedThrough(lives: readonly (Death | null)[]): Promise<void> {
  const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  const tenant = simulatedTenant();
  for (const death of [...lives, null]) await live(setup.id, tenant, death);
  await expectWhole(setup.id, tenant);
}

async function expectWhole(setupId: string, tenant: SimulatedTenant): Promise<void> {
  const setup = await found(shell().storage, setupId);
  expect([...tenant.applications.values()]).toEqual([setup.application]);
  expect([...tenant.servicePrincipals.values()]).toEqual([setup.servicePrincipal]);
  expect([...tenant.roles].sort()).toEqual(['pop3', 'smtp']);
  const [[keyId, text] = ['', ''], ...more] = tenant.secrets;
  expect(more).toEqual([]);
  expect(setup.secret?.keyId).toBe(keyId);
  expect(await shell().storage.openSecret(setupId, keyId)).toBe(text);
  expect(setup).toMatchObject({ run: null, problem: null, consented: ['smtp', 'pop3'] });
  const kinds = await eventKinds(shell().storage, setupId);
  expect(kinds.filter((kind) => kind === 'handedOver')).toEqual(['handedOver']);
  expect(kinds).toHaveLength(setup.version - 1);
}

describe('a process that dies', () => {
  test.each(deaths)('$when save $save ($saved) is committed leaves what Continue makes whole', async (death) => {
    await livedThrough([death]);
  });

  test('again and again leaves what Continue makes whole', async () => {
    const someLives = fc.array(fc.constantFrom(...deaths), { minLength: 2, maxLength: 4 });
    await fc.assert(fc.asyncProperty(someLives, livedThrough), { numRuns: 30 });
  }, 60_000);
});

test('a start with nothing under way interrupts nothing', async () => {
  const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  expect(await interruptUnfinished(deskOn(shell().storage))).toBe(0);
  expect(await eventKinds(shell().storage, setup.id)).toEqual([]);
});
