// Who gets which page and whose press counts, cell by cell: people in every relation to a setup, with and without directory
// roles, signed in to every page. Whoever does not get it is told nothing that another setup would not have told.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SignedInPerson } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { Ticket, TicketPurpose } from '../../src/web/web-deps.ts';
import { verifiedSetup } from '../support/checked-setups.ts';
import { authorization, people, planned, provisioned, running, tenantId } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { callbackOf, fieldOf, newVisitor } from './visitor.ts';

const roles = [...people.admin.directoryRoles, ...people.exchange.directoryRoles];
const another: SignedInPerson = {
  ...people.admin,
  objectId: '1b1b1b1b-1111-4222-8333-944455556666',
  name: 'Olga Roth',
};

/** By the letter that stands for them in the table. */
const who = {
  /** Asked for the setup. */
  R: people.requester,
  /** Authorized it, as Application Administrator. */
  A: people.admin,
  /** Named as reader of the secret. */
  L: people.reader,
  /** Exchange Administrator of the tenant. */
  E: people.exchange,
  /** Another Application Administrator. */
  O: another,
  S: people.stranger,
  /** A guest of the tenant, whatever roles a guest may have. */
  G: { ...people.stranger, objectId: '2c2c2c2c-1111-4222-8333-944455556666', guest: true, directoryRoles: roles },
  /** Of another tenant, with every role there. */
  F: { ...people.foreigner, directoryRoles: roles },
  /** With the object id of the requester, in another tenant. */
  T: { ...people.requester, tenantId: people.foreigner.tenantId },
} as const satisfies Readonly<Record<string, SignedInPerson>>;
type Letter = keyof typeof who;
const letters = Object.keys(who).filter((letter): letter is Letter => letter in who);

type Visit = { readonly world: World; readonly path: string; readonly visitor: ReturnType<typeof newVisitor> };

type Row = {
  readonly purpose: TicketPurpose;
  readonly task?: Ticket['task'];
  readonly setup: Setup;
  /** Gives the answer, and whether that is what they came for. */
  readonly act: (visit: Visit) => Promise<readonly [Response, boolean]>;
};

const planId = 'K7Q2M4';

/** The page itself, or a part of it behind `more`. */
function shows(sign: string, more = ''): Row['act'] {
  return async ({ visitor, path }) => {
    const response = await visitor.go(`${path}${more}`);
    return [response, response.status === 200 && (await response.clone().text()).includes(sign)];
  };
}

const follows: Row['act'] = async ({ visitor, path }) => {
  const response = await visitor.go(`${path}/events`);
  return [response, response.headers.get('content-type')?.startsWith('text/event-stream') === true];
};

/** A press from the page, with the fields of its form; `counted` tells what came of it. */
function presses(action: string, fields: Record<string, string>, counted: (world: World) => number): Row['act'] {
  return async ({ world, visitor, path }) => {
    const page = await (await visitor.go(path)).text();
    const before = counted(world);
    const given = { csrf: fieldOf(page, 'csrf'), version: fieldOf(page, 'version'), ...fields };
    const response = await visitor.press(`${path}/${action}`, given);
    return [response, counted(world) > before];
  };
}

/** Up to the sign-in that is made for this very reading, and through it. */
const readsSecret: Row['act'] = async (visit) => {
  const { world, visitor, path } = visit;
  const press = presses('secret', {}, ({ seen }) => seen.secretReads.length);
  const [first] = await press(visit);
  if (world.seen.signIns.at(-1)?.purpose !== 'readSecret') return [first, false];
  await visitor.go(await callbackOf(first));
  await visitor.go(path);
  return press(visit);
};

const verified = verifiedSetup();
const delivering: Setup = {
  ...verified,
  id: planId,
  request: { ...verified.request, tenant: { id: tenantId, typed: 'contoso.example' } },
  requester: people.requester,
  authorization,
  secret: provisioned.secret && { ...provisioned.secret, read: { by: people.admin, at: '2026-11-24T08:59:00.000Z' } },
};

const rows = {
  'authorize, the plan': { purpose: 'authorize', setup: planned, act: shows(planId) },
  'authorize, what was done': { purpose: 'authorize', setup: provisioned, act: shows(planId) },
  'authorize, as it goes on': { purpose: 'authorize', setup: running, act: follows },
  'authorize: create': {
    purpose: 'authorize',
    setup: planned,
    act: presses('create', {}, ({ seen }) => seen.authorized.length),
  },
  settings: { purpose: 'settings', setup: provisioned, act: shows(planId) },
  'settings: secret': { purpose: 'settings', setup: provisioned, act: readsSecret },
  'settings: delivered': {
    purpose: 'settings',
    setup: delivering,
    act: presses('delivered', { sure: 'yes', key: 'k1' }, ({ seen }) => seen.delivered.length),
  },
  'settings: test': {
    purpose: 'settings',
    setup: delivering,
    act: presses('test', { secret: 'a-secret-of-some-length' }, ({ seen }) => seen.tests.length),
  },
  script: { purpose: 'script', setup: provisioned, act: shows(planId) },
  'script, the file': { purpose: 'script', setup: provisioned, act: shows('Add-MailboxPermission', '?download=1') },
  'script, undo': { purpose: 'script', task: 'undo', setup: provisioned, act: shows(planId) },
  'script, from the server': { purpose: 'script', task: 'server', setup: provisioned, act: shows(planId) },
  audit: { purpose: 'audit', setup: provisioned, act: shows(planId) },
  'audit, the file': { purpose: 'audit', setup: provisioned, act: shows(planId, '?download=1') },
  'exchange place': { purpose: 'exchange', setup: planned, act: shows('Hand-overs') },
  'exchange place: confirm': {
    purpose: 'exchange',
    setup: planned,
    act: presses('confirm', {}, ({ seen }) => seen.confirmed.length),
  },
} as const satisfies Readonly<Record<string, Row>>;

