// The page with the check from the eBiss server, over the wire, and the way to it from the settings page.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, planned, provisioned } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  world.behind.setup = provisioned;
});
afterEach(() => world.close());

async function open(who: keyof typeof people) {
  world.behind.person = people[who];
  const path = await world.link('script', 60, { task: 'server' });
  const visitor = newVisitor(world);
  await visitor.signIn(path);
  const response = await visitor.go(path);
  return { visitor, path, response, text: await response.text() };
}

describe('the page with the check from the eBiss server', () => {
  it.each(['requester', 'admin', 'reader', 'exchange'] as const)('gives script and file to the %s', async (who) => {
    const { visitor, path, response, text } = await open(who);
    expect(response.status).toBe(200);
    expect(text).toContain('Check from the eBiss server');
    expect(text).toContain('Read-Host');
    expect(text).not.toContain('Add-MailboxPermission');
    const file = await visitor.go(`${path}?download=1`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="ebiss-mail-K7Q2M4-server.ps1"');
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toContain("'edi@contoso.example'");
  });

  it('says what the script does, how it is run, and where its result goes', async () => {
    const { text } = await open('requester');
    for (const said of [
      'What the script does',
      'sends, reads and deletes no mail',
      'as the account that runs eBiss',
      'Unblock-File .\\ebiss-mail-K7Q2M4-server.ps1',
      'paste it into your chat with the bot',
      'aria-label="Copy the script"',
    ])
      expect(text).toContain(said);
  });

  it('says so before there is anything to check', async () => {
    world.behind.setup = planned;
    const { text } = await open('requester');
    expect(text).toContain('There is nothing to check yet');
    expect(text).not.toContain('Read-Host');
  });

  it('refuses a stranger page and file', async () => {
    const { visitor, path, text } = await open('stranger');
    expect(text).not.toContain('Read-Host');
    expect((await visitor.go(`${path}?download=1`)).status).toBe(403);
  });

  it('tells nothing of the setup before sign-in', async () => {
    const text = await (await newVisitor(world).go(await world.link('script', 60, { task: 'server' }))).text();
    expect(text).toContain('checks a mail connection from the eBiss server');
    for (const told of ['K7Q2M4', 'edi@contoso.example', 'Read-Host']) expect(text).not.toContain(told);
  });

  it('is reached from the settings page', async () => {
    world.behind.person = people.requester;
    const visitor = newVisitor(world);
    const settings = await world.link('settings');
    await visitor.signIn(settings);
    const text = await (await visitor.go(settings)).text();
    const link = /href="(\/script\/[^"]+)">Check from the eBiss server</.exec(text)?.[1] ?? '';
    await visitor.signIn(link);
    expect(await (await visitor.go(link)).text()).toContain('What the script does');
  });
});
