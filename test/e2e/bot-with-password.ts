// The bot as it runs in earnest, with a registration of its own, on a database that a job has left: it refuses who is not
// Teams, and tries to send a message for which it needs its password. No service of Microsoft can be reached.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import { connect } from '../../src/storage/database.ts';
import { putMessage } from '../../src/storage/outbox-rows.ts';
import type { Left } from '../support/leaks.ts';

const password = 'aB1~the-bots.own_password-0123456789';

/** Everything that it said while it ran, and its password. */
export async function botWithPassword(
  folder: string,
  preload: string,
): Promise<{ readonly password: string; readonly left: readonly Left[] }> {
  const path = join(folder, 'db');
  await leaveMessage(path);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const bot = spawn(process.execPath, ['--require', preload, 'src/index.ts'], {
    env: { ...process.env, ...settings(path, port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (data: unknown) => {
    said += String(data);
  };
  for (const output of [bot.stdout, bot.stderr]) output.on('data', hear);
  const ended = new Promise((resolve) => bot.on('close', resolve));
  try {
    await expect.poll(() => said, { timeout: 120_000 }).toContain('the bot is ready');
    const answers = await Promise.all(
      [undefined, 'Bearer nonsense', `Bearer ${forged}`].map((token) => knock(url, token)),
    );
    const metrics = async () => await (await fetch(`${url}/metrics`)).text();
    await expect
      .poll(metrics, { timeout: 120_000 })
      .toMatch(/ebiss_outbox_deliveries_total\{outcome="(?:retry|undeliverable)"\} [1-9]/);
    const left = [...answers, await metrics()].map((text, index) => ({
      name: `answer ${index}`,
      content: Buffer.from(text),
    }));
    bot.kill('SIGUSR2');
    await ended;
    expect(said).toContain('planted: ');
    return { password, left: [...left, { name: 'output', content: Buffer.from(said) }] };
  } finally {
    bot.kill('SIGKILL');
    await ended;
  }
}

const forged = ['{"alg":"RS256","kid":"k"}', '{"iss":"https://api.botframework.com"}', 'signature']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

function settings(path: string, port: number): Readonly<Record<string, string>> {
  return {
    APP_ENV: 'sandbox',
    LOG_LEVEL: 'trace',
    PORT: String(port),
    DATABASE_URL: `pglite:${path}`,
    BOT_ID: randomUUID(),
    BOT_PASSWORD: password,
    BOT_TENANT_ID: randomUUID(),
    ENTRA_URL: 'https://127.0.0.1:1',
    GRAPH_URL: 'https://127.0.0.1:1',
  };
}

async function leaveMessage(path: string): Promise<void> {
  const connection = await connect({ kind: 'pglite', path }, () => {});
  try {
    const { db } = connection;
    const setup = await db.selectFrom('setups').select('state').executeTakeFirstOrThrow();
    const { id: setupId, conversationId } = setup.state;
    await putMessage(db, { conversationId, setupId, content: { kind: 'notice', notice: 'verified' } }, new Date());
  } finally {
    await connection.close();
  }
}

async function knock(url: string, authorization: string | undefined): Promise<string> {
  const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
  const activity = {
    type: 'message',
    text: 'setup',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    channelId: 'msteams',
  };
  const answer = await fetch(`${url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
  expect(answer.ok).toBe(false);
  return `${answer.status} ${await answer.text()}`;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
