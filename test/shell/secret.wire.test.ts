// Reading the client secret, that it is in eBiss, and tests for which it is brought along, on a real storage.

import { expect, test } from 'vitest';
import type { SignedInPerson } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { confirmDelivery, readSecret } from '../../src/shell/read-secret.ts';
import { interruptUnfinished } from '../../src/shell/resume.ts';
import { testOnPage } from '../../src/shell/test-on-page.ts';
import { verify } from '../../src/shell/verify.ts';
import { watchConsent } from '../../src/shell/watch-consent.ts';
import { verifiedSetup } from '../support/checked-setups.ts';
import { propagating } from '../support/problems.ts';
import { authorization } from '../support/setups.ts';
import { type MailServers, saying, verificationOn } from './checked-setup.ts';
import { deskOn, eventKinds, found, inserted, press, say, shellUnderTest, somebody } from './shell-under-test.ts';
import { notices, watched } from './watched-store.ts';

const shell = shellUnderTest();
const kept = 'kept~in-the.store';
const brought = 'brought~along-by.hand';
const reader: SignedInPerson = { ...authorization.by, username: 'alex.admin@contoso.example' };
const stranger: SignedInPerson = { ...reader, objectId: somebody().objectId, name: 'Sam Fremd' };
const nobodyAsked: MailServers = () => Promise.reject(new Error('nobody is to be asked'));

async function verified(over: Partial<Setup> = {}): Promise<Setup> {
  const setup = await inserted(shell().storage, verifiedSetup({ requester: somebody() }), over);
  const keyId = keyOf(setup);
  await shell().storage.inTransaction((tx) => tx.sealSecret(setup.id, keyId, kept, '2027-11-24T09:00:00.000Z'));
  return setup;
}

function keyOf({ secret }: Setup): string {
  if (secret === null) throw new Error('it has no secret');
  return secret.keyId;
}

async function delivered(): Promise<Setup> {
  const setup = await verified();
  const desk = deskOn(shell().storage);
  await readSecret(desk, { setupId: setup.id, reader });
  expect(await confirmDelivery(desk, { setupId: setup.id, keyId: keyOf(setup), by: reader })).toBe(true);
  return found(shell().storage, setup.id);
}

test('whoever reads it is in the trail, and the requester is told by whom in the same transaction', async () => {
  const setup = await verified();
  const store = watched(shell().storage);
  expect(await readSecret(deskOn(store), { setupId: setup.id, reader })).toBe(kept);
  const [commit, ...more] = store.commits;
  expect(more).toEqual([]);
  const { objectId, tenantId, name, username } = reader;
  const by = { objectId, tenantId, name };
  expect(commit?.events).toMatchObject([{ kind: 'secretRead', keyId: keyOf(setup), by, username }]);
  expect(commit?.messages.map(({ conversationId, content }) => [conversationId, content])).toContainEqual([
    setup.conversationId,
    { kind: 'notice', notice: 'secretRead', who: 'Alex Brandt (alex.admin@contoso.example)' },
  ]);
  expect(JSON.stringify(commit)).not.toContain(kept);
});

test('nobody gets it without the event that says so: not a stranger, and not while the database is away', async () => {
  const setup = await verified();
  const store = watched(shell().storage);
  expect(await readSecret(deskOn(store), { setupId: setup.id, reader: stranger })).toBeNull();
  expect(await readSecret(deskOn(store), { setupId: 'ZZZZZZ', reader })).toBeNull();
  expect(store.commits).toEqual([]);
  const away = { ...shell().storage, inTransaction: () => Promise.reject(new Error('the database is away')) };
  await expect(readSecret(deskOn(away), { setupId: setup.id, reader })).rejects.toThrow('away');
});

test('that it is in eBiss destroys the sealed row and tells the requester; who may not changes nothing', async () => {
  const setup = await verified();
  const keyId = keyOf(setup);
  const store = watched(shell().storage);
  const confirm = (by: SignedInPerson, key = keyId) =>
    confirmDelivery(deskOn(store), { setupId: setup.id, keyId: key, by });
  expect(await confirm(reader)).toBe(false);
  await readSecret(deskOn(store), { setupId: setup.id, reader });
  expect([await confirm(stranger), await confirm(reader, 'another')]).toEqual([false, false]);
  expect(await shell().storage.openSecret(setup.id, keyId)).toBe(kept);
  expect(await confirm(reader)).toBe(true);
  expect(await shell().storage.openSecret(setup.id, keyId)).toBeNull();
  expect(await confirm(reader)).toBe(false);
  expect(notices(store)).toEqual(['secretRead', 'secretDelivered']);
  expect(await eventKinds(shell().storage, setup.id)).toEqual(['secretRead', 'secretDelivered']);
});

