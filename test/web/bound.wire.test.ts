// What links, sessions and forms are bound to: a link to one page, one setup and one tenant; a session to the same and to
// one browser; a form to the page of ours that it stood on. Before sign-in no page tells anything.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ticket, type TicketPurpose, ticketPurposes, ticketTasks } from '../../src/web/web-deps.ts';
import { people, planned, proposal, provisioned, running, tenantId } from './contoso-setup.ts';
import { entraUrl, startWorld, theSecret, type World } from './pages-world.ts';
import { fieldOf, leadsTo, newVisitor, planOf } from './visitor.ts';

const fabrikamId = '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601';
const forFabrikam = {
  ...planned,
  request: { ...planned.request, tenant: { id: fabrikamId, typed: 'fabrikam.example' } },
};

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** Of the setup, of who has to do with it, and of what a page is for once one is in. */
const telling = [
  ...['contoso', 'Contoso', 'K7Q2M4', 'EDI-PROD', 'CHG-4711', 'edi@', tenantId, 'Robin', 'Alex', 'Rita'],
  ...['Hand-overs', proposal.conversationId, 'Add-MailboxPermission', 'smtp.office365.com', theSecret],
];

describe('before sign-in', () => {
  const places: readonly (readonly [TicketPurpose, Pick<Ticket, 'task'>])[] = ticketPurposes.flatMap((purpose) => [
    [purpose, {}] as const,
    ...ticketTasks.map((task) => [purpose, { task }] as const),
  ]);
  const actions = ['', '?download=1', '/signin', '/create', '/secret', '/delivered', '/test', '/confirm', '/events'];

  it.each(places)('%s %j tells nothing, whatever is asked of it', async (purpose, task) => {
    world.behind.setup = provisioned;
    const path = await world.link(purpose, 60, task);
    const texts: string[] = [];
    for (const action of actions) {
      const visitor = newVisitor(world);
      const got = await visitor.go(`${path}${action}`);
      const posted = await visitor.press(`${path}${action}`, { csrf: 'guessed', version: '3' });
      texts.push(await got.text(), await posted.text());
      expect([...visitor.cookies.keys()].filter((name) => name !== 'ebiss-form')).toEqual([]);
    }
    for (const told of telling) expect(texts.join('\n')).not.toContain(told);
    expect(world.seen.signIns).toEqual([]);
    expect([world.seen.authorized, world.seen.secretReads, world.seen.confirmed]).toEqual([[], [], []]);
  });

  it.each(['planned', 'cancelled', 'running', 'provisioned'] as const)(
    'is the same for a setup that is %s',
    async (state) => {
      const setups = {
        planned,
        running,
        provisioned,
        cancelled: { ...planned, cancelledAt: '2026-11-24T08:00:00.000Z' },
      };
      const path = await world.link('authorize');
      const visitor = newVisitor(world);
      const first = await (await visitor.go(path)).text();
      world.behind.setup = setups[state];
      expect(await (await visitor.go(path)).text()).toBe(first);
    },
  );
});

describe('a link', () => {
  it('leads nowhere once its setup is for another tenant', async () => {
    const path = await world.link('authorize');
    world.behind.setup = forFabrikam;
    const visitor = newVisitor(world);
    const page = await visitor.go(path);
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('This link is not valid');
    expect((await visitor.press(`${path}/signin`, { csrf: 'x' })).status).toBe(404);
    expect(world.seen.signIns).toEqual([]);
  });

  it('of another tenant leads to no proposed channel', async () => {
    expect((await newVisitor(world).go(await world.link('exchange', 60, { tenantId: fabrikamId }))).status).toBe(404);
  });

  it('that expires while somebody is in is of no use to them either', async () => {
    const path = await world.link('authorize', 5);
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, path);
    world.behind.clock = new Date('2026-11-24T09:06:00.000Z');
    expect((await visitor.go(path)).status).toBe(404);
    expect((await visitor.press(`${path}/create`, { csrf: fieldOf(text, 'csrf'), version: '3' })).status).toBe(404);
    expect(world.seen.authorized).toEqual([]);
  });
});

