// The event stream behind the authorize page: whom it tells, what, when, and how it ends.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directoryRoleIds } from '../../src/setup/directory-roles.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { atSecret, pausing, people, provisioned, running, withoutConsent } from './contoso-setup.ts';
import { listenTo } from './event-listener.ts';
import { startWorld, type World } from './pages-world.ts';
import { newVisitor } from './visitor.ts';

let world: World;
let path: string;
beforeEach(async () => {
  world = await startWorld();
  world.behind.setup = running;
  path = await world.link('authorize', 600);
});
afterEach(() => world.close());

const created: Setup = { ...atSecret, version: 5 };
const secretAdded: Setup = { ...created, version: 6, secret: provisioned.secret };
const consented: Setup = { ...secretAdded, version: 7, consented: ['smtp', 'pop3'] };

async function signedIn() {
  const visitor = newVisitor(world);
  await visitor.signIn(path);
  return visitor;
}

function signedInAs(index: number) {
  world.behind.person = { ...people.admin, objectId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` };
  return signedIn();
}

async function listening() {
  const visitor = await signedIn();
  return { visitor, ...(await listenTo(visitor, path)) };
}

/** The words of the checklist, in order. */
function read(html = ''): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('whom it tells', () => {
  async function refuses(visitor: ReturnType<typeof newVisitor>, address = path) {
    const response = await visitor.go(`${address}/events`);
    const text = await response.text();
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('text/html');
    for (const told of ['Checklist', 'K7Q2M4', 'ontoso', 'Done']) expect(text).not.toContain(told);
    expect(world.listening()).toBe(0);
  }

  it('tells nothing without a session', async () => {
    await refuses(newVisitor(world));
  });

  it('tells nothing to somebody who has begun to sign in', async () => {
    const visitor = newVisitor(world);
    await visitor.press(`${path}/signin`);
    await refuses(visitor);
  });

  it('tells nothing to another setup’s session', async () => {
    const visitor = await signedIn();
    world.behind.setup = { ...running, id: 'ZZZZ99' };
    await refuses(visitor, await world.link('authorize', 60, { subject: 'ZZZZ99' }));
  });

  it('tells nothing to another page’s session, and for another page’s link', async () => {
    const visitor = newVisitor(world);
    const settings = await world.link('settings');
    await visitor.signIn(settings);
    visitor.cookies.set('ebiss-authorize', visitor.cookies.get('ebiss-settings') ?? '');
    await refuses(visitor);
    await refuses(await signedIn(), settings.replace('/settings/', '/authorize/'));
  });

  it.each([
    ['at work', running],
    ['without consent', withoutConsent],
    ['whole', provisioned],
  ])('tells nothing of a setup that is %s to somebody without the right', async (_state, setup) => {
    world.behind.setup = setup;
    world.behind.person = people.stranger;
    await refuses(await signedIn());
  });

  it('ends without a word once the page would no longer be shown', async () => {
    world.behind.person = { ...people.stranger, directoryRoles: [directoryRoleIds.applicationDeveloper] };
    const { next } = await listening();
    expect((await next())?.state).toBe('running');
    world.save(withoutConsent);
    expect(await next()).toBeNull();
  });
});

describe('what it tells', () => {
  it('is sent as events that nobody stores, with the headers of every answer', async () => {
    const { response } = await listening();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('begins with the present state, which is the one that the page shows', async () => {
    const { visitor, next } = await listening();
    const first = await next();
    expect(first).toMatchObject({ id: 4, state: 'running' });
    expect(read(first?.html)).toMatch(/App registration Done Enterprise application At work/);
    const page = await (await visitor.go(path)).text();
    expect(page).toContain(`data-live="running" data-events="${path}/events"`);
    expect(page).toContain(first?.html);
  });

  it('is each save, at once, with rising ids', async () => {
    const { next } = await listening();
    await next();
    const began = Date.now();
    const told = [];
    for (const setup of [created, secretAdded, consented, provisioned]) {
      world.save(setup);
      told.push(await next());
    }
    expect(told.map((event) => event?.id)).toEqual([5, 6, 7, 8]);
    expect(told.map((event) => event?.state)).toEqual(['running', 'running', 'running', 'handedOver, consented']);
    expect(read(told[0]?.html)).toContain('Enterprise application Done Client secret At work');
    expect(read(told[1]?.html)).toContain('Client secret Done Admin consent At work');
    // Whoever only looks again every two seconds needs eight for this.
    expect(Date.now() - began).toBeLessThan(6000);
  });

  it('is nothing of another setup’s save, and nothing twice', async () => {
    const { next } = await listening();
    await next();
    world.save(running);
    world.save(created);
    expect((await next())?.id).toBe(5);
  });

  it('is told within seconds where another process made the change', async () => {
    const { next } = await listening();
    await next();
    world.behind.setup = created;
    expect((await next())?.id).toBe(5);
  });

  it('says in words what a run waits for', async () => {
    const { next } = await listening();
    await next();
    world.save(pausing);
    expect(read((await next())?.html)).toContain('Enterprise application Microsoft asks us to wait 20 s');
    world.save(atSecret);
    expect(read((await next())?.html)).not.toContain('asks us to wait');
  });

  it('changes its state where the rest of the page changes too', async () => {
    world.behind.setup = withoutConsent;
    const { next } = await listening();
    expect((await next())?.state).toBe('handedOver, not consented');
    world.save({ ...provisioned, version: 9 });
    expect((await next())?.state).toBe('handedOver, consented');
  });
});

describe('a connection that was lost, or a page that was loaded again', () => {
  it('begins with the present state, whatever was told before', async () => {
    const { visitor, next, hangUp } = await listening();
    await next();
    hangUp();
    world.save(created);
    world.save(secretAdded);
    const again = await listenTo(visitor, path);
    expect(await again.next()).toMatchObject({ id: 6, state: 'running' });
  });

  it('is told beside another one', async () => {
    const first = await listening();
    const second = await listenTo(first.visitor, path);
    await first.next();
    await second.next();
    world.save(created);
    expect([(await first.next())?.id, (await second.next())?.id]).toEqual([5, 5]);
  });
});

describe('it ends', () => {
  it('when somebody hangs up: nothing is listened to any more', async () => {
    const { next, hangUp } = await listening();
    await next();
    expect(world.listening()).toBe(1);
    hangUp();
    await expect.poll(() => world.listening()).toBe(0);
  });

  it('with the session', async () => {
    const { visitor, next } = await listening();
    await next();
    world.behind.clock = new Date('2026-11-24T09:31:00.000Z');
    world.save(created);
    expect(await next()).toBeNull();
    expect((await visitor.go(`${path}/events`)).status).toBe(404);
    expect(world.listening()).toBe(0);
  });

  it('with a sign-in as somebody else in the same browser', async () => {
    const { visitor, next } = await listening();
    await next();
    await visitor.signIn(path);
    world.save(created);
    expect(await next()).toBeNull();
  });

  it('with the setup', async () => {
    const { next } = await listening();
    await next();
    world.behind.setup = null;
    expect(await next()).toBeNull();
  });

  it('with the tenant that it was for', async () => {
    const { next } = await listening();
    await next();
    world.save({ ...created, request: { ...created.request, tenant: { id: people.foreigner.tenantId, typed: 'x' } } });
    expect(await next()).toBeNull();
  });

  it('with the server', async () => {
    const { next } = await listening();
    await next();
    await world.close();
    expect(await next()).toBeNull();
    await expect.poll(() => world.listening()).toBe(0);
    world = await startWorld();
  });

  it('when the setup can no longer be read, and says so in the log', async () => {
    const { next } = await listening();
    await next();
    world.behind.broken = true;
    world.save(created);
    expect(await next()).toBeNull();
    expect(world.seen.log.join('')).toContain('the database is away');
  });
});

describe('limits', () => {
  it('is no use of the session: a page that is only open, however often it connects, lets it end', async () => {
    const { visitor, next, hangUp } = await listening();
    await next();
    hangUp();
    world.behind.clock = new Date('2026-11-24T09:20:00.000Z');
    const again = await listenTo(visitor, path);
    expect(await again.next()).not.toBeNull();
    again.hangUp();
    world.behind.clock = new Date('2026-11-24T09:31:00.000Z');
    expect((await visitor.go(`${path}/events`)).status).toBe(404);
  });

  it('tells as many pages as are bearable, and lets the others ask for themselves', async () => {
    const visitors = [];
    for (let index = 0; index < 21; index += 1) visitors.push(await signedInAs(index));
    const [last, ...others] = visitors;
    if (last === undefined) throw new Error('somebody is last');
    const pages = others.flatMap((visitor) => Array.from({ length: 10 }, () => listenTo(visitor, path)));
    const open = await Promise.all(pages);
    expect(new Set(open.map(({ response }) => response.status))).toEqual(new Set([200]));
    const refused = await last.go(`${path}/events`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await refused.text()).toBe('too many pages are open\n');
    open[0]?.hangUp();
    await expect.poll(() => world.listening()).toBe(199);
    expect((await listenTo(last, path)).response.status).toBe(200);
  });

  it('tells one person on ten pages, so that nobody takes them all', async () => {
    const [greedy, other] = [await signedInAs(1), await signedInAs(2)];
    await Promise.all(Array.from({ length: 10 }, () => listenTo(greedy, path)));
    const again = await signedInAs(1);
    expect((await again.go(`${path}/events`)).status).toBe(503);
    expect((await listenTo(other, path)).response.status).toBe(200);
  });
});
