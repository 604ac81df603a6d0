// A provisioning run on a real storage: in which order it asks, what it saves, and how it ends when something fails.

import { describe, expect, test } from 'vitest';
import type { GraphEffect } from '../../src/setup/events.ts';
import { failed, type Problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { forbidden } from '../support/problems.ts';
import { cancelledSetup, plannedSetup } from '../support/setups.ts';
import { run, start } from './provisioning-run.ts';
import { deskOn, eventKinds, found, inserted, shellUnderTest, somebody } from './shell-under-test.ts';
import { accessTo, type Before, simulatedTenant } from './simulated-tenant.ts';
import { type Death, failingOnce, notices, watched } from './watched-store.ts';

const shell = shellUnderTest();

async function planned() {
  const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  const store = watched(shell().storage);
  return { setup, store, desk: deskOn(store), tenant: simulatedTenant() };
}

/** Lets an effect through once as many as `size` have come. */
function gathering(size: number, isMeant: (effect: GraphEffect) => boolean): Before {
  const all = Promise.withResolvers<null>();
  let come = 0;
  return async (effect) => {
    if (!isMeant(effect)) return null;
    come += 1;
    if (come === size) all.resolve(null);
    return all.promise;
  };
}

describe('a run', () => {
  test('creates the application, then the enterprise application, then all the rest side by side', async () => {
    const { setup, desk, tenant, store } = await planned();
    const isLast = ({ kind }: GraphEffect) => kind === 'assignRole' || kind === 'addSecret';
    const access = accessTo(tenant, gathering(3, isLast));
    await run(desk, setup, tenant, access);
    expect(tenant.asked.slice(0, 2)).toEqual(['createApplication', 'createServicePrincipal']);
    expect(tenant.asked.slice(2).sort()).toEqual(['addSecret', 'assignRole', 'assignRole']);
    const ended = await found(store, setup.id);
    expect(ended).toMatchObject({ run: null, problem: null, consented: ['smtp', 'pop3'], attempts: 1 });
    expect(notices(store)).toEqual(['provisioned']);
    expect(desk.failures).toEqual([]);
    expect(access.closed()).toBe(1);
  });

  test('saves each answer as it comes, and refreshes the card with each', async () => {
    const { setup, desk, tenant, store } = await planned();
    await run(desk, setup, tenant, accessTo(tenant));
    const kinds = await eventKinds(shell().storage, setup.id);
    expect(kinds.slice(0, 3)).toEqual(['authorized', 'applicationCreated', 'servicePrincipalCreated']);
    expect(kinds.slice(3, 6).sort()).toEqual(['roleAssigned', 'roleAssigned', 'secretAdded']);
    expect(kinds.slice(6)).toEqual(['runEnded', 'handedOver']);
    for (const commit of store.commits) {
      expect(commit.messages).toContainEqual({
        conversationId: setup.conversationId,
        setupId: setup.id,
        content: { kind: 'livingCard', audience: 'requester', renew: false },
      });
    }
  });

  test('leaves the consent to others where that was chosen', async () => {
    const { setup, desk, tenant, store } = await planned();
    await run(desk, setup, tenant, accessTo(tenant), 'elsewhere');
    expect(tenant.asked).toEqual(['createApplication', 'createServicePrincipal', 'addSecret']);
    expect(await found(store, setup.id)).toMatchObject({ run: null, problem: null, consented: [] });
  });

  test('seals the secret in the transaction that says it was added, and nowhere else', async () => {
    const { setup, desk, tenant, store } = await planned();
    await run(desk, setup, tenant, accessTo(tenant));
    const { secret } = await found(store, setup.id);
    const [[keyId, text] = ['', '']] = tenant.secrets;
    expect(secret?.keyId).toBe(keyId);
    expect(await store.openSecret(setup.id, keyId)).toBe(text);
    for (const commit of store.commits) {
      const added = commit.events.some((event) => event.kind === 'secretAdded');
      expect(commit.sealed).toEqual(added ? [{ setupId: setup.id, keyId }] : []);
      expect(JSON.stringify(commit)).not.toContain(text);
    }
  });
});

type Breaking = readonly [
  what: string,
  isBroken: (effect: GraphEffect) => boolean,
  step: Problem['step'],
  asked: string[],
];

const breaking: readonly Breaking[] = [
  ['the application', ({ kind }) => kind === 'createApplication', 'application', []],
  [
    'the enterprise application',
    ({ kind }) => kind === 'createServicePrincipal',
    'servicePrincipal',
    ['createApplication'],
  ],
  [
    'a role',
    (effect) => effect.kind === 'assignRole' && effect.channel === 'smtp',
    'consent',
    ['addSecret', 'assignRole', 'createApplication', 'createServicePrincipal'],
  ],
  [
    'the secret',
    ({ kind }) => kind === 'addSecret',
    'secret',
    ['assignRole', 'assignRole', 'createApplication', 'createServicePrincipal'],
  ],
];

describe.each(breaking)('when %s', (_what, isBroken, step, asked) => {
  async function goesOn(setup: Setup, { desk, store, tenant }: Awaited<ReturnType<typeof planned>>) {
    const stopped = await found(store, setup.id);
    expect(stopped).toMatchObject({ run: null, handOver: null });
    expect(notices(store)).toEqual(['provisioningStopped']);
    expect([...tenant.asked].sort()).toEqual(asked);
    await run(desk, stopped, tenant, accessTo(tenant));
    const whole = await found(store, setup.id);
    expect(whole).toMatchObject({ run: null, problem: null, consented: ['smtp', 'pop3'], attempts: 2 });
    expect(whole.handOver).not.toBeNull();
    expect(notices(store)).toEqual(['provisioningStopped', 'provisioned']);
    expect([...tenant.secrets.keys()]).toEqual([whole.secret?.keyId]);
    return stopped;
  }

  test('is refused, the run stops with its problem, the others finish, and Continue makes it whole', async () => {
    const made = await planned();
    // A consent that is forbidden is handed on and stops nothing; so here something else is wrong.
    const problem: Problem = { ...forbidden, reason: 'noAnswer', step };
    const access = accessTo(made.tenant, async (effect) => (isBroken(effect) ? failed(problem) : null));
    await run(made.desk, made.setup, made.tenant, access);
    expect(access.closed()).toBe(1);
    expect((await goesOn(made.setup, made)).problem).toEqual(problem);
    expect(made.desk.failures).toEqual([]);
  });

  test('throws, it is said to be unexpected and is reported, and Continue makes it whole', async () => {
    const made = await planned();
    const bug = new Error('on purpose');
    const access = accessTo(made.tenant, (effect) => (isBroken(effect) ? Promise.reject(bug) : Promise.resolve(null)));
    await run(made.desk, made.setup, made.tenant, access);
    expect(access.closed()).toBe(1);
    expect((await goesOn(made.setup, made)).problem).toMatchObject({ reason: 'unexpected', step });
    expect(made.desk.failures.map((failure) => failure.error)).toEqual([bug]);
  });
});

test('a secret that nobody holds is removed on Continue; where that fails, the rest still finishes', async () => {
  const { setup, desk, store, tenant } = await planned();
  tenant.applications.set(setup.id, { objectId: 'object', appId: 'app' });
  tenant.secrets.set('lost', 'nobody can read this any more');
  const access = accessTo(tenant, async (effect) => (effect.kind === 'removeSecret' ? failed(forbidden) : null));
  await run(desk, setup, tenant, access);
  const stopped = await found(store, setup.id);
  expect(stopped).toMatchObject({ problem: forbidden, consented: ['smtp', 'pop3'], handOver: null });
  expect([...tenant.secrets.keys()]).toEqual(['lost', stopped.secret?.keyId]);
  await run(desk, stopped, tenant, accessTo(tenant));
  expect([...tenant.secrets.keys()]).toEqual([stopped.secret?.keyId]);
  expect((await found(store, setup.id)).problem).toBeNull();
});

test('a consent that Graph does not let this person give is handed on, and all else finishes', async () => {
  const { setup, desk, store, tenant } = await planned();
  const refusal: Problem = { ...forbidden, step: 'consent' };
  const access = accessTo(tenant, async ({ kind }) => (kind === 'assignRole' ? failed(refusal) : null));
  await run(desk, setup, tenant, access);
  const handedOn = await found(store, setup.id);
  expect(handedOn).toMatchObject({ problem: null, consented: [], authorization: { consentRefused: true } });
  expect(handedOn.handOver).not.toBeNull();
  expect(notices(store)).toEqual(['consentMissing']);
  const looks = store.commits.flatMap(({ jobs }) => jobs.filter((job) => job.kind === 'consent'));
  expect(looks).toMatchObject([{ setupId: setup.id }]);
});

test('a pause is told while it lasts, and one that cannot be saved does not hold up the run', async () => {
  const { setup, desk, store, tenant } = await planned();
  const at = new Date().toISOString();
  const access = accessTo(tenant);
  const pausing: typeof access = {
    ...access,
    perform(now, effect, onPause) {
      onPause({ step: 'application', cause: 'askedToWait', startedAt: at, until: at });
      return access.perform(now, effect, onPause);
    },
  };
  await run({ ...desk, store: failingOnce(store, 'paused') }, setup, tenant, pausing);
  const ended = await found(store, setup.id);
  expect(ended).toMatchObject({ run: null, problem: null, consented: ['smtp', 'pop3'] });
  expect(desk.failures.map(({ doing }) => doing)).toEqual(['telling of a pause']);
  expect(await eventKinds(shell().storage, setup.id)).toContain('paused');
});

describe('when the database is away', () => {
  test('for a moment, the run is interrupted only after everything that was asked of the tenant is answered', async () => {
    const { setup, store, tenant } = await planned();
    const away = Promise.withResolvers<void>();
    const desk = deskOn(failingOnce(store, 'roleAssigned', away.resolve));
    const access = accessTo(tenant, async ({ kind }) => {
      if (kind !== 'addSecret') return null;
      await away.promise;
      // Behind whatever the failed save made the run do next.
      for (let look = 0; look < 5; look += 1) await store.findSetup(setup.id);
      return null;
    });
    await run(desk, setup, tenant, access);
    expect((await eventKinds(shell().storage, setup.id)).slice(-2)).toEqual(['secretAdded', 'interrupted']);
    expect((await found(store, setup.id)).problem?.reason).toBe('interrupted');
    expect(desk.failures.map((failure) => failure.doing)).toEqual(['provisioning']);
    expect(access.closed()).toBe(1);
  });

  test('for good, the run ends all the same, and what happened is reported', async () => {
    const { setup, tenant } = await planned();
    const death: Death = { when: 'before', save: 2 };
    const desk = deskOn(watched(shell().storage, death));
    const access = accessTo(tenant);
    await run(desk, setup, tenant, access);
    expect(desk.failures.length).toBeGreaterThan(0);
    expect((await found(shell().storage, setup.id)).run).not.toBeNull();
    expect(access.closed()).toBe(1);
  });
});

describe('a press', () => {
  test('while a run is under way is told that it is busy, and begins nothing', async () => {
    const { setup, desk, store, tenant } = await planned();
    const goOn = Promise.withResolvers<null>();
    const first = await start(
      desk,
      setup,
      tenant,
      accessTo(tenant, () => goOn.promise),
    );
    const running = await found(store, setup.id);
    for (const seen of [setup, running]) {
      expect(await start(desk, seen, tenant, accessTo(tenant))).toEqual({ kind: 'busy' });
    }
    expect(await found(store, setup.id)).toEqual(running);
    goOn.resolve(null);
    if (first.kind === 'started') await first.ended;
    expect(tenant.asked.filter((kind) => kind === 'createApplication')).toHaveLength(1);
  });

  test('on a plan that has changed meanwhile begins nothing', async () => {
    const { setup, desk, store, tenant } = await planned();
    expect(await start(desk, { ...setup, version: 7 }, tenant, accessTo(tenant))).toEqual({ kind: 'stale' });
    expect(await start(desk, { ...setup, id: 'ZZZZZZ' }, tenant, accessTo(tenant))).toEqual({ kind: 'stale' });
    expect(await found(store, setup.id)).toEqual(setup);
    expect(tenant.asked).toEqual([]);
  });

  test('on a setup that was cancelled begins nothing and leaves no trace', async () => {
    const { desk, tenant } = await planned();
    const setup = await inserted(shell().storage, cancelledSetup({ requester: somebody() }));
    expect(await start(desk, setup, tenant, accessTo(tenant))).toEqual({ kind: 'stale' });
    expect(await found(shell().storage, setup.id)).toEqual(setup);
    expect(tenant.asked).toEqual([]);
  });

  test('made twenty times at once begins one run', async () => {
    const { setup, desk, tenant } = await planned();
    const starts = await Promise.all(Array.from({ length: 20 }, () => start(desk, setup, tenant, accessTo(tenant))));
    const [first, ...more] = starts.filter((started) => started.kind === 'started');
    expect(more).toEqual([]);
    await first?.ended;
    const kinds = await eventKinds(shell().storage, setup.id);
    expect(kinds.filter((kind) => kind === 'authorized')).toHaveLength(1);
    expect(tenant.secrets.size).toBe(1);
  });
});
