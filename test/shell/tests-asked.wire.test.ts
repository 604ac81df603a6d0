// Tests that somebody asks for in the chat, and texts that somebody wants explained: who may, how often, what is asked
// before, and that the answer comes at once.

import { expect, test } from 'vitest';
import type { Reply } from '../../src/cards/rendered-card.ts';
import type { Person } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { createPace, limits } from '../../src/shell/pace.ts';
import { roundTrippedSetup } from '../support/checked-setups.ts';
import { authorization, handedOverSetup } from '../support/setups.ts';
import { type DeskUnderTest, deskOn, inserted, press, say, shellUnderTest, somebody } from './shell-under-test.ts';

const shell = shellUnderTest();

function textOf(reply: Reply): string {
  return reply.kind === 'text' ? reply.text : JSON.stringify(reply.card.content);
}

async function setupOf(requester: Person, make: (wish: { requester: Person }) => Setup, authorizer?: Person) {
  const setup = make({ requester });
  const by = authorizer === undefined ? {} : { by: { ...authorization.by, ...authorizer } };
  const over = setup.authorization === null ? {} : { authorization: { ...setup.authorization, ...by } };
  return inserted(shell().storage, setup, over);
}

async function present({ id }: Setup): Promise<Setup> {
  const setup = await shell().storage.findSetup(id);
  if (setup === null) throw new Error('it is there');
  return setup;
}

test('a test is answered at once with the card on which it runs; a second press begins nothing', async () => {
  const robin = somebody();
  const setup = await setupOf(robin, handedOverSetup);
  const desk = deskOn(shell().storage);
  expect(textOf(await say(desk, robin, 'test'))).toContain('Signing in to the mailboxes');
  const { version, checking } = await present(setup);
  expect(checking?.scope).toBe('all');
  await say(desk, robin, 'test smtp');
  expect(await present(setup)).toMatchObject({ version, checking: { scope: 'all' } });
});

test('the eleventh test in a minute is told when it may be made; others are not held up by it', async () => {
  const [robin, dora] = [somebody(), somebody()];
  const now = new Date('2026-11-24T10:00:00.000Z');
  const pace = createPace(limits.test);
  for (let second = 0; second < 10; second += 1) {
    expect(pace.take(robin, new Date(now.getTime() + second * 1000))).toBe(0);
  }
  expect(pace.take(robin, new Date(now.getTime() + 20_000))).toBe(40);
  expect(pace.take(dora, now)).toBe(0);
  expect(pace.take(robin, new Date(now.getTime() + 60_001))).toBe(0);
  const desk: DeskUnderTest = { ...deskOn(shell().storage), testPace: { take: () => 40 } };
  const setup = await setupOf(robin, handedOverSetup);
  expect(textOf(await say(desk, robin, 'test'))).toContain('40 s');
  expect((await present(setup)).checking).toBeNull();
});

test('a round trip begins at once where eBiss cannot be fetching yet, and is asked about where it may', async () => {
  const robin = somebody();
  const early = await setupOf(robin, handedOverSetup);
  const desk = deskOn(shell().storage);
  await say(desk, robin, 'test roundtrip');
  expect((await present(early)).checking?.scope).toBe('roundTrip');
  const dora = somebody();
  const live = await setupOf(dora, roundTrippedSetup);
  const data = { setupId: live.id, version: live.version };
  const asked = textOf(await say(desk, dora, 'test roundtrip'));
  const pressed = textOf(await press(desk, dora, 'mail.test', { ...data, what: 'askRoundTrip' }));
  for (const question of [asked, pressed]) expect(question).toContain('Is eBiss already fetching mail?');
  expect((await present(live)).checking).toBeNull();
  await press(desk, dora, 'mail.test', { ...data, what: 'liveRoundTrip' });
  expect((await present(live)).checking?.scope).toBe('liveRoundTrip');
});

test('only whoever authorized the setup may try a mailbox that was not granted', async () => {
  const [robin, alex, stranger] = [somebody(), { ...somebody(), name: 'Alex Brandt' }, somebody()];
  const setup = await setupOf(robin, handedOverSetup, alex);
  const desk = deskOn(shell().storage);
  const command = `test boundary office@contoso.example ${setup.id}`;
  expect(textOf(await say(desk, robin, command))).toContain('Only Alex Brandt');
  expect(textOf(await say(desk, stranger, command))).toBe(desk.words.chat.notFound);
  const own = setup.request.mailboxes[0] ?? '';
  expect(textOf(await say(desk, alex, `test boundary ${own} ${setup.id}`))).toBe(desk.words.tests.boundaryGranted);
  expect((await present(setup)).checking).toBeNull();
  expect(textOf(await say(desk, alex, command))).toContain('trying that mailbox');
  expect((await present(setup)).checking).toMatchObject({ scope: 'boundary', mailbox: 'office@contoso.example' });
});

test('no press tries a mailbox that the press names', async () => {
  const alex = somebody();
  const setup = await setupOf(somebody(), handedOverSetup, alex);
  const data = { setupId: setup.id, version: setup.version, what: 'boundary', mailbox: 'office@contoso.example' };
  const desk = deskOn(shell().storage);
  await press(desk, alex, 'mail.test', data);
  expect((await present(setup)).checking).toBeNull();
});

test('an error text is explained from the table, with the commands of the one setup in reach', async () => {
  const robin = somebody();
  const desk = deskOn(shell().storage);
  const text = 'explain 554 5.2.252 SendAsDenied; edi@contoso.example not allowed to send as b@contoso.example';
  expect(textOf(await say(desk, robin, text))).toContain('SendAs is missing');
  await setupOf(robin, handedOverSetup);
  expect(textOf(await say(desk, robin, text))).toContain('Add-RecipientPermission');
  expect(textOf(await say(desk, robin, 'explain the printer is on fire'))).toContain('not known here');
  expect(textOf(await say(desk, robin, 'explain'))).toBe(desk.words.tests.explain.ofWhat);
});

/** Of the eBiss server, with what it saw of each mailbox. */
function pasted({ id, application }: Setup, mailboxes: readonly object[]): string {
  const token = 'had;SMTP.SendAsApp%2CPOP.AccessAsApp;;';
  const head = { ebissServerCheck: 1, setupId: id, appId: application?.appId, at: '2026-11-24T09:15:00Z', token };
  return JSON.stringify({ ...head, mailboxes });
}

test('the server’s result is "everything" only where it is, and says where the bot sees it otherwise', async () => {
  const robin = somebody();
  const setup = await setupOf(robin, roundTrippedSetup);
  const desk = deskOn(shell().storage);
  const { server } = desk.words.tests;
  const passed = setup.request.mailboxes.map((mailbox) => ({ mailbox, smtp: 'auth;passed;', pop3: 'stat;passed;' }));
  const whole = textOf(await say(desk, robin, pasted(setup, passed)));
  expect(whole).toContain(server.fine);
  const [late, ...others] = passed;
  const outOfTime = { ...late, pop3: 'connect;notTried;' };
  for (const mailboxes of [[outOfTime, ...others], others, []]) {
    const partly = textOf(await say(desk, robin, pasted(setup, mailboxes)));
    expect(partly).not.toContain(server.fine);
    expect(partly).toContain(server.partly);
    expect(partly).toContain(server.remarks.untried('POP3'));
    expect(partly).toContain(late?.mailbox);
  }
  const firewall = { ...late, smtp: 'connect;timedOut;' };
  const differs = textOf(await say(desk, robin, pasted(setup, [firewall, ...others])));
  expect(differs).toContain(server.remarks.failsThere('SMTP'));
});
