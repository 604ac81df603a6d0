// The server over the wire: limits, headers, log, health.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  it.each(['/livez', '/authorize/x', '/nowhere', '/assets/page.css', '/signin/callback'])(
    'forbids framing, sniffing, referrers and third parties: %s',
    async (path) => {
      const { headers } = await fetch(`${world.origin}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('server')).toBeNull();
    },
  );

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

  it('leads from a button’s address to its page, and knows no other methods', async () => {
    const path = await world.link('authorize');
    const loaded = await newVisitor(world).go(`${path}/create`);
    expect([loaded.status, loaded.headers.get('location')]).toEqual([303, path]);
    expect((await fetch(`${world.origin}${path}`, { method: 'DELETE' })).status).toBe(404);
  });
});