const names = Object.keys(rows).filter((name): name is keyof typeof rows => name in rows);

const expected = `
page                     | who
authorize, the plan      | AO
authorize, what was done | ALO
authorize, as it goes on | AO
authorize: create        | AO
settings                 | RAL
settings: secret         | AL
settings: delivered      | AL
settings: test           | RAL
script                   | RALE
script, the file         | RALE
script, undo             | RALE
script, from the server  | RALE
audit                    | RA
audit, the file          | RA
exchange place           | E
exchange place: confirm  | E
`;

const table = expected
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** Of another setup, nothing in common with the first but its id and its tenant. */
function otherThan(setup: Setup): Setup {
  const other = { ...people.stranger, objectId: '3d3d3d3d-1111-4222-8333-944455556666', name: 'Nobody Here' };
  const request = {
    ...setup.request,
    appName: 'Other',
    server: 'Other',
    mailboxes: ['other@contoso.example'],
    reference: 'Other',
  };
  return { ...setup, request, requester: other, version: 77 };
}

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

async function visit({ purpose, task }: Row, person: SignedInPerson | null): Promise<Visit> {
  const path = await world.link(purpose, 60, task === undefined ? {} : { task });
  const visitor = newVisitor(world);
  if (person !== null) {
    world.behind.person = person;
    await visitor.signIn(path);
  }
  return { world, path, visitor };
}

/** Without what is another one for each link and each session. */
function told(text: string): string {
  return text.replace(/ey[\w-]+\.[\w.-]+/g, 'TICKET').replace(/value="[\w-]{43}"/g, 'TOKEN');
}

async function cell(row: Row, letter: Letter | null): Promise<string> {
  const person = letter === null ? null : who[letter];
  world.behind.setup = row.setup;
  world.behind.place = null;
  world.behind.retention = 'delivered';
  const [response, isIn] = await row.act(await visit(row, person));
  if (isIn) {
    await response.body?.cancel();
    return letter ?? 'nobody';
  }
  const text = told(await response.text());
  world.behind.setup = otherThan(row.setup);
  const [elsewhere] = await row.act(await visit(row, person));
  expect({ letter, status: elsewhere.status, text: told(await elsewhere.text()) }).toEqual({
    letter,
    status: response.status,
    text,
  });
  return '';
}

test('the table names every page once', () => {
  expect(table.map(([name]) => name)).toEqual(names);
});

describe('gets it, of all people', () => {
  test.each(table)('%s', async (name = '', those = '') => {
    const row = names.find((one) => one === name);
    if (row === undefined) throw new Error(`there is no ${name}`);
    let seen = '';
    for (const letter of [...letters, null]) seen += await cell(rows[row], letter);
    expect(seen).toBe(those);
  });
});

describe('lost while the page is open', () => {
  test.each([
    ['settings: secret', 'L', 'secret', ({ seen }: World) => seen.secretReads.length + seen.signIns.length],
    ['settings: delivered', 'A', 'delivered', ({ seen }: World) => seen.delivered.length],
    ['settings: test', 'R', 'test', ({ seen }: World) => seen.tests.length],
  ] as const)('%s by %s', async (name, letter, action, counted) => {
    const row = rows[name];
    world.behind.setup = { ...delivering, secret: delivered(name === 'settings: test') };
    world.behind.retention = 'delivered';
    const { visitor, path } = await visit(row, who[letter]);
    const csrf = fieldOf(await (await visitor.go(path)).text(), 'csrf');
    expect(csrf).not.toBe('');
    const other = otherThan(world.behind.setup);
    const by = { ...authorization.by, objectId: other.requester.objectId };
    world.behind.setup = {
      ...other,
      authorization: { ...authorization, by },
      secret: other.secret && { ...other.secret, readers: [] },
    };
    const before = counted(world);
    const pressed = await visitor.press(`${path}/${action}`, {
      csrf,
      sure: 'yes',
      key: 'k1',
      secret: 'a-secret-of-some-length',
    });
    expect(pressed.status).toBe(403);
    expect(counted(world)).toBe(before);
  });
});

function delivered(isDelivered: boolean): Setup['secret'] {
  const act = { by: people.admin, at: '2026-11-24T08:59:30.000Z' };
  return delivering.secret && { ...delivering.secret, delivered: isDelivered ? act : null };
}
