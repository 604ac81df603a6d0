// Clients that are slow, idle or many: those end by themselves, and whatever they do, signed requests are answered.

import { Agent, request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { strangersPerMinute } from '../../src/teams/teams.ts';
import { type ListenerLimits, listenerLimits } from '../../src/web/listener.ts';
import { refusedPerMinute } from '../../src/web/request-log.ts';
import { activity } from '../teams/activities.ts';
import { type BotUnderTest, startBot } from '../teams/bot-under-test.ts';
import { bot, startTeamsService, type TeamsService } from '../teams/teams-service.ts';
import { entraUrl, startWorld, type World } from './pages-world.ts';
import { type RawClient, rawClient } from './raw-client.ts';

let service: TeamsService;
let under: BotUnderTest;
let world: World;
let clients: RawClient[] = [];

beforeAll(async () => {
  service = await startTeamsService();
  under = await startBot({ bot, authority: service.authority });
});
afterAll(async () => {
  await under.close();
  await service.close();
});
afterEach(async () => {
  for (const { socket } of clients) socket.destroy();
  clients = [];
  under.incoming.length = 0;
  await world.close();
});

async function start(limits: Partial<ListenerLimits> = {}) {
  world = await startWorld(entraUrl, under.teams, { ...listenerLimits, ...limits });
}

async function client(): Promise<RawClient> {
  const made = await rawClient(world.origin);
  clients.push(made);
  return made;
}

function many(count: number): Promise<RawClient[]> {
  return Promise.all(Array.from({ length: count }, client));
}

/** On a machine that is busy with other tests, and runs the flood beside the server. */
const answeredWithinMs = 15_000;

/** As Teams posts it, on a connection of its own. */
async function signed(): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await service.token()}` };
  const posting = {
    method: 'POST',
    headers: { ...headers, connection: 'close' },
    body: JSON.stringify(activity(service.url)),
  };
  return (await fetch(`${world.origin}/api/messages`, { ...posting, signal: AbortSignal.timeout(answeredWithinMs) }))
    .status;
}

const head = (more: string) => `POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${more}`;

describe('a slow client', () => {
  beforeEach(() => start({ headersMs: 300, requestMs: 600, idleMs: 300, lookMs: 50 }));

  it('that drips its header is ended', async () => {
    const slow = await client();
    slow.send('GET /livez HTTP/1.1\r\nHost: x\r\n');
    slow.drip('x-drip: drip\r\n', 20);
    expect(await slow.ended).toMatch(/^HTTP\/1.1 408 /);
  });

  it('that drips a signed body is ended, without a turn', async () => {
    const slow = await client();
    slow.send(head(`Authorization: Bearer ${await service.token()}\r\nContent-Length: 100000\r\n\r\n{"text":"`));
    slow.drip('x', 20);
    expect(await slow.ended).toMatch(/^(HTTP\/1.1 408 |$)/);
    expect(under.incoming).toEqual([]);
  });

  it('that drips an unsigned body is answered and ended at once', async () => {
    const slow = await client();
    slow.send(head('Content-Length: 100000\r\n\r\n{"text":"'));
    slow.drip('x', 20);
    expect(await slow.ended).toMatch(/^HTTP\/1.1 401 /);
  });

  it('that drips a form to a page that is none is answered without it', async () => {
    const slow = await client();
    const own = 'Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n';
    slow.send(`POST /authorize/nothing/signin HTTP/1.1\r\nHost: x\r\n${own}Content-Length: 10000\r\n\r\ncsrf=`);
    await expect.poll(slow.said).toMatch(/^HTTP\/1.1 404 /);
  });

  it('that says nothing at all is ended', async () => {
    expect(await (await client()).ended).toMatch(/^(HTTP\/1.1 408 |$)/);
  });

  it('that has been answered and says nothing more is ended', async () => {
    const idle = await client();
    const begun = Date.now();
    idle.send('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await idle.ended).toMatch(/^HTTP\/1.1 200 .*alive/s);
    // Node waits five seconds, and one more, where it is not told otherwise.
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('that asks for another protocol is answered like any other, and its connection does not stay', async () => {
    const other = await client();
    other.send('GET /livez HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    expect(await other.ended).toMatch(/^HTTP\/1.1 200 .*alive/s);
  });
});

describe('headers', () => {
  it('of more than 12 KB are refused', async () => {
    await start();
    const large = await client();
    large.send(`GET /livez HTTP/1.1\r\nHost: x\r\nx: ${'y'.repeat(13 * 1024)}\r\n\r\n`);
    expect(await large.ended).toMatch(/^HTTP\/1.1 431 /);
  });
});

describe('many clients', () => {
  it('of which 500 are idle or slow keep no signed request from its answer', async () => {
    await start();
    const crowd = await many(500);
    for (const one of crowd.slice(0, 200)) one.send('GET /livez HTTP/1.1\r\nHost: x\r\nx-');
    for (const one of crowd.slice(200, 350)) one.send('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n');
    for (let count = 0; count < 20; count += 1) expect(await signed()).toBe(200);
    expect(under.incoming).toHaveLength(20);
  });

  it('make room when there are too many: first whoever has waited longest, never who is being answered', async () => {
    await start({ connections: 20 });
    const answer = Promise.withResolvers<void>();
    under.handling = answer.promise;
    const first = signed();
    await expect.poll(() => under.incoming.length).toBe(1);
    const early = await many(19);
    const authorization = `Authorization: Bearer ${await service.token()}\r\n`;
    for (const one of early.slice(0, 9)) one.send(head('x-header: not at its end'));
    for (const one of early.slice(9))
      one.send(head(`${authorization}Content-Length: 99\r\n\r\n{"body":"not at its end`));
    await many(30);
    await Promise.all(early.map(({ ended }) => ended));
    under.handling = null;
    expect(await signed()).toBe(200);
    answer.resolve();
    expect(await first).toBe(200);
  });

  it('who send what nobody signed, as fast as they can, keep no signed request from its answer', async () => {
    await start();
    const startedAt = Date.now();
    const flood = floodOf(1_500, 50);
    const answered: number[] = [];
    while (!flood.isOver() || answered.length < 20) answered.push(await signed());
    expect(new Set(answered)).toEqual(new Set([200]));
    expect(await flood.statuses).toEqual(new Map([[401, 1_500]]));
    expect(under.incoming).toHaveLength(answered.length);
    // Nor do they fill the disk: a line for each of them would be two thousand more.
    const lines = world.seen.log.filter((line) => line.includes('"status":401')).length;
    expect(lines).toBeGreaterThan(0);
    expect(lines).toBeLessThanOrEqual(refusedPerMinute * minutesSince(startedAt));
    expect(under.logged.length).toBeLessThanOrEqual(strangersPerMinute * minutesSince(startedAt));
  });
});

function minutesSince(startedAt: number): number {
  return Math.floor((Date.now() - startedAt) / 60_000) + 1;
}

/** `total` posts with a token that is none, so many at once. */
function floodOf(total: number, atOnce: number) {
  const agent = new Agent({ keepAlive: false, maxSockets: atOnce });
  const body = JSON.stringify(activity(service.url));
  const headers = { 'content-type': 'application/json', authorization: 'Bearer a.b.c', 'content-length': body.length };
  const counts = new Map<number, number>();
  let over = false;
  const post = () =>
    new Promise<number>((resolve, reject) => {
      const posting = request(`${world.origin}/api/messages`, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      posting.on('error', reject);
      posting.end(body);
    });
  const all = Promise.all(Array.from({ length: total }, post));
  const statuses = all.then((each) => {
    over = true;
    for (const status of each) counts.set(status, (counts.get(status) ?? 0) + 1);
    return counts;
  });
  return { statuses, isOver: () => over };
}
