// What Teams says of who is in a channel, and how the channel is called: a guest and whoever was removed are no members, and
// no answer is no "no".

import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { oneLine } from '../../src/setup/text-of-others.ts';
import { createTeams, type Teams } from '../../src/teams/teams.ts';
import { hostileTexts } from '../support/hostile.ts';
import { objectId, tenantId } from './activities.ts';
import { words } from './bot-under-test.ts';
import { close, listen } from './teams-service.ts';

type Reply = { readonly status: number; readonly body: unknown };

const channel = '19:exchange@thread.tacv2';
const person = { tenantId, objectId, name: 'Robin Keller' };
const elsewhere = '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601';
const member = { id: '29:x', aadObjectId: objectId, tenantId, userRole: 'user' };
const others = [{ ...member, id: '29:y', aadObjectId: '2f6b8d10-91c4-4f7e-a1b2-0c3d4e5f6a02' }];

let service: Server;
let teams: Teams;
let reference: object;
let asked: string[] = [];
/** By the end of the path; the roster's pages in order. */
let pages: Reply[] = [];
let named: Readonly<Record<string, Reply>> = {};

beforeAll(async () => {
  service = createServer((request, response) => {
    asked.push(request.url ?? '');
    const path = (request.url ?? '').split('?')[0] ?? '';
    const found = Object.entries(named).find(([end]) => path.endsWith(end))?.[1];
    const { status, body } = found ?? pages.shift() ?? { status: 404, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const serviceUrl = await listen(service);
  teams = createTeams({
    bot: null,
    handle: async () => [],
    rememberConversation: async () => {},
    rememberLivingCard: async () => {},
    log: { warn: () => {}, error: () => {} },
    words,
  });
  reference = {
    serviceUrl,
    channelId: 'msteams',
    conversation: { id: `${channel};messageid=17`, conversationType: 'channel', tenantId },
    bot: { id: '28:bot' },
    teamId: '19:team@thread.tacv2',
  };
});
afterAll(() => close(service));
beforeEach(() => {
  asked = [];
  pages = [];
  named = listed({ id: channel, name: 'Hand-overs', type: 'standard' });
});

function listed(...conversations: readonly object[]): Readonly<Record<string, Reply>> {
  return {
    '/conversations': { status: 200, body: { conversations: [{ id: '19:other', name: 'Other' }, ...conversations] } },
  };
}

const page = (members: readonly object[], continuationToken?: string): Reply => ({
  status: 200,
  body: { members, ...(continuationToken === undefined ? {} : { continuationToken }) },
});

describe('membershipOf', () => {
  test.each<[string, readonly Reply[], string]>([
    ['somebody who is listed', [page([...others, member])], 'member'],
    [
      'whose ids are written otherwise',
      [page([{ ...member, aadObjectId: objectId.toUpperCase(), tenantId: tenantId.toUpperCase() }])],
      'member',
    ],
    ['whose id stands under its older name', [page([{ id: '29:x', objectId, tenantId }])], 'member'],
    ['an owner', [page([{ ...member, userRole: 'owner' }])], 'member'],
    ['somebody on the second page', [page(others, 'next'), page([member])], 'member'],
    ['somebody who is not listed', [page(others)], 'notMember'],
    ['somebody who is on none of two pages', [page(others, 'next'), page(others)], 'notMember'],
    ['nobody at all', [page([])], 'notMember'],
    ['a guest', [page([{ ...member, userRole: 'guest' }])], 'notMember'],
    ['somebody without a name in any directory', [page([{ ...member, userRole: 'Anonymous' }])], 'notMember'],
    ['a guest who is at home elsewhere', [page([{ ...member, tenantId: elsewhere }])], 'notMember'],
    ['an entry without an id', [page([{ id: '29:x', tenantId }])], 'notMember'],
    [
      'a refusal',
      [{ status: 403, body: { error: { code: 'BotNotInConversationRoster', message: 'no' } } }],
      'noAnswer',
    ],
    ['a channel that is gone', [{ status: 404, body: {} }], 'noAnswer'],
    ['an answer of another form', [{ status: 200, body: { people: [member] } }], 'noAnswer'],
    ['a second page that does not come', [page(others, 'next'), { status: 403, body: {} }], 'noAnswer'],
  ])('of %s', async (_who, answers, membership) => {
    pages = [...answers];
    expect(await teams.membershipOf(reference, person)).toBe(membership);
    expect(asked.length).toBe(1 + answers.length);
  });

  test.each<[string, object | null, 'team' | 'channel']>([
    ['a standard channel', { type: 'standard' }, 'team'],
    ['a standard channel, written otherwise', { type: 'Standard' }, 'team'],
    ['a channel of which Teams tells no type', {}, 'team'],
    ['a private channel', { type: 'private' }, 'channel'],
    ['a shared channel', { type: 'shared' }, 'channel'],
    ['a channel of a type that is not known', { type: 'secret' }, 'channel'],
    ['a channel whose type cannot be read', { type: 7 }, 'channel'],
    ['a channel that is not listed', null, 'channel'],
  ])('asks, for %s, who is in the right place', async (_which, own, place) => {
    named = own === null ? listed() : listed({ id: channel, name: 'Hand-overs', ...own });
    pages = [page(others)];
    expect(await teams.membershipOf(reference, person)).toBe('notMember');
    const path = place === 'team' ? '19:team@thread.tacv2' : channel;
    expect(asked.map(decodeURIComponent)[1]).toContain(`/v3/conversations/${path}/pagedmembers`);
  });

  test('of a channel whose kind Teams does not tell: no answer', async () => {
    named = { '/conversations': { status: 403, body: {} } };
    pages = [page([member])];
    expect(await teams.membershipOf(reference, person)).toBe('noAnswer');
  });

  test('of a conversation that was never seen, and of one elsewhere than on this machine: nobody is asked', async () => {
    pages = [page([member])];
    expect(await teams.membershipOf(null, person)).toBe('noAnswer');
    expect(await teams.membershipOf({ ...reference, serviceUrl: 'https://evil.example/' }, person)).toBe('noAnswer');
    expect(asked).toEqual([]);
  });
});

describe('namesOf', () => {
  test.each(Object.entries(hostileTexts))('makes one line of %s', async (_name, text) => {
    const own = { id: channel, name: text };
    named = {
      '/conversations': { status: 200, body: { conversations: [{ id: '19:other', name: 'Other' }, own] } },
      'thread.tacv2': { status: 200, body: { id: '19:team', name: text } },
    };
    const shown = oneLine(text) || null;
    expect(await teams.namesOf(reference)).toEqual({ team: shown, channel: shown ?? 'General' });
  });
});
