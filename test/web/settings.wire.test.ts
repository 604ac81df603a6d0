// The settings and script pages over the wire: who sees what, and how the secret is reached.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorization, people, planned, provisioned } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { fieldOf, newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  world.behind.setup = provisioned;
});
afterEach(() => world.close());

type Who = keyof typeof people;

async function open(who: Who, purpose: 'settings' | 'script') {
  world.behind.person = people[who];
  const path = await world.link(purpose);
  const visitor = newVisitor(world);
  await visitor.signIn(path);
  const response = await visitor.go(path);
  return { visitor, path, response, text: await response.text() };
}

describe('the settings page', () => {
  it('tells nothing before sign-in and only asks who it is', async () => {
    const { visitor, path } = await open('admin', 'settings');
    expect(world.seen.signIns.at(-1)?.purpose).toBe('identify');
    visitor.cookies.clear();
    const text = await (await visitor.go(path)).text();
    for (const told of ['Contoso', 'edi@contoso.example', 'K7Q2M4']) expect(text).not.toContain(told);
  });

  it('shows the requester everything but the secret', async () => {
    const { visitor, path, text } = await open('requester', 'settings');
    expect(text).toContain('smtp.office365.com');
    expect(text).toContain('Alex Brandt');
    expect(text).not.toContain('Show the client secret');
    const pressed = await visitor.press(`${path}/secret`, { csrf: fieldOf(text, 'csrf') });
    expect(pressed.status).toBe(403);
    expect(world.seen.secretReads).toEqual([]);
  });

  it('keeps the secret for those for whom it was made, whoever authorizes something later', async () => {
    const later = { ...authorization, by: people.stranger, reader: people.exchange };
    world.behind.setup = { ...provisioned, authorization: later };
    const { visitor, path, text } = await open('stranger', 'settings');
    expect(text).toContain('smtp.office365.com');
    expect(text).not.toContain('Show the client secret');
    expect(text).toMatch(/May be read only by <bdi>Alex Brandt<\/bdi> and <bdi>Rita Lang<\/bdi>/);
    expect((await visitor.press(`${path}/secret`, { csrf: fieldOf(text, 'csrf') })).status).toBe(403);
    expect((await open('exchange', 'settings')).response.status).toBe(403);
    expect(world.seen.secretReads).toEqual([]);
    expect((await open('admin', 'settings')).text).toContain('Show the client secret');
    expect((await open('reader', 'settings')).text).toContain('Show the client secret');
  });

  it.each(['stranger', 'exchange', 'foreigner'] as const)('refuses the %s without telling anything', async (who) => {
    const { visitor, path, text } = await open(who, 'settings');
    expect(text).not.toContain('smtp.office365.com');
    expect(text).not.toContain('K7Q2M4');
    await visitor.press(`${path}/secret`, { csrf: 'x' });
    expect(world.seen.secretReads).toEqual([]);
  });

  it('tells the three ids apart', async () => {
    const { text } = await open('admin', 'settings');
    expect(text).toContain('It is not the Object ID');
    expect(text).toContain('It is not the Client ID');
  });

  it('says so while there are no settings', async () => {
    world.behind.setup = planned;
    const { text } = await open('requester', 'settings');
    expect(text).toContain('There are no settings yet');
  });
});

describe('the script page', () => {
  it.each(['exchange', 'admin', 'requester'] as const)('gives commands and file to the %s', async (who) => {
    const { visitor, path, text } = await open(who, 'script');
    expect(text).toContain('Add-MailboxPermission');
    const file = await visitor.go(`${path}?download=1`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="ebiss-mail-K7Q2M4.ps1"');
    expect([...new Uint8Array(await file.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('refuses a stranger page and file', async () => {
    const { visitor, path, text } = await open('stranger', 'script');
    expect(text).not.toContain('Add-MailboxPermission');
    expect((await visitor.go(`${path}?download=1`)).status).toBe(403);
  });

  it('gives no file without a session', async () => {
    const response = await newVisitor(world).go(`${await world.link('script')}?download=1`);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).not.toContain('Add-MailboxPermission');
  });
});
