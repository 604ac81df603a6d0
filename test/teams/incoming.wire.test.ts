// What Teams sends, through signed HTTP, to what the conversation gets; and who is turned away before that.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { activity, added, mentioned, objectId, press, tenantId } from './activities.ts';
import { type BotUnderTest, startBot, words } from './bot-under-test.ts';
import { bot, startTeamsService, type TeamsService } from './teams-service.ts';

let service: TeamsService;
let under: BotUnderTest;

beforeAll(async () => {
  service = await startTeamsService();
  under = await startBot({ bot, authority: service.authority });
});
afterAll(async () => {
  await under.close();
  await service.close();
});
afterEach(() => {
  for (const list of [under.incoming, under.conversations, under.livingCards, under.logged, service.sent]) {
    list.length = 0;
  }
  under.replies = () => [];
});

const from = { tenantId, objectId, name: 'Robin Keller' };

describe('a good token', () => {
  const place = { conversationId: 'a:personal', kind: 'personal' };
  test.each([
    ['text', activity, { from, place, what: { kind: 'text', text: 'setup' } }],
    [
      'a mention in a channel',
      mentioned,
      {
        from,
        place: { conversationId: '19:channel@thread.tacv2;messageid=17', kind: 'channel' },
        what: { kind: 'text', text: 'exchange here' },
      },
    ],
    [
      'a press',
      (url: string) => press(url),
      { from, place, what: { kind: 'press', verb: 'setup.plan', data: { setupId: 'K7Q2M4' }, cardId: 'card-1' } },
    ],
    ['the bot being added', (url: string) => added(url), { from, place, what: { kind: 'added' } }],
  ])('%s reaches the conversation as it was meant', async (_, make, expected) => {
    const { status } = await under.post(make(service.url), `Bearer ${await service.token()}`);
    expect(status).toBe(200);
    expect(under.incoming).toEqual([expected]);
    expect(under.conversations).toMatchObject([{ id: expected.place.conversationId, tenantId }]);
  });

  test('somebody else being added is not for the bot', async () => {
    await under.post(added(service.url, '29:other'), `Bearer ${await service.token()}`);
    expect(under.incoming).toEqual([]);
  });
});

test.each([
  ['typing', { type: 'typing' }],
  ['a reaction', { type: 'messageReaction' }],
  ['an event', { type: 'event', name: 'x' }],
  ['a change of the installation', { type: 'installationUpdate', action: 'add' }],
])('%s is accepted, and nothing is run or told', async (_, change) => {
  const answered = await under.post(activity(service.url, change), `Bearer ${await service.token()}`);
  expect(answered).toEqual({ status: 200, body: undefined });
  expect(under.incoming).toEqual([]);
  expect(under.conversations).toEqual([]);
  expect(service.sent).toEqual([]);
});

test('an invoke that nobody knows is told so, because it waits for an answer', async () => {
  const unknown = activity(service.url, { type: 'invoke', name: 'task/fetch', value: {} });
  expect(await under.post(unknown, `Bearer ${await service.token()}`)).toEqual({ status: 400, body: undefined });
  expect(under.incoming).toEqual([]);
  expect(under.conversations).toEqual([]);
});

test.each([
  ['no activity', {}],
  ['another channel', { ...activity('http://127.0.0.1'), channelId: 'AseChannel' }],
  ['a service URL that is none', { ...activity('http://127.0.0.1'), serviceUrl: 'nowhere' }],
])('%s is a bad request', async (_, body) => {
  expect(await under.post(body, `Bearer ${await service.token()}`)).toMatchObject({ status: 400 });
  expect(under.incoming).toEqual([]);
});

describe('a sender for whom Teams does not vouch', () => {
  test.each([
    ['without an object id', { from: { id: '29:guest', name: 'Robin Keller' } }],
    ['with an object id that is none', { from: { id: '29:guest', aadObjectId: '../../etc' } }],
    ['without a tenant', { conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} }],
    ['with two tenants', { channelData: { tenant: { id: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' } } }],
  ])('%s is told so and nothing else happens', async (_, change) => {
    const { status } = await under.post(activity(service.url, change), `Bearer ${await service.token()}`);
    expect(status).toBe(200);
    expect(under.incoming).toEqual([]);
    expect(under.conversations).toEqual([]);
    expect(service.sent).toMatchObject([{ body: { text: words.unknownSender, textFormat: 'plain' } }]);
  });
});

describe('a bot without a registration', () => {
  test('takes activities from this machine', async () => {
    const local = await startBot({ bot: null });
    expect(await local.post(activity(service.url))).toMatchObject({ status: 200 });
    expect(local.incoming).toHaveLength(1);
    await local.close();
  });

  test.each([
    'https://smba.trafficmanager.net',
    'http://127.0.0.1.example',
    'http://10.0.0.1',
    'http://localhost.example',
  ])('refuses to talk to %s', async (serviceUrl) => {
    const local = await startBot({ bot: null });
    expect(await local.post(activity(serviceUrl))).toMatchObject({ status: 403 });
    expect(local.incoming).toEqual([]);
    const reference = {
      serviceUrl,
      channelId: 'msteams',
      conversation: { id: 'a:1' },
      bot: { id: '28:bot' },
    };
    expect(
      await local.teams.deliver({ conversationId: 'a:1', reference }, { kind: 'text', text: 'hello' }),
    ).toMatchObject({ kind: 'undeliverable' });
    await local.close();
  });
});
