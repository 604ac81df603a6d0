// The server over the wire: limits, headers, log, health.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TicketPurpose, ticketPurposes } from '../../src/web/web-deps.ts';
import { provisioned } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

function post(body: string, type = 'application/json') {
  return fetch(`${world.origin}/api/messages`, { method: 'POST', body, headers: { 'content-type': type } });
}

describe('POST /api/messages', () => {
  it('hands a parsed activity on', async () => {
    expect((await post('{"type":"message"}', 'application/json; charset=utf-8')).status).toBe(200);
    expect(world.seen.activities).toEqual([{ type: 'message' }]);
  });

  it.each([
    ['broken JSON', '{"type":', 'application/json', 400],
    ['no object', '[1]', 'application/json', 400],
    ['another type', 'type=message', 'application/x-www-form-urlencoded', 415],
    ['more than 256 KB', JSON.stringify({ text: 'x'.repeat(257 * 1024) }), 'application/json', 413],
  ])('refuses %s without a turn', async (_name, body, type, status) => {
    const response = await post(body, type);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('error');
    expect(world.seen.activities).toEqual([]);
  });

  it('refuses an endless body that names no length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024));
    let left = 8;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${world.origin}/api/messages`, { method: 'POST', body, headers, duplex: 'half' });
    expect(response.status).toBe(413);
  });
});

describe('every answer', () => {
  type Made = readonly [string, () => Promise<Response>];
  const answers: readonly Made[] = [
    ...['/livez', '/readyz', '/metrics', '/nowhere', '/assets/page.css', '/signin/callback', '/signin/stray'].map(
      (path): Made => [path, () => fetch(`${world.origin}${path}`, { redirect: 'manual' })],
    ),
    ['an activity', () => post('{"type":"message"}')],
    ['an activity that is none', () => post('{')],
    ['a caller who is refused', () => refused('refused')],
    ['keys that cannot be had', () => refused('noAnswer')],
    ['a method that nobody knows', () => fetch(`${world.origin}/livez`, { method: 'PURGE' })],
    [
      'a form from elsewhere',
      async () => fetch(`${world.origin}${await world.link('authorize')}/create`, { method: 'POST' }),
    ],
    ['too many requests', () => pageOnce(() => Object.assign(world.behind.wait, { page: 9 }))],
    ['an error', () => pageOnce(() => Object.assign(world.behind, { broken: true }))],
    ...ticketPurposes.flatMap((purpose): readonly Made[] => [
      [`${purpose} without a valid link`, () => fetch(`${world.origin}/${purpose}/x`)],
      [`${purpose} before sign-in`, async () => newVisitor(world).go(await world.link(purpose))],
      [`${purpose} on the way to Entra`, async () => newVisitor(world).press(`${await world.link(purpose)}/signin`)],
      [`${purpose} on the way back`, async () => newVisitor(world).signIn(await world.link(purpose))],
      [`${purpose} after sign-in`, () => signedIn(purpose)],
      [`${purpose} as a file`, () => signedIn(purpose, '?download=1')],
    ]),
    ['the address of a button', async () => newVisitor(world).go(`${await world.link('authorize')}/create`)],
  ];

  function refused(caller: 'refused' | 'noAnswer') {
    world.behind.caller = caller;
    return post('{"type":"message"}');
  }

  async function pageOnce(change: () => void) {
    const path = await world.link('authorize');
    change();
    return newVisitor(world).go(path);
  }

  async function signedIn(purpose: TicketPurpose, query = '') {
    world.behind.setup = provisioned;
    const path = await world.link(purpose);
    const visitor = newVisitor(world);
    await visitor.signIn(path);
    return visitor.go(`${path}${query}`);
  }

  it.each(answers)('forbids framing, sniffing, referrers, storing and third parties: %s', async (name, make) => {
    const { headers } = await make();
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split('; ').map((line) => {
        const [directive = '', ...sources] = line.split(' ');
        return [directive, sources] as const;
      }),
    );
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    for (const directive of ['frame-ancestors', 'base-uri']) expect(policy.get(directive)).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'self'"]);
    const others = [...policy.values()].flat().filter((source) => source !== "'none'" && source !== "'self'");
    expect(others).toEqual(['data:']);
    expect(policy.get('img-src')).toContain('data:');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    if (!name.startsWith('/assets/')) expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is not stored, except style sheet and script', async () => {
    expect((await fetch(`${world.origin}/authorize/x`)).headers.get('cache-control')).toBe('no-store');
    const asset = await fetch(`${world.origin}/assets/page.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const etag = asset.headers.get('etag') ?? '';
    const again = await fetch(`${world.origin}/assets/page.js`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('has a cookie that script cannot read and other sites cannot send', async () => {
    const path = await world.link('authorize');
    const begun = await newVisitor(world).press(`${path}/signin`, { consent: 'here' });
    expect(begun.headers.get('set-cookie')).toMatch(/^ebiss-authorize=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });
});

describe('the log', () => {
  it('holds route names, and never a ticket, a state or a code', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    await visitor.signIn(path);
    await visitor.go(path);
    await visitor.go('/nowhere?code=entra-code-1234');
    await fetch(`${world.origin}/livez`);
    const log = world.seen.log.join('');
    expect(log).toContain('"route":"callback"');
    expect(log).not.toContain('entra-code-1234');
    expect(log).not.toContain(path.slice('/authorize/'.length, 40));
    expect(log).not.toContain('state=');
  });
});

describe('the rest', () => {
  it('answers an error of its own with a page that tells nothing, and logs it', async () => {
    world.behind.broken = true;
    const response = await newVisitor(world).go(await world.link('authorize'));
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('database');
    expect(world.seen.log.join('')).toContain('the database is away');
  });

  it('tells machines that it is alive, ready and what it counts', async () => {
    const texts = await Promise.all(
      ['/livez', '/readyz', '/metrics'].map(async (path) => (await fetch(`${world.origin}${path}`)).text()),
    );
    expect(texts).toEqual(['alive\n', 'ready\n', '# HELP up\nup 1\n']);
  });

  it.each([
    ['everybody', { kind: 'everybody' }, [200, 200, 200]],
    ['whoever holds the token', { kind: 'holder', token: 'a token that is long enough' }, [404, 404, 200]],
    ['nobody', { kind: 'nobody' }, [404, 404, 404]],
  ] as const)('tells what it counts to %s', async (_who, metrics, statuses) => {
    const config = { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1', secureCookies: false, metrics };
    const open = await startWorld(undefined, { config });
    const ask = (authorization: string) =>
      fetch(`${open.origin}/metrics`, { headers: authorization === '' ? {} : { authorization } });
    const answers = [await ask(''), await ask('Bearer another'), await ask('Bearer a token that is long enough')];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    for (const refused of answers.filter(({ status }) => status === 404)) {
      expect(await refused.text()).toContain('There is no such page');
    }
    await open.close();
  });

  it('leads from a button’s address to its page, and knows no other methods', async () => {
    const path = await world.link('authorize');
    const loaded = await newVisitor(world).go(`${path}/create`);
    expect([loaded.status, loaded.headers.get('location')]).toEqual([303, path]);
    expect((await fetch(`${world.origin}${path}`, { method: 'DELETE' })).status).toBe(404);
  });
});
