// The audit page over the wire: who sees the trail and who gets the file, and that whatever others wrote stays text in both.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nasty, nastyTrail, oneOfEach, requestId, wholeJob } from '../support/trail.ts';
import { authorization, people, planned, provisioned } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { readCsv } from './read-csv.ts';
import { newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  world.behind.setup = provisioned;
});
afterEach(() => world.close());

async function open(who: keyof typeof people) {
  world.behind.person = people[who];
  const path = await world.link('audit');
  const visitor = newVisitor(world);
  await visitor.signIn(path);
  const response = await visitor.go(path);
  const download = () => visitor.go(`${path}?download=1`);
  return { visitor, path, response, download, text: await response.text() };
}

const told = ['Robin Keller', 'Alex Brandt', 'edi@contoso.example', 'K7Q2M4', 'Approved the Exchange commands'];

describe('the audit page', () => {
  it('tells nothing before sign-in and only asks who it is, whatever is asked for', async () => {
    const path = await world.link('audit');
    const visitor = newVisitor(world);
    for (const address of [path, `${path}?download=1`]) {
      const response = await visitor.go(address);
      expect(response.headers.get('content-type')).toContain('text/html');
      const text = await response.text();
      for (const secret of told) expect(text).not.toContain(secret);
      expect(text).toContain('Sign in');
    }
    await visitor.signIn(path);
    expect(world.seen.signIns.at(-1)?.purpose).toBe('identify');
  });

  it.each(['requester', 'admin'] as const)('shows the %s the trail and gives the file', async (who) => {
    const { response, text, download } = await open(who);
    expect(response.status).toBe(200);
    for (const part of told) expect(text).toContain(part);
    expect(text).toContain(requestId);
    expect(text.indexOf('Confirmed that the client secret is in eBiss')).toBeLessThan(
      text.indexOf('Authorized the plan'),
    );
    const file = await download();
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="K7Q2M4-audit-trail.csv"');
    expect(file.headers.get('cache-control')).toBe('no-store');
    const rows = readCsv(new Uint8Array(await file.arrayBuffer()));
    expect(rows).toHaveLength(wholeJob.length + 1);
  });

  it.each(['stranger', 'reader', 'exchange', 'foreigner'] as const)(
    'refuses the %s page and file alike',
    async (who) => {
      const { response, text, download } = await open(who);
      for (const part of told) expect(text).not.toContain(part);
      const file = await download();
      expect(file.headers.get('content-disposition')).toBeNull();
      for (const part of told) expect(await file.clone().text()).not.toContain(part);
      if (who !== 'foreigner') expect([response.status, file.status]).toEqual([403, 403]);
    },
  );

  it('takes people by their ids alone, never by name or account', async () => {
    const twin = { ...people.requester, objectId: people.stranger.objectId };
    world.behind.setup = { ...provisioned, authorization: { ...authorization, by: people.admin } };
    world.behind.person = twin;
    const visitor = newVisitor(world);
    const path = await world.link('audit');
    await visitor.signIn(path);
    expect((await visitor.go(path)).status).toBe(403);
  });

  it('is for nobody but whoever asked before somebody has authorized it', async () => {
    world.behind.setup = planned;
    expect((await open('admin')).response.status).toBe(403);
    expect((await open('requester')).response.status).toBe(200);
  });

  it('opens with no link but its own, and not after that one has expired', async () => {
    const { visitor, path, text } = await open('requester');
    expect(text).toContain('Download as CSV');
    const settings = (await world.link('settings')).replace('/settings/', '/audit/');
    expect((await visitor.go(settings)).status).toBe(404);
    world.behind.clock = new Date(world.behind.clock.getTime() + 61 * 60_000);
    const late = await visitor.go(`${path}?download=1`);
    expect(late.status).toBe(404);
    expect(await late.text()).not.toContain('Robin Keller');
  });
});

describe('the file', () => {
  it('has who, from which account, what, outcome and Graph’s ids of each event, oldest first', async () => {
    const { download } = await open('admin');
    const [heading, ...rows] = readCsv(new Uint8Array(await (await download()).arrayBuffer()));
    expect(heading).toEqual([
      'Time (UTC)',
      'Who',
      'Object ID',
      'Tenant ID',
      'Account',
      'What',
      'Outcome',
      'Microsoft Graph request IDs',
      'Setup',
    ]);
    const { objectId, tenantId } = people.admin;
    const at = (minute: string) => `2026-11-24T09:${minute}:00.000Z`;
    expect(rows[2]).toEqual([
      at('02'),
      'Alex Brandt',
      objectId,
      tenantId,
      'alex.admin@contoso.example',
      'Created the app registration',
      'Client ID c1d2, object ID a0b1',
      requestId,
      'K7Q2M4',
    ]);
    expect(rows[13]).toEqual([
      at('10'),
      'The bot',
      '',
      '',
      '',
      'Began to test the sign-in to each mailbox',
      '',
      '',
      'K7Q2M4',
    ]);
    expect(rows.map(([time]) => time)).toEqual(rows.map(([time]) => time).toSorted());
  });

  it('has each kind of event', async () => {
    world.behind.events = oneOfEach;
    const { download } = await open('admin');
    const [, ...rows] = readCsv(new Uint8Array(await (await download()).arrayBuffer()));
    expect(new Set(rows.map((row) => row[5])).size).toBe(oneOfEach.length);
  });
});

describe('text of others', () => {
  beforeEach(() => {
    world.behind.events = nastyTrail;
  });

  it('is calculated by no spreadsheet, and hides nothing', async () => {
    const { download } = await open('admin');
    const cells = readCsv(new Uint8Array(await (await download()).arrayBuffer()))
      .slice(1)
      .flat();
    expect(cells.filter((cell) => /^\s*[=+\-@\uff1d]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(cell))).toEqual([]);
    expect(cells).toContain("'=cmd|'/c calc'!A1");
    expect(cells).toContain('Robin<U+202E>gpj.exe');
    expect(cells.length).toBe(nasty.length * 2 * 9);
  });

  it('is no markup on the page', async () => {
    const { text } = await open('admin');
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<at>');
    expect(text).not.toMatch(/[\u202e\u200b\u2066\ufeff]/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});
