// The program itself: without a bot's registration, which alone tells who calls, it does not start where anybody but this
// machine could reach it, or where it would reach anybody but this machine.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const local = {
  SIGNIN_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
  SIGNIN_CLIENT_SECRET: 'sign-in-secret-value',
  ALLOWED_TENANTS: '*',
  PORT: '0',
  ENTRA_URL: 'https://localhost:8443',
  GRAPH_URL: 'https://127.0.0.1:8444',
};

type Ended = { readonly code: unknown; readonly said: string };

function start(settings: Readonly<Record<string, string>>): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', ...local, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/index.ts'], { cwd: root, env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    );
  });
}

const exposed = {
  HOST: '0.0.0.0',
  PUBLIC_URL: 'https://bot.example',
  ENTRA_URL: 'https://login.microsoftonline.com',
  GRAPH_URL: 'https://graph.microsoft.com',
};

test('without BOT_ID it ends with what to mend, before it listens', { timeout: 90_000 }, async () => {
  const { code, said } = await start(exposed);
  expect(code).toBe(78);
  for (const name of Object.keys(exposed)) expect(said).toContain(`${name} is not on loopback, but BOT_ID is missing`);
  expect(said).not.toContain('the bot is ready');
});
