// The client secret on the settings page, over the wire: a sign-in made for the reading, one answer that holds it, that it
// is in eBiss, and tests for which it is brought along.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { people, provisioned } from './contoso-setup.ts';
import { startWorld, theSecret, type World } from './pages-world.ts';
import { callbackOf, fieldOf, newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  world.behind.setup = provisioned;
});
afterEach(() => world.close());

type Who = keyof typeof people;

async function open(who: Who, setup: Setup = provisioned) {
  world.behind.person = people[who];
  world.behind.setup = setup;
  const path = await world.link('settings', 24 * 60);
  const visitor = newVisitor(world);
  await visitor.signIn(path);
  const page = async () => await (await visitor.go(path)).text();
  const text = await page();
  /** A button of the page as it is then. */
  const press = async (action: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) => {
    const csrf = fieldOf(await page(), 'csrf');
    return visitor.press(`${path}/${action}`, { csrf, ...fields }, headers);
  };
  /** To Microsoft and back, as the press leads. */
  const signInToRead = async () => visitor.go(await callbackOf(await press('secret')));
  return { visitor, path, text, page, press, signInToRead };
}

function minutesLater(minutes: number): void {
  world.behind.clock = new Date(world.behind.clock.getTime() + minutes * 60_000);
}

const act = { by: people.admin, at: '2026-11-24T09:30:00.000Z' };
const at = act.at;
const accepted = (channel: 'smtp' | 'pop3', mailbox: string) =>
  ({ mailbox, channel, at, host: 'h', port: 1, stages: [], problem: null, acceptedAt: at }) as const;
const verified: Setup = {
  ...provisioned,
  verifiedAt: at,
  wasVerified: true,
  token: { at, stages: [], roles: [], problem: null },
  results: provisioned.request.mailboxes.flatMap((mailbox) => [accepted('smtp', mailbox), accepted('pop3', mailbox)]),
};
const withSecret = (over: Partial<NonNullable<Setup['secret']>>): Setup => ({
  ...verified,
  secret: verified.secret === null ? null : { ...verified.secret, ...over },
});
const readOnce = withSecret({ read: act });
const delivered = withSecret({ read: act, delivered: act });

