// Text of others in headers: none ends one, begins another, or leads a browser elsewhere.

import { createServer } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../src/web/answer.ts';
import { hostileText, hostileTexts } from '../support/hostile.ts';
import { close, listen } from '../teams/teams-service.ts';
import { startWorld, type World } from './pages-world.ts';

const known = [
  'cache-control',
  'connection',
  'content-disposition',
  'content-length',
  'content-security-policy',
  'content-type',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'date',
  'keep-alive',
  'location',
  'permissions-policy',
  'referrer-policy',
  'set-cookie',
  'transfer-encoding',
  'x-content-type-options',
  'x-frame-options',
  'x-robots-tag',
];

describe('an address', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const segments = [
    '//evil.example',
    '/\\evil.example',
    'x\r\nSet-Cookie: a=b',
    '..',
    '%0d%0aX-Evil:1',
    ...Object.values(hostileTexts),
  ];

  it.each([
    'authorize/create',
    'settings/secret',
    'settings/delivered',
    'settings/test',
    'exchange/confirm',
    'audit/signin',
  ])('of %s leads back to a page of ours, whatever stands in it', async (route) => {
    const [purpose, action] = route.split('/');
    for (const text of segments) {
      const segment = encodeURIComponent(text.toWellFormed());
      if (segment.length > 1000 || segment === '..') continue;
      const response = await fetch(`${world.origin}/${purpose}/${segment}/${action}?x=${segment}`, {
        redirect: 'manual',
      });
      expect(response.status).toBe(303);
      const there = new URL(response.headers.get('location') ?? '', world.origin);
      expect(there.origin).toBe(world.origin);
      expect(there.pathname).toBe(`/${purpose}/${segment}`);
      expect([...response.headers.keys()].filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  it('that is none of ours is a page that repeats nothing of it', async () => {
    for (const text of segments) {
      const segment = encodeURIComponent(text.toWellFormed());
      for (const path of [`/${segment}`, `/settings/${segment}`, `/signin/callback?state=${segment}&code=${segment}`]) {
        const response = await fetch(`${world.origin}${path}`, {
          redirect: 'manual',
          headers: { cookie: `ebiss-settings=${segment}` },
        });
        // A callback that belongs to nobody is led away from, so that its code does not stay in the address.
        expect([303, 404]).toContain(response.status);
        expect(response.headers.get('location') ?? '/signin/').toMatch(/^\/signin\/[a-z]*$/);
        expect(await response.text()).not.toContain('evil');
      }
    }
  });
});

describe('the name of a file', () => {
  let name = '';
  const server = createServer((_request, response) => {
    const content = new TextEncoder().encode('x');
    send(response, { kind: 'file', content, type: 'text/csv; charset=utf-8', fileName: name }, false);
  });
  let url = '';
  beforeAll(async () => {
    url = await listen(server);
  });
  afterAll(() => close(server));

  it('is a plain name', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        name = text;
        const response = await fetch(url);
        expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[A-Za-z0-9._-]*"$/);
        expect([...response.headers.keys()].filter((one) => !known.includes(one))).toEqual([]);
        expect(await response.text()).toBe('x');
      }),
      { numRuns: 100 },
    );
  });
});
