// The page on which a channel becomes the place for hand-overs: who may confirm it, what it tells, and what a press does.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confirmedPlace } from '../../src/setup/exchange-place.ts';
import { people, proposal, provisioned } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { fieldOf, newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

async function open(who: keyof typeof people) {
  world.behind.person = people[who];
  const path = await world.link('exchange');
  const visitor = newVisitor(world);
  await visitor.signIn(path);
  const response = await visitor.go(path);
  return { visitor, path, response, text: await response.text() };
}

describe('the page of a proposed channel', () => {
  it('tells nothing before sign-in, and asks only who it is, in the tenant of the channel', async () => {
    const path = await world.link('exchange');
    const text = await (await newVisitor(world).go(path)).text();
    for (const told of ['Hand-overs', 'Robin', 'Contoso', proposal.conversationId]) expect(text).not.toContain(told);
    await open('exchange');
    expect(world.seen.signIns).toMatchObject([{ tenantId: proposal.tenantId, purpose: 'identify' }]);
  });

  it('names channel, team, who proposes it, and what it replaces', async () => {
    const { text } = await open('exchange');
    for (const told of ['Exchange administrators', 'Hand-overs', 'Robin Keller', proposal.conversationId]) {
      expect(text).toContain(told);
    }
    expect(text).toContain('So far this tenant has no such channel');
    const other = { ...proposal, conversationId: '19:old@thread.tacv2', names: { team: 'Old team', channel: null } };
    world.behind.place = confirmedPlace(other, people.admin, '2026-10-01T08:00:00.000Z');
    expect((await open('exchange')).text).toMatch(/It replaces <strong><bdi>Old team<\/bdi>/);
  });

  it('is confirmed by the press of an Exchange administrator, once however often it is pressed', async () => {
    const { visitor, path, text } = await open('exchange');
    expect(world.behind.place).toBeNull();
    const csrf = fieldOf(text, 'csrf');
    for (let press = 0; press < 2; press += 1) {
      expect((await visitor.press(`${path}/confirm`, { csrf })).headers.get('location')).toBe(path);
    }
    expect(world.seen.confirmed).toEqual([people.exchange]);
    const done = await (await visitor.go(path)).text();
    expect(done).toContain('This channel is confirmed');
    expect(done).not.toContain('Confirm this channel');
  });

  it.each(['requester', 'admin', 'stranger'] as const)('is not for the %s, who has no such role', async (who) => {
    const { visitor, path, response, text } = await open(who);
    expect(response.status).toBe(403);
    expect(text).toContain('Exchange Administrator');
    expect(text).not.toContain(proposal.conversationId);
    expect((await visitor.press(`${path}/confirm`, { csrf: fieldOf(text, 'csrf') })).status).toBe(403);
    expect(world.seen.confirmed).toEqual([]);
  });

  it('lets nobody of another tenant in', async () => {
    const { text } = await open('foreigner');
    expect(text).not.toContain('Hand-overs');
    expect(text).toContain('role="alert"');
  });

  it('refuses a press without the token, from elsewhere, or before sign-in', async () => {
    const { visitor, path, text } = await open('exchange');
    expect((await visitor.press(`${path}/confirm`)).status).toBe(403);
    const csrf = fieldOf(text, 'csrf');
    expect((await visitor.press(`${path}/confirm`, { csrf }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await newVisitor(world).press(`${path}/confirm`, { csrf })).headers.get('location')).toBe(path);
    expect(world.seen.confirmed).toEqual([]);
  });

  it('is not reached with the link of another page, nor without a proposal', async () => {
    const script = (await world.link('script')).replace('/script/', '/exchange/');
    expect((await newVisitor(world).go(script)).status).toBe(404);
    const gone = await world.link('exchange', 60, { subject: 'gone' });
    expect((await newVisitor(world).go(gone)).status).toBe(404);
  });
});

describe('the page with the reverse commands', () => {
  it('is the script page of a link for undoing, with a script of its own', async () => {
    world.behind.setup = provisioned;
    world.behind.person = people.exchange;
    const path = await world.link('script', 60, { task: 'undo' });
    const visitor = newVisitor(world);
    await visitor.signIn(path);
    const text = await (await visitor.go(path)).text();
    expect(text).toContain('Remove-MailboxPermission');
    expect(text).not.toContain('Add-MailboxPermission');
    const file = await visitor.go(`${path}?download=1`);
    expect(file.headers.get('content-disposition')).toContain('ebiss-mail-K7Q2M4-undo.ps1');
    expect(await file.text()).toContain('Remove-ServicePrincipal');
  });
});
