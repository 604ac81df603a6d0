// The look whether admin consent was given meanwhile: what it sees, when it looks again, and when it ends.

import { expect, test } from 'vitest';
import type { CheckReport } from '../../src/setup/check.ts';
import { isConsented } from '../../src/setup/phase.ts';
import { permissionOf } from '../../src/setup/request.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { watchConsent } from '../../src/shell/watch-consent.ts';
import { handedOverSetup } from '../support/setups.ts';
import { saying, secretText, verificationOn } from './checked-setup.ts';
import { eventKinds, found, inserted, shellUnderTest, somebody } from './shell-under-test.ts';
import { notices, type WatchedStore, watched } from './watched-store.ts';

const shell = shellUnderTest();

async function withoutConsent(over: Partial<Setup> = {}) {
  const made = handedOverSetup({ requester: somebody() }, true, 'elsewhere');
  const setup = await inserted(shell().storage, made, over);
  const { secret } = setup;
  if (secret === null) throw new Error('handed over without a secret');
  await shell().storage.inTransaction((tx) => tx.sealSecret(setup.id, secret.keyId, secretText, secret.endsAt));
  const press = Date.parse(setup.authorization?.at ?? '');
  const clock = () => new Date(press + 61_000);
  return {
    setup,
    store: watched(shell().storage),
    clock,
    job: { kind: 'consent', setupId: setup.id, at: 'now' } as const,
  };
}

/** The next look, as it was put on the agenda. */
function looks(store: WatchedStore) {
  return store.jobs().filter((job) => job.kind === 'consent');
}

function carrying(setup: Setup, channels: Setup['consented']): CheckReport {
  const report = saying(setup, () => null);
  return { ...report, token: { ...report.token, roles: channels.map((channel) => permissionOf[channel]) } };
}

test('without the permissions in the token it looks again later and tells nobody', async () => {
  const { setup, store, clock, job } = await withoutConsent();
  await watchConsent(
    verificationOn(store, async () => carrying(setup, []), clock),
    job,
  );
  expect(await eventKinds(shell().storage, setup.id)).toEqual([]);
  expect(looks(store)).toEqual([{ kind: 'consent', setupId: setup.id, at: '2026-11-24T09:05:10.000Z' }]);
});

test('only the token is asked for, with the secret of the setup', async () => {
  const { setup, store, clock, job } = await withoutConsent();
  const asked: unknown[] = [];
  const deps = verificationOn(
    store,
    async (request) => {
      asked.push(request);
      return carrying(setup, []);
    },
    clock,
  );
  await watchConsent(deps, job);
  expect(asked).toMatchObject([{ scope: 'token', clientSecret: secretText, tenantId: setup.request.tenant.id }]);
});

test('a permission that was granted is noticed, and the other one still looked for', async () => {
  const { setup, store, clock, job } = await withoutConsent();
  await watchConsent(
    verificationOn(store, async () => carrying(setup, ['smtp']), clock),
    job,
  );
  expect((await found(store, setup.id)).consented).toEqual(['smtp']);
  expect(notices(store)).toEqual([]);
  expect(looks(store)).toHaveLength(1);
});

test('once all were granted it is told, and no further look is planned', async () => {
  const { setup, store, clock, job } = await withoutConsent();
  await watchConsent(
    verificationOn(store, async () => carrying(setup, ['smtp', 'pop3']), clock),
    job,
  );
  expect(isConsented(await found(store, setup.id))).toBe(true);
  expect(notices(store)).toEqual(['consented']);
  expect(looks(store)).toEqual([]);
});

test.each<[string, Partial<Setup>]>([
  ['cancelled', { cancelledAt: '2026-11-24T09:30:00.000Z' }],
  ['consented to already', { consented: ['smtp', 'pop3'] }],
  ['without a secret', { secret: null }],
])('a setup that is %s is not looked at any more', async (_what, over) => {
  const { setup, clock } = await withoutConsent();
  const store = watched(shell().storage);
  const ended = await inserted(shell().storage, { ...setup, ...over });
  const deps = verificationOn(store, () => Promise.reject(new Error('nobody is to be asked')), clock);
  await watchConsent(deps, { kind: 'consent', setupId: ended.id, at: 'now' });
  await watchConsent(deps, { kind: 'consent', setupId: 'NONE22', at: 'now' });
  expect(looks(store)).toEqual([]);
});

test('while a check is under way it leaves the asking to that, and comes again', async () => {
  const checking = { scope: 'all', startedAt: '2026-11-24T09:04:00.000Z' } as const;
  const { store, clock, job } = await withoutConsent({ checking });
  await watchConsent(
    verificationOn(store, () => Promise.reject(new Error('nobody is to be asked')), clock),
    job,
  );
  expect(looks(store)).toHaveLength(1);
});
