// What a start takes up of hand-overs: the clock of those that have none, and those that stand where nobody confirmed
// that they may. Every test has organisations of its own.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { handOverState } from '../../src/setup/hand-over-state.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { confirmPlace } from '../../src/shell/exchange-place.ts';
import { takeUpHandOvers } from '../../src/shell/resume.ts';
import { handOverTo } from '../contract/sample-setup.ts';
import { approvedSetup, handedOverSetup, lapsedSetup, rejectedSetup, reportedSetup } from '../support/setups.ts';
import {
  channelOf,
  chatOf,
  deskOn,
  eventKinds,
  found,
  inserted,
  press,
  shellUnderTest,
  somebody,
} from './shell-under-test.ts';
import { notices, watched } from './watched-store.ts';

const shell = shellUnderTest();
const start = '2026-11-24T09:03:15.000Z';
const day = 24 * 3600_000;
const at = (days: number) => new Date(Date.parse(start) + days * day);

async function handed(made: Setup, over: Partial<Setup> = {}): Promise<Setup> {
  const { conversationId } = channelOf();
  const tenant = { id: randomUUID(), typed: 'own.example' };
  const handOver = { ...(made.handOver ?? handOverTo('')), conversationId };
  return inserted(shell().storage, made, {
    handOver,
    request: { ...made.request, tenant },
    requester: somebody(),
    ...over,
  });
}

async function started(days: number) {
  const store = watched(shell().storage);
  await takeUpHandOvers(deskOn(store, () => at(days)));
  const jobsOf = ({ id }: Setup) => store.jobs().filter(({ setupId }) => setupId === id);
  return { store, jobsOf };
}

test('puts the next look on the agenda for each hand-over that is open, also where it is long due', async () => {
  const asked = await handed(handedOverSetup());
  const approved = await handed(approvedSetup());
  const inChat = await handed(handedOverSetup({}, false));
  const { jobsOf } = await started(3);
  expect(jobsOf(asked)).toEqual([{ kind: 'handOver', setupId: asked.id, at: at(1).toISOString() }]);
  expect(jobsOf(approved)).toEqual([{ kind: 'handOver', setupId: approved.id, at: '2026-11-25T09:06:00.000Z' }]);
  expect(jobsOf(inChat)).toHaveLength(1);
  for (const setup of [asked, approved, inChat]) expect(await found(shell().storage, setup.id)).toEqual(setup);
});

test.each<[string, Setup]>([
  ['rejected', rejectedSetup()],
  ['lapsed', lapsedSetup()],
  ['reported', reportedSetup()],
  ['cancelled', { ...handedOverSetup(), cancelledAt: start }],
])('leaves what is %s alone', async (_name, made) => {
  const setup = await handed(made);
  const { jobsOf } = await started(3);
  expect(jobsOf(setup)).toEqual([]);
  expect(await found(shell().storage, setup.id)).toEqual(setup);
});

/** As an upgrade leaves it: handed over to a channel that somebody had named, and that nobody ever confirmed. */
async function unconfirmed(): Promise<Setup> {
  const setup = await handed(handedOverSetup());
  return inserted(shell().storage, setup, {
    handOver: { ...(setup.handOver ?? handOverTo('')), textHash: '' },
    requester: setup.requester,
  });
}

test('hands over anew, once, what stands with a channel that nobody confirmed: to the requester', async () => {
  const setup = await unconfirmed();
  const { store } = await started(3);
  const moved = await found(shell().storage, setup.id);
  expect(moved.handOver).toMatchObject({ conversationId: setup.conversationId, toChannel: false, approvals: [] });
  expect(moved.handOver?.textHash).toMatch(/^[0-9a-f]{64}$/u);
  expect(notices(store)).toEqual(['handOverMoved']);
  const shown = JSON.stringify(await deskOn(store).show.living(moved, 'exchange'));
  expect(shown).toContain('exchange here');
  await started(3);
  expect(await eventKinds(shell().storage, setup.id)).toEqual(['handedOver']);
});

test('and to the channel that was confirmed meanwhile, where there is one', async () => {
  const setup = await unconfirmed();
  const { id: tenantId } = setup.request.tenant;
  const { conversationId } = channelOf();
  const by = { ...somebody(), tenantId };
  const names = { team: null, channel: null };
  const proposal = { id: 'p', tenantId, conversationId, names, proposedBy: by, proposedAt: start };
  await confirmPlace(shell().storage, { ...proposal, id: randomUUID() }, by, start);
  await started(3);
  const moved = await found(shell().storage, setup.id);
  expect(moved.handOver).toMatchObject({ conversationId, toChannel: true });
});

test.each(['approve', 'reject'])('until then nobody can %s it there', async (verb) => {
  const setup = await unconfirmed();
  const place = { conversationId: setup.handOver?.conversationId ?? '', kind: 'channel' } as const;
  const seen = { textHash: '', takenBy: null, reportedAt: null };
  const data = { setupId: setup.id, version: setup.version, seen, reason: 'no' };
  await press(deskOn(shell().storage), somebody(), `exchange.${verb}`, data, place);
  const after = await found(shell().storage, setup.id);
  expect(after).toEqual(setup);
  expect(handOverState(after)).toBe('asked');
  expect(chatOf(setup.requester).conversationId).toBe(setup.conversationId);
});
