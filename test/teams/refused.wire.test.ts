// Who is turned away at POST /api/messages, through the real web server: every bad token gets 401 before the body is
// read, and no turn; what is signed but no activity gets a clear 4xx. No answer tells how it was made.

import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from '../web/pages-world.ts';
import { activity } from './activities.ts';
import { type BotUnderTest, startBot } from './bot-under-test.ts';
import { bot, startTeamsService, type TeamsService } from './teams-service.ts';

let service: TeamsService;
let under: BotUnderTest;
let world: World;

beforeAll(async () => {
  service = await startTeamsService();
  under = await startBot({ bot, authority: service.authority });
  world = await startWorld(undefined, under.teams);
});
afterAll(async () => {
  await world.close();
  await under.close();
  await service.close();
});
afterEach(() => {
  for (const list of [under.incoming, under.conversations, under.logged, service.sent]) list.length = 0;
});

type Posted = { readonly body: string | Uint8Array; readonly headers?: Record<string, string> };

async function post({ body, headers = {} }: Posted, authorization?: string) {
  const signed = authorization === undefined ? {} : { authorization };
  const response = await fetch(`${world.origin}/api/messages`, {
    method: 'POST',
    body: Buffer.from(body),
    headers: { 'content-type': 'application/json', ...signed, ...headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const said = (change: Record<string, unknown> = {}) => JSON.stringify(activity(service.url, change));
const good = async () => `Bearer ${await service.token()}`;

function expectNoTurn() {
  expect(under.incoming).toEqual([]);
  expect(under.conversations).toEqual([]);
  expect(service.sent).toEqual([]);
}

/** A path, a line of code, or the name of a library's own error. */
const inside = /node_modules|\.[jt]s:\d|\bat \w+ ?\(|JsonWebToken|JWS|JWT|Zod/;

test('a good token reaches the conversation', async () => {
  expect((await post({ body: said() }, await good())).status).toBe(200);
  expect(under.incoming).toHaveLength(1);
});

describe('a bad token', () => {
  /** In the way of the Bot Framework's emulator, which botbuilder would let in with any service URL. */
  const emulated = { iss: `https://sts.windows.net/${bot.tenantId}/`, appid: bot.id, ver: '1.0', tid: bot.tenantId };
  const token = (change: Parameters<TeamsService['token']>[0]) => async () => `Bearer ${await service.token(change)}`;
  const cases: readonly (readonly [string, () => Promise<string | undefined>])[] = [
    ['none', async () => undefined],
    ['an empty one', async () => 'Bearer '],
    ['garbage', async () => 'Bearer garbage'],
    ['three parts of garbage', async () => 'Bearer a.b.c'],
    ['another scheme', async () => `Basic ${await service.token()}`],
    ['an unknown key', token({ kid: 'unknown' })],
    ['another bot', token({ claims: { aud: bot.tenantId } })],
    ['no audience', token({ claims: { aud: undefined } })],
    ['another issuer', token({ claims: { iss: 'https://sts.example' } })],
    ['another service', token({ claims: { serviceurl: 'https://evil.example/' } })],
    ['no service', token({ claims: { serviceurl: undefined } })],
    ['a key of another channel', token({ key: 'notEndorsed' })],
    ['a key that nobody endorsed', token({ key: 'withoutEndorsements' })],
    ['expired', token({ expires: -3600 })],
    ['not valid yet', token({ notBefore: 3600 })],
    ['a wrong signature', token({ key: 'stranger' })],
    ['no signature', async () => `Bearer ${await service.forgedToken('unsigned')}`],
    ['a guessed secret for a signature', async () => `Bearer ${await service.forgedToken('guessedSecret')}`],
    ['the public key as a secret', async () => `Bearer ${await service.forgedToken('publicKeyAsSecret')}`],
    ['one of the emulator', token({ claims: emulated })],
    ['one of another bot, as to a skill', token({ claims: { ...emulated, appid: bot.tenantId } })],
  ];

  test.each(cases)('%s is turned away with 401, and nothing is run or told', async (_, authorization) => {
    const answered = await post({ body: said() }, await authorization());
    expect(answered.status).toBe(401);
    expect(answered.text).not.toMatch(inside);
    expectNoTurn();
    expect(under.logged.join()).toMatch(/not let in|vouches for another/);
    expect(under.logged.join()).not.toContain('eyJ');
  });

  test('is turned away whatever else is wrong, before the body has come', async () => {
    const answered = new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'text/plain', 'content-length': 1024 * 1024 * 1024 };
      const sending = request(`${world.origin}/api/messages`, { method: 'POST', headers });
      sending.on('response', (response) => {
        resolve(response.statusCode);
        sending.destroy();
      });
      sending.on('error', reject);
      sending.flushHeaders();
    });
    expect(await answered).toBe(401);
  });
});

describe('what is signed, but no activity', () => {
  const tooLarge = JSON.stringify({ text: 'x'.repeat(256 * 1024) });
  test.each<[string, Posted, number]>([
    ['more than 256 KB', { body: tooLarge }, 413],
    ['a form', { body: 'type=message', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['text', { body: '{}', headers: { 'content-type': 'text/plain' } }, 415],
    ['something compressed', { body: '{}', headers: { 'content-encoding': 'gzip' } }, 415],
    ['nothing', { body: '' }, 400],
    ['broken JSON', { body: '{"type":' }, 400],
    ['JSON that ends nowhere', { body: '['.repeat(200_000) }, 400],
    ['no object', { body: '[{"type":"message"}]' }, 400],
    ['null', { body: 'null' }, 400],
    ['other than UTF-8', { body: new Uint8Array([0x22, 0xff, 0x22]) }, 400],
    ['JSON of something else', { body: '{"hello":"world"}' }, 400],
    ['an activity without a type', { body: '{"channelId":"msteams"}' }, 400],
  ])('%s', async (_, posted, status) => {
    const answered = await post(posted, await good());
    expect(answered.status).toBe(status);
    expect(answered.text).toMatch(/error/);
    expect(answered.text).not.toMatch(inside);
    expectNoTurn();
  });

  test.each(['__proto__', 'Message', 'message ', 'constructor', 'unheardOf', ''])(
    'or of the type "%s", which nobody knows',
    async (type) => {
      const answered = await post({ body: said({ type }) }, await good());
      expect(answered).toMatchObject({ status: 400, text: expect.stringContaining('no activity of Teams') });
      expectNoTurn();
    },
  );

  test('or nested beyond all reason, ends without a turn and without a trace', async () => {
    const deep = `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`;
    const body = said().replace('"setup"', deep);
    const answered = await post({ body }, await good());
    expect(answered.text).not.toMatch(inside);
    expect(under.incoming.filter(({ what }) => what.kind !== 'text')).toEqual([]);
  });
});

test('while the keys cannot be had, nobody is let in and everybody may come again', async () => {
  const away = await startTeamsService();
  away.setKeysAway(true);
  const unable = await startBot({ bot, authority: away.authority });
  const elsewhere = await startWorld(undefined, unable.teams);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await away.token()}` };
  const body = JSON.stringify(activity(away.url));
  const response = await fetch(`${elsewhere.origin}/api/messages`, { method: 'POST', body, headers });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  expect(unable.incoming).toEqual([]);
  for (const one of [elsewhere, unable, away]) await one.close();
});