test('it stays destroyed only if the event was saved', async () => {
  const setup = await verified();
  const desk = deskOn(shell().storage);
  await readSecret(desk, { setupId: setup.id, reader });
  const store = watched(shell().storage, { when: 'before', save: 0 });
  await expect(
    confirmDelivery(deskOn(store), { setupId: setup.id, keyId: keyOf(setup), by: reader }),
  ).rejects.toThrow();
  expect(await shell().storage.openSecret(setup.id, keyOf(setup))).toBe(kept);
});

test('the jobs do without it, and a test in the chat leads to the page', async () => {
  const setup = await delivered();
  const store = watched(shell().storage);
  const deps = verificationOn(store, nobodyAsked);
  const at = new Date().toISOString();
  await verify(deps, { kind: 'check', setupId: setup.id, scope: 'all', at });
  await watchConsent(deps, { kind: 'consent', setupId: setup.id, at });
  for (const line of ['test', 'test smtp', 'test roundtrip']) {
    const reply = await say(deps, setup.requester, `${line} ${setup.id}`);
    expect(reply).toMatchObject({ kind: 'text', text: expect.stringContaining('https://bot.example/settings/') });
  }
  const pressed = await press(deps, setup.requester, 'mail.test', {
    setupId: setup.id,
    version: setup.version,
    what: 'all',
  });
  expect(pressed).toMatchObject({ kind: 'text', text: expect.stringContaining('not kept here any more') });
  expect(store.commits).toEqual([]);
  expect(deps.failures).toEqual([]);
});

test('a test on the page uses what was brought along, once, and saves what was found and nothing else', async () => {
  const setup = await delivered();
  const store = watched(shell().storage);
  const asked: string[] = [];
  const checkMail: MailServers = async ({ clientSecret }) => {
    asked.push(clientSecret);
    expect((await found(store, setup.id)).checking).not.toBeNull();
    return saying(setup, propagating);
  };
  const begun = await testOnPage(verificationOn(store, checkMail), {
    setupId: setup.id,
    by: reader,
    secretText: brought,
  });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  await begun.ended;
  expect(asked).toEqual([brought]);
  expect(store.jobs()).toEqual([]);
  expect(await found(store, setup.id)).toMatchObject({ checking: null, verifiedAt: null, nextCheckAt: null });
  expect(store.commits.flatMap(({ events }) => events.map(({ kind, by }) => [kind, by?.name]))).toEqual([
    ['checkStarted', 'Alex Brandt'],
    ['checkFinished', undefined],
  ]);
  expect(JSON.stringify([store.commits, await shell().storage.events(setup.id)])).not.toContain(brought);
  expect(await shell().storage.openSecret(setup.id, keyOf(setup))).toBeNull();
});

test('no test begins beside another one, too often, or where the bot holds the secret itself', async () => {
  const setup = await delivered();
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const deps = verificationOn(shell().storage, async () => {
    await answered;
    return saying(setup, () => null);
  });
  const test = (setupId: string, slow = deps) => testOnPage(slow, { setupId, by: reader, secretText: brought });
  const first = await test(setup.id);
  expect(await test(setup.id)).toEqual({ kind: 'notNow' });
  answer();
  if (first.kind === 'begun') await first.ended;
  expect(await test(setup.id, { ...deps, testPace: { take: () => 40 } })).toEqual({ kind: 'tooOften', seconds: 40 });
  expect(await test((await verified()).id)).toEqual({ kind: 'notNow' });
  expect(await test('ZZZZZZ')).toEqual({ kind: 'notNow' });
});

test('a bug in the test is reported without what was brought along; a test that was cut off is over', async () => {
  const setup = await delivered();
  const deps = verificationOn(shell().storage, () => Promise.reject(new Error('a bug')));
  const begun = await testOnPage(deps, { setupId: setup.id, by: reader, secretText: brought });
  if (begun.kind === 'begun') await begun.ended;
  expect(deps.failures).toMatchObject([{ doing: 'verification' }]);
  expect((await found(shell().storage, setup.id)).token?.problem?.reason).toBe('unexpected');
  const dying = watched(shell().storage, { when: 'before', save: 1 });
  const cut = await testOnPage(
    verificationOn(dying, async () => saying(setup, () => null)),
    {
      setupId: setup.id,
      by: reader,
      secretText: brought,
    },
  );
  if (cut.kind === 'begun') await cut.ended;
  expect((await found(shell().storage, setup.id)).checking).not.toBeNull();
  await interruptUnfinished(deskOn(shell().storage));
  expect(await found(shell().storage, setup.id)).toMatchObject({ checking: null, nextCheckAt: null });
});