describe('a session', () => {
  it('of the former tenant opens nothing of the present one', async () => {
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, await world.link('authorize'));
    expect(text).toContain('Robin Keller');
    world.behind.setup = { ...forFabrikam, version: 4 };
    const path = await world.link('authorize', 60, { tenantId: fabrikamId });
    const shown = await (await visitor.go(path)).text();
    expect(shown).toContain('Sign in');
    expect(shown).not.toContain('Robin Keller');
    await visitor.press(`${path}/create`, { csrf: fieldOf(text, 'csrf'), version: '4' });
    expect(world.seen.authorized).toEqual([]);
  });

  it('whose cookie was swapped for another person’s carries out nothing with the form of the first', async () => {
    const path = await world.link('authorize');
    const [alex, mallory] = [newVisitor(world), newVisitor(world)];
    const { text } = await planOf(alex, path);
    world.behind.person = people.stranger;
    await mallory.signIn(path);
    alex.cookies.set('ebiss-authorize', mallory.cookies.get('ebiss-authorize') ?? '');
    const pressed = await alex.press(`${path}/create`, { csrf: fieldOf(text, 'csrf'), version: '3' });
    expect(pressed.status).toBe(403);
    expect(await pressed.text()).toContain('Open the link from Teams again and press the button there.');
    expect(world.seen.authorized).toEqual([]);
  });
});

describe('the form before sign-in', () => {
  async function tokenOf(visitor: ReturnType<typeof newVisitor>, path: string): Promise<string> {
    return fieldOf(await (await visitor.go(path)).text(), 'csrf');
  }

  it('begins a sign-in with the token and the cookie that belong together', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const csrf = await tokenOf(visitor, path);
    expect(await leadsTo(await visitor.press(`${path}/signin`, { csrf }))).toContain(entraUrl);
  });

  it('begins none without, with a guessed one, with another browser’s or another link’s, or without the cookie', async () => {
    const path = await world.link('authorize');
    const other = await world.link('authorize', 30);
    const [visitor, stranger] = [newVisitor(world), newVisitor(world)];
    const csrf = await tokenOf(visitor, path);
    const wrong = ['', 'guessed', await tokenOf(stranger, path), await tokenOf(visitor, other)];
    for (const token of wrong) {
      expect((await visitor.press(`${path}/signin`, { csrf: token })).status).toBe(403);
    }
    expect((await newVisitor(world).press(`${path}/signin`, { csrf })).status).toBe(403);
    expect(world.seen.signIns).toEqual([]);
  });

  it('stays good in one tab while another is opened', async () => {
    const [first, second] = [await world.link('authorize'), await world.link('settings')];
    const visitor = newVisitor(world);
    const csrf = await tokenOf(visitor, first);
    await tokenOf(visitor, second);
    expect(await leadsTo(await visitor.press(`${first}/signin`, { csrf }))).toContain(entraUrl);
  });

  it('lets whoever is in change the account, with the token of their session alone', async () => {
    const path = await world.link('authorize');
    const visitor = newVisitor(world);
    const { text } = await planOf(visitor, path);
    const csrf = fieldOf(text, 'csrf');
    visitor.cookies.delete('ebiss-form');
    expect((await visitor.press(`${path}/signin`, { csrf: 'guessed', account: 'other' })).status).toBe(403);
    expect(await leadsTo(await visitor.press(`${path}/signin`, { csrf, account: 'other' }))).toContain(entraUrl);
  });
});

describe('cookies off loopback', () => {
  it('are of this host alone, for encrypted connections alone, and out of reach of script', async () => {
    const config = {
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'https://bot.example',
      secureCookies: true,
      metrics: { kind: 'nobody' },
    } as const;
    const secure = await startWorld(entraUrl, { config });
    const visitor = newVisitor(secure);
    const path = await secure.link('authorize');
    const page = await visitor.go(path);
    const csrf = fieldOf(await page.clone().text(), 'csrf');
    const begun = await visitor.press(`${path}/signin`, { csrf });
    const sets = [page, begun].flatMap((response) => response.headers.getSetCookie());
    expect(sets).toHaveLength(2);
    for (const set of sets)
      expect(set).toMatch(/^__Host-ebiss-\w+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(page.headers.get('strict-transport-security')).toContain('max-age=');
    await secure.close();
  });
});
