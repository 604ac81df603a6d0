// "audit" in the chat: whoever asked for a setup or authorized it gets its trail, and nobody else learns that it exists.

import { expect, test } from 'vitest';
import { done } from '../../src/setup/problem.ts';
import { words } from '../../src/words/words.ts';
import { authorization, handedOverSetup, now, plannedSetup } from '../support/setups.ts';
import { run } from './provisioning-run.ts';
import { channelOf, chatOf, deskOn, found, inserted, say, shellUnderTest, somebody } from './shell-under-test.ts';
import { accessTo, simulatedTenant } from './simulated-tenant.ts';
import { watched } from './watched-store.ts';

const shell = shellUnderTest();
const desk = () => deskOn(shell().storage, () => new Date(now));
const notFound = { kind: 'text', text: words('en').chat.notFound };

async function provisioned() {
  const requester = somebody();
  const planned = await inserted(shell().storage, plannedSetup({ requester }));
  const store = watched(shell().storage);
  const tenant = simulatedTenant();
  await run(deskOn(store), planned, tenant, accessTo(tenant));
  return { requester, setup: await found(shell().storage, planned.id) };
}

test('shows what happened, newest first, and leads to the page', async () => {
  const { requester, setup } = await provisioned();
  const reply = await say(desk(), requester, 'audit');
  const text = JSON.stringify(reply);
  const order = [
    'Gave the Exchange commands to the requester',
    'Ended the work',
    'Added a client secret',
    'Authorized the plan',
  ];
  const places = order.map((line) => text.indexOf(line));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(text).toContain(`https://bot.example/audit/${setup.id}`);
  expect(reply).toMatchObject({ kind: 'card', living: null });
});

test('is answered to the administrator who authorized it, also elsewhere', async () => {
  const { setup } = await provisioned();
  const reply = await say(desk(), authorization.by, `audit ${setup.id}`, chatOf(somebody()));
  expect(JSON.stringify(reply)).toContain('Authorized the plan');
});

test('tells nobody else that there is such a setup: strangers, the reader, Exchange administrators in their channel', async () => {
  const channel = channelOf();
  const requester = somebody();
  const handed = handedOverSetup({ requester });
  const handOver = handed.handOver && { ...handed.handOver, conversationId: channel.conversationId };
  const setup = await inserted(shell().storage, handed, { handOver });
  for (const place of [chatOf(requester), channel]) {
    expect(await say(desk(), somebody(), `audit ${setup.id}`, place)).toEqual(notFound);
  }
  const reader = somebody();
  const named = { ...authorization, reader };
  const withReader = await inserted(shell().storage, handed, { authorization: named });
  expect(await say(desk(), reader, `audit ${withReader.id}`)).toEqual(notFound);
  expect(await say(desk(), reader, 'audit ZZZZZZ')).toEqual(notFound);
  const twin = { ...requester, tenantId: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f699' };
  expect(await say(desk(), twin, `audit ${setup.id}`)).toEqual(notFound);
});

test('keeps Graph’s request id with the event', async () => {
  const planned = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  const tenant = simulatedTenant();
  const access = accessTo(tenant);
  const withId: typeof access = {
    ...access,
    async perform(setup, effect, onPause) {
      const outcome = await access.perform(setup, effect, onPause);
      if (!outcome.ok || outcome.value.happening.kind !== 'secretAdded') return outcome;
      return done({ ...outcome.value, happening: { ...outcome.value.happening, requestId: 'graph-1' } });
    },
  };
  await run(deskOn(shell().storage), planned, tenant, withId);
  const events = await shell().storage.events(planned.id);
  expect(events.find(({ kind }) => kind === 'secretAdded')).toMatchObject({ requestId: 'graph-1' });
});
