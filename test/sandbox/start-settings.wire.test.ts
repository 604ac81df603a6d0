// How start.ts reads its flags and finds its ports: what is taken is named, with the setting that moves it.

import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { readSettings } from '../../sandbox/start/settings.ts';

const anyPorts = { PORT: '0', PLAYGROUND_PORT: '0', SANDBOX_PORT: '0' };

type Taken = { readonly port: number; free(): Promise<void> };

async function takePort(wanted = 0): Promise<Taken> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(wanted, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, free: () => new Promise((done) => server.close(() => done())) };
}

/** A port that is taken behind one that is free. */
async function takeSecondOfTwo(): Promise<Taken> {
  const taken = await takePort();
  const before = await takePort(taken.port - 1).catch(() => null);
  if (before === null) return await takeSecondOfTwo().finally(() => taken.free());
  await before.free();
  return taken;
}

test('0 takes any free port, each another one', async () => {
  const read = await readSettings([], anyPorts);
  if (!read.ok) throw new Error(read.mistake);
  const ports = Object.values(read.settings.ports);
  expect(new Set(ports).size).toBe(8);
  expect(Math.min(...ports)).toBeGreaterThan(0);
});

test.each([
  ['PORT', 'the bot'],
  ['PLAYGROUND_PORT', "the requester's chat client"],
  ['SANDBOX_PORT', 'Microsoft Entra ID'],
])('a port that is taken is named with %s, which moves it', async (name, what) => {
  const taken = await takePort();
  const read = await readSettings([], { ...anyPorts, [name]: String(taken.port) });
  await taken.free();
  expect(read.ok ? '' : read.mistake).toMatch(new RegExp(`Port ${taken.port}, .*${what}.* taken.*${name}=`));
});

test('the second chat client takes the port behind the first one; where that is taken, the same setting moves both', async () => {
  const taken = await takeSecondOfTwo();
  const env = { ...anyPorts, PLAYGROUND_PORT: String(taken.port - 1) };
  const refused = await readSettings([], env);
  await taken.free();
  const named = new RegExp(`Port ${taken.port}, .*Exchange administrator's chat client.* taken.*PLAYGROUND_PORT=`);
  expect(refused.ok ? '' : refused.mistake).toMatch(named);
  const read = await readSettings([], env);
  expect(read).toMatchObject({ ok: true, settings: { ports: { chat: taken.port - 1, channel: taken.port } } });
});

test('the sandbox alone does not mind a bot that runs already', async () => {
  const taken = await takePort();
  const read = await readSettings(['--only-sandbox'], { ...anyPorts, PORT: String(taken.port) });
  await taken.free();
  expect(read).toMatchObject({ ok: true, settings: { onlySandbox: true } });
});

test.each([
  [['--wach'], {}, '--wach'],
  [[], { PORT: 'http' }, 'PORT is "http"'],
  [[], { SANDBOX_PORT: '70000' }, 'SANDBOX_PORT is "70000"'],
])('%j with %j is refused and named', async (args, env, named) => {
  const read = await readSettings(args, { ...anyPorts, ...env });
  expect(read.ok ? '' : read.mistake).toContain(named);
});