describe('reading the secret', () => {
  it.each(['admin', 'reader'] as const)('takes a sign-in of the %s made for it, and works once', async (who) => {
    const { visitor, page, press, text } = await open(who);
    expect(text).toContain('smtp.office365.com');
    expect(text).toContain('To see it you sign in once more');
    const begun = await press('secret');
    expect(world.seen.signIns.at(-1)).toMatchObject({ purpose: 'readSecret', loginHint: people[who].username });
    expect(world.seen.secretReads).toEqual([]);
    await visitor.go(await callbackOf(begun));
    expect(world.seen.secretReads).toEqual([]);
    expect(await page()).toContain('You have signed in to see the client secret');
    const shown = await press('secret');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(await shown.text()).toContain(theSecret);
    expect(world.seen.secretReads).toEqual([people[who]]);
    expect(await page()).not.toContain(theSecret);
    expect(await (await press('secret')).text()).toContain('Going to Microsoft sign-in');
    expect(world.seen.secretReads).toHaveLength(1);
  });

  it('is over a few minutes after the credentials were given, however long the way back took', async () => {
    const { page, press, signInToRead } = await open('admin');
    world.behind.authenticatedAt = new Date(world.behind.clock.getTime() - 4 * 60_000).toISOString();
    await signInToRead();
    expect(await page()).toContain('You have signed in to see the client secret');
    minutesLater(1.1);
    expect(await page()).toContain('To see it you sign in once more');
    expect(await (await press('secret')).text()).toContain('Going to Microsoft sign-in');
    expect(world.seen.secretReads).toEqual([]);
  });

  it('is shown to one of two presses at the same moment', async () => {
    const { press, signInToRead } = await open('admin');
    await signInToRead();
    const texts = await Promise.all([press('secret'), press('secret')].map(async (one) => (await one).text()));
    expect(texts.filter((text) => text.includes(theSecret))).toHaveLength(1);
    expect(world.seen.secretReads).toHaveLength(1);
  });

  it('does not come of an ordinary sign-in, or of one for another page or setup', async () => {
    const { visitor, path, page, press, signInToRead } = await open('admin');
    await signInToRead();
    const script = await world.link('script');
    await visitor.signIn(script);
    expect((await visitor.press(`${script}/secret`)).status).toBe(404);
    await visitor.signIn(path);
    expect(await page()).toContain('To see it you sign in once more');
    expect(await (await press('secret')).text()).not.toContain(theSecret);
    expect(world.seen.secretReads).toEqual([]);
  });

  it('helps nobody who is no reader, whoever began the sign-in', async () => {
    const { visitor, path, signInToRead } = await open('admin');
    world.behind.person = people.requester;
    await signInToRead();
    const text = await (await visitor.go(path)).text();
    expect(text).not.toContain('Show it now');
    expect((await visitor.press(`${path}/secret`, { csrf: fieldOf(text, 'csrf') })).status).toBe(403);
    expect(world.seen.secretReads).toEqual([]);
  });

  it('never comes of a GET, of a press without the token, or of one from another site', async () => {
    const { visitor, path, page, press, signInToRead } = await open('admin');
    await signInToRead();
    expect((await visitor.go(`${path}/secret`)).headers.get('location')).toBe(path);
    expect((await visitor.press(`${path}/secret`)).status).toBe(403);
    expect((await press('secret', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(world.seen.secretReads).toEqual([]);
    expect(await page()).toContain('Show it now');
  });

  it('keeps whoever is signed in where the sign-in comes to nothing, and says why', async () => {
    const { page, signInToRead } = await open('admin');
    world.behind.signInProblem = problem({
      reason: 'signInNotFresh',
      step: 'secret',
      actor: 'entraAdministrator',
      remedy: 'retry',
    });
    await signInToRead();
    const text = await page();
    expect(text).toContain('smtp.office365.com');
    expect(text).toContain('did not ask for your password or key anew');
    expect(text).toContain('To see it you sign in once more');
  });

  it('but for no longer than that session would have lasted', async () => {
    const { page, press } = await open('admin');
    const pressFor = async (minutes: number) => {
      for (let gone = 0; gone < minutes; gone += 20) {
        await press('secret');
        minutesLater(20);
      }
    };
    await pressFor(7 * 60);
    expect(await page()).toContain('smtp.office365.com');
    await pressFor(80);
    expect(await page()).not.toContain('smtp.office365.com');
  });

  it('leaves everything else on the page to an ordinary sign-in', async () => {
    for (const who of ['admin', 'requester'] as const) {
      const { text } = await open(who);
      for (const told of ['smtp.office365.com', 'edi@contoso.example', 'It is not the Object ID'])
        expect(text).toContain(told);
    }
    expect(world.seen.signIns.map(({ purpose }) => purpose)).toEqual(['identify', 'identify']);
  });

  it('is told to everybody who may see the settings', async () => {
    const { text } = await open('requester', readOnce);
    expect(text).toContain('The client secret was last shown on 24 Nov 2026, 09:30 UTC to <bdi>Alex Brandt</bdi>');
  });
});

describe('that it is in eBiss', () => {
  beforeEach(() => {
    world.behind.retention = 'delivered';
  });

  it('is confirmed by a reader, once it was read and the settings are verified', async () => {
    const { press, text } = await open('reader', readOnce);
    expect(text).toContain('It is in eBiss: destroy the copy');
    const answer = await press('delivered', { key: fieldOf(text, 'key'), sure: 'yes' });
    expect(answer.status).toBe(303);
    expect(world.seen.delivered).toEqual([{ setupId: 'K7Q2M4', keyId: 'k1', by: people.reader }]);
  });

  it.each([
    ['it was not read', verified],
    ['it is not verified', { ...readOnce, verifiedAt: null }],
  ])('is not offered while %s, and it says when it will be', async (_why, setup) => {
    const { text } = await open('admin', setup);
    expect(text).not.toContain('name="sure"');
    expect(text).toContain('That is offered once the secret was shown and the settings are verified');
  });

  it('takes the tick, the token and the right', async () => {
    const { visitor, path, press } = await open('admin', readOnce);
    await press('delivered', { key: 'k1' });
    expect((await visitor.press(`${path}/delivered`, { key: 'k1', sure: 'yes' })).status).toBe(403);
    const asked = await open('requester', readOnce);
    expect(asked.text).not.toContain('name="sure"');
    expect((await asked.press('delivered', { key: 'k1', sure: 'yes' })).status).toBe(403);
    expect(world.seen.delivered).toEqual([]);
  });

  it('is not there where the secret is kept', async () => {
    world.behind.retention = 'keep';
    const { press, text } = await open('admin', readOnce);
    expect(text).not.toContain('Once it is in eBiss');
    await press('delivered', { key: 'k1', sure: 'yes' });
    expect(world.seen.delivered).toEqual([]);
  });

  it('is said afterwards, with by whom; the secret cannot be asked for any more', async () => {
    const { text, press } = await open('admin', delivered);
    expect(await (await press('secret')).text()).toContain('is not kept here any more');
    expect([world.seen.secretReads, world.seen.signIns.at(-1)?.purpose]).toEqual([[], 'identify']);
    expect(text).toMatch(
      /is not kept here any more\. That it is in eBiss was confirmed on .* by <bdi>Alex Brandt<\/bdi>/,
    );
    expect(text).not.toContain('Show the client secret');
    expect(text).not.toContain('name="sure"');
  });
});

describe('a test with a secret that is brought along', () => {
  const secret = 'brought~Along.By-Hand_1';

  it.each(['admin', 'requester'] as const)('is begun for the %s, and the text is in no answer', async (who) => {
    const { press, text, page } = await open(who, delivered);
    expect(text).toMatch(
      /<input type="password" id="secret" name="secret" required maxlength="200" autocomplete="off"/,
    );
    const answer = await press('test', { secret: ` ${secret} ` });
    expect(answer.status).toBe(303);
    expect(world.seen.tests).toEqual([{ setupId: 'K7Q2M4', by: people[who], secretText: secret }]);
    world.behind.setup = { ...delivered, checking: { scope: 'all', startedAt: at } };
    const running = await page();
    expect(running).toContain('The settings are being tested');
    expect(running).not.toContain('name="secret"');
    expect(running + world.seen.log.join()).not.toContain(secret);
  });

  it.each([
    ['', 'Enter the client secret'],
    ['too-short', 'This is not a client secret'],
    [`${secret} and more`, 'This is not a client secret'],
    [`${secret}é`, 'This is not a client secret'],
    [secret.repeat(20), 'This is not a client secret'],
  ])('is not begun with %j, which is not shown again', async (typed, mistake) => {
    const { press } = await open('admin', delivered);
    const answer = await press('test', { secret: typed });
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toContain(mistake);
    if (typed !== '') expect(text).not.toContain(typed);
    expect(world.seen.tests).toEqual([]);
  });

  it.each([
    [{ kind: 'notNow' } as const, 409, 'Another test is running'],
    [{ kind: 'tooOften', seconds: 40 } as const, 429, 'Try again in 40 s'],
  ])('says why it cannot begin: %j', async (testAnswer, status, said) => {
    world.behind.testAnswer = testAnswer;
    const { press } = await open('admin', delivered);
    const answer = await press('test', { secret });
    expect(answer.status).toBe(status);
    const text = await answer.text();
    expect(text).toContain(said);
    expect(text).not.toContain(secret);
  });

  it('says that what was typed was refused, and that the settings are verified all the same', async () => {
    const why = problem({
      reason: 'clientSecretRefused',
      step: 'secret',
      actor: 'entraAdministrator',
      remedy: 'askAdmin',
    });
    const { text } = await open('admin', { ...delivered, refusedToken: { at, stages: [], roles: [], problem: why } });
    expect(text).toContain('got no token with the client secret that was typed');
    expect(text).toContain('Verified at');
    const [, again = ''] = /<a href="([^"]+)">Authorize again</.exec(text) ?? [];
    expect((await newVisitor(world).go(again)).status).toBe(200);
    expect(again).toMatch(/^\/authorize\//);
  });

  it('is for nobody else, and not without the token', async () => {
    const { visitor, path } = await open('requester', delivered);
    expect((await visitor.press(`${path}/test`, { secret })).status).toBe(403);
    expect((await (await open('stranger', delivered)).press('test', { secret })).status).toBe(403);
    expect(world.seen.tests).toEqual([]);
  });

  it('is not offered while the bot holds the secret itself', async () => {
    expect((await open('admin', readOnce)).text).not.toContain('name="secret"');
  });
});
