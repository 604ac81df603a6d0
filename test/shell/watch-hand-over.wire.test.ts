// The clock of a hand-over on a real storage: one reminder, one lapse, and never a word once somebody has answered.

import { expect, test } from 'vitest';
import { handOverState } from '../../src/setup/hand-over-state.ts';
import type { Message } from '../../src/setup/message.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { noteUndeliverable } from '../../src/shell/note-undeliverable.ts';
import { watchHandOver } from '../../src/shell/watch-hand-over.ts';
import { handOverTo } from '../contract/sample-setup.ts';
import { approvedSetup, handedOverSetup, rejectedSetup } from '../support/setups.ts';
import { channelOf, deskOn, eventKinds, found, inserted, shellUnderTest, somebody } from './shell-under-test.ts';
import { notices, type WatchedStore, watched } from './watched-store.ts';

const shell = shellUnderTest();
const start = '2026-11-24T09:03:15.000Z';
const days = (count: number) => new Date(Date.parse(start) + count * 24 * 3600_000);

async function handed(made: Setup = handedOverSetup({ requester: somebody() })): Promise<Setup> {
  const { conversationId } = channelOf();
  const handOver = { ...(made.handOver ?? handOverTo('')), conversationId };
  return inserted(shell().storage, made, { handOver, requester: somebody() });
}

async function look(store: WatchedStore, setup: Setup, at: Date): Promise<Setup> {
  await watchHandOver(
    deskOn(store, () => at),
    { kind: 'handOver', setupId: setup.id, at: at.toISOString() },
  );
  return found(store, setup.id);
}

test('reminds channel and requester once after a day, and lapses after fourteen', async () => {
  const setup = await handed();
  const store = watched(shell().storage);
  expect(await look(store, setup, days(0.5))).toEqual(setup);
  expect(store.jobs().at(-1)?.at).toBe(days(1).toISOString());
  await look(store, setup, days(1));
  expect(notices(store)).toEqual(['handOverReminder', 'handOverQuiet']);
  const places = store.commits.flatMap(({ messages }) =>
    messages.flatMap(({ content, conversationId }) => (content.kind === 'notice' ? [conversationId] : [])),
  );
  expect(places).toEqual([setup.handOver?.conversationId, setup.conversationId]);
  expect(store.jobs().at(-1)?.at).toBe(days(14).toISOString());
  await look(store, setup, days(2));
  await look(store, setup, days(13.9));
  expect(notices(store)).toHaveLength(2);
  const lapsed = await look(store, setup, days(14));
  expect(handOverState(lapsed)).toBe('lapsed');
  expect(await eventKinds(shell().storage, setup.id)).toEqual(['handOverReminded', 'handOverLapsed']);
  expect(await look(store, setup, days(20))).toEqual(lapsed);
});

test('starts the day anew with each thing that somebody does', async () => {
  const setup = await handed(approvedSetup());
  const store = watched(shell().storage);
  expect(await look(store, setup, days(1))).toEqual(setup);
  const [approval] = setup.handOver?.approvals ?? [];
  expect(store.jobs().map(({ at }) => at)).toEqual([
    new Date(Date.parse(approval?.at ?? '') + 24 * 3600_000).toISOString(),
  ]);
});

test.each([
  ['rejected', rejectedSetup()],
  ['cancelled', { ...handedOverSetup(), cancelledAt: start }],
])('says nothing of what is %s, and looks no more', async (_name, made) => {
  const setup = await handed(made);
  const store = watched(shell().storage);
  expect(await look(store, setup, days(15))).toEqual(setup);
  expect(store.jobs()).toEqual([]);
});

test('reverse commands that the channel does not get go to the requester, who is told', async () => {
  const setup = await handed();
  const store = watched(shell().storage);
  const desk = deskOn(store, () => days(0));
  const undo = (conversationId: string, setupId = setup.id): Message => ({
    conversationId,
    setupId,
    content: { kind: 'undo' },
  });
  await noteUndeliverable(desk, undo(setup.handOver?.conversationId ?? ''));
  const put = store.messages();
  expect(put.map(({ conversationId, content }) => [conversationId, content])).toEqual([
    [setup.conversationId, { kind: 'notice', notice: 'undoUndeliverable' }],
    [setup.conversationId, { kind: 'undo' }],
  ]);
  // Where the requester's own chat takes nothing either, nobody can be told.
  await noteUndeliverable(desk, undo(setup.conversationId));
  await noteUndeliverable(desk, undo('19:x', 'ZZZZZZ'));
  expect(store.messages()).toEqual(put);
  expect(await found(store, setup.id)).toEqual(setup);
});

test('a hand-over that could not be posted is told to the requester, with two ways on', async () => {
  const setup = await handed();
  const conversationId = setup.handOver?.conversationId ?? '';
  const store = watched(shell().storage);
  const card = (audience: 'requester' | 'exchange', to: string): Message => ({
    conversationId: to,
    setupId: setup.id,
    content: { kind: 'livingCard', audience, renew: false },
  });
  const desk = deskOn(store, () => days(0));
  await noteUndeliverable(desk, card('requester', setup.conversationId));
  await noteUndeliverable(desk, card('exchange', '19:another@thread.tacv2'));
  expect(await found(store, setup.id)).toEqual(setup);
  await noteUndeliverable(desk, card('exchange', conversationId));
  await noteUndeliverable(desk, card('exchange', conversationId));
  expect(notices(store)).toEqual(['handOverUndeliverable']);
  const stuck = await found(store, setup.id);
  expect(handOverState(stuck)).toBe('undeliverable');
  const shown = JSON.stringify(await desk.show.living(stuck, 'requester'));
  for (const verb of ['exchange.renew', 'exchange.toRequester']) expect(shown).toContain(verb);
});
