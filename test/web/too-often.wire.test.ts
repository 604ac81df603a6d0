// Pages that are asked for, and sign-ins that are begun or completed, again and again: 429 with the seconds after which to
// come back, for the person or tenant that it is about and for nobody else.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPace } from '../../src/shell/pace.ts';
import { people, provisioned } from './contoso-setup.ts';
import { entraUrl, startWorld, type World } from './pages-world.ts';
import { callbackOf, fieldOf, newVisitor } from './visitor.ts';

const fabrikamId = '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601';
const rate = (most: number) => ({ most, perSeconds: 60 });

let world: World;
beforeEach(async () => {
  const page = createPace({ person: rate(4), tenant: rate(9), stranger: rate(30) });
  const signIn = createPace({ person: rate(2), tenant: rate(4), stranger: rate(8) });
  const now = () => world.behind.clock;
  const pace = {
    page: (who: Parameters<typeof page.take>[0]) => page.take(who, now()),
    signIn: (who: Parameters<typeof page.take>[0]) => signIn.take(who, now()),
  };
  world = await startWorld(entraUrl, { pace });
});
afterEach(() => world.close());

function signedInAs(index: number, path: string) {
  world.behind.person = { ...people.admin, objectId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` };
  const visitor = newVisitor(world);
  return visitor.signIn(path).then(() => visitor);
}

async function expectComeBack(response: Response, seconds: number) {
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, String(seconds)]);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const text = await response.text();
  expect(text).toContain(`Load this page again in ${seconds} seconds.`);
  expect(text).not.toContain('Contoso');
}

describe('pages', () => {
  it('are limited per person, on whatever page and by GET or POST, until the time that is named', async () => {
    const [authorize, settings] = [await world.link('authorize'), await world.link('settings')];
    const visitor = await signedInAs(1, authorize);
    await visitor.signIn(settings);
    const { text } = await visitor.go(authorize).then(async (response) => ({ text: await response.text() }));
    await visitor.go(settings);
    for (let count = 0; count < 2; count += 1) expect((await visitor.go(authorize)).status).toBe(200);
    world.behind.clock = new Date('2026-11-24T09:00:20.000Z');
    await expectComeBack(await visitor.go(authorize), 40);
    await expectComeBack(await visitor.go(settings), 40);
    const fields = { csrf: fieldOf(text, 'csrf'), version: '3' };
    await expectComeBack(await visitor.press(`${authorize}/create`, fields), 40);
    expect((await visitor.go(`${authorize}/events`)).status).toBe(429);
    expect(world.seen.authorized).toEqual([]);
    world.behind.clock = new Date('2026-11-24T09:01:00.000Z');
    expect((await visitor.press(`${authorize}/create`, fields)).status).toBe(303);
  });

  it('are limited per tenant, for all of its people together', async () => {
    const path = await world.link('authorize');
    const visitors = [await signedInAs(1, path), await signedInAs(2, path), await signedInAs(3, path)];
    for (const visitor of visitors) for (let count = 0; count < 3; count += 1) await visitor.go(path);
    await expectComeBack(await (await signedInAs(4, path)).go(path), 60);
  });

  it('are limited for those who only hold a link, which keeps out neither who is in nor who opens another page', async () => {
    const path = await world.link('authorize');
    const visitor = await signedInAs(1, path);
    const stranger = newVisitor(world);
    let last = await stranger.go(path);
    for (let count = 0; count < 30 && last.status === 200; count += 1) last = await stranger.go(path);
    await expectComeBack(last, 60);
    expect((await visitor.go(path)).status).toBe(200);
    const other = newVisitor(world);
    expect((await other.go(await world.link('settings'))).status).toBe(200);
    await expectComeBack(await other.go(await world.link('authorize')), 60);
    const elsewhere = await world.link('authorize', 60, { tenantId: fabrikamId });
    expect((await stranger.go(elsewhere)).status).toBe(404);
    expect((await fetch(`${world.origin}/livez`)).status).toBe(200);
  });
});

describe('sign-ins', () => {
  it('that are begun are limited per page, and Entra is not asked any more', async () => {
    const path = await world.link('authorize');
    for (let count = 0; count < 8; count += 1) await newVisitor(world).press(`${path}/signin`);
    await expectComeBack(await newVisitor(world).press(`${path}/signin`), 60);
    expect(world.seen.signIns).toHaveLength(8);
    const other = await newVisitor(world).press(`${await world.link('settings')}/signin`);
    expect(other.status).not.toBe(429);
    expect(world.seen.signIns).toHaveLength(9);
  });

  it('that are completed are limited per person, who is not let in and whose tokens are dropped', async () => {
    const path = await world.link('authorize');
    for (let count = 0; count < 2; count += 1) await signedInAs(1, path);
    const third = newVisitor(world);
    const callback = await callbackOf(await third.press(`${path}/signin`));
    world.behind.clock = new Date('2026-11-24T09:00:15.000Z');
    const answered = await third.go(callback);
    expect([answered.status, answered.headers.get('location')]).toEqual([303, path]);
    await expectComeBack(await third.go(path), 45);
    expect(world.seen.closed).toBe(1);
    expect(await (await (await signedInAs(2, path)).go(path)).text()).toContain('Create it');
    world.behind.clock = new Date('2026-11-24T09:01:01.000Z');
    expect(await (await third.go(path)).text()).toContain('Sign in to create only');
  });

  it('that are completed are limited per tenant as well', async () => {
    const path = await world.link('authorize');
    for (let index = 0; index < 4; index += 1) await signedInAs(index, path);
    await expectComeBack(await (await signedInAs(5, path)).go(path), 60);
  });
});

it('a test on the settings page says when to come back, too', async () => {
  const path = await world.link('settings');
  world.behind.setup = { ...provisioned, secret: null };
  world.behind.person = people.requester;
  const visitor = newVisitor(world);
  await visitor.signIn(path);
  const text = await (await visitor.go(path)).text();
  world.behind.testAnswer = { kind: 'tooOften', seconds: 40 };
  const pressed = await visitor.press(`${path}/test`, { csrf: fieldOf(text, 'csrf'), secret: 'x'.repeat(40) });
  expect([pressed.status, pressed.headers.get('retry-after')]).toEqual([429, '40']);
});
