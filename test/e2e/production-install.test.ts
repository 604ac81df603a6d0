// What runs in production: an install without the dev dependencies, from the lock file alone, starts and is ready. The
// install scripts that run are the listed ones.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'ebiss-production-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installLimitMs = 300_000;

test('an install without dev dependencies starts', { timeout: installLimitMs }, async () => {
  for (const part of ['package.json', 'package-lock.json', 'src', 'adaptiveCards', 'env']) {
    cpSync(part, join(folder, part), { recursive: true });
  }
  const flags = ['ci', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const installed = spawnSync('npm', flags, { cwd: folder, encoding: 'utf8' });
  expect(installed.stderr).not.toContain('npm error');
  expect(installed.status).toBe(0);
  const bot = spawn(process.execPath, ['src/index.ts'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      APP_ENV: 'sandbox',
      PORT: '0',
      ENTRA_URL: 'https://127.0.0.1:1',
      GRAPH_URL: 'https://127.0.0.1:1',
    },
  });
  const ended = new Promise((resolve) => bot.once('close', resolve));
  const port = await portOf(bot.stdout, ended);
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect(ready.status).toBe(200);
  bot.kill('SIGTERM');
  expect(await ended).toBe(0);
});

/** From the line of the log that says that it is ready. */
function portOf(output: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<number> {
  const lines = createInterface({ input: output });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const port = /"port":(\d+)/.exec(line)?.[1];
      if (port !== undefined && line.includes('ready')) resolve(Number(port));
    });
    void ended.then((code) => reject(new Error(`the bot ended with ${code} before it was ready`)));
  });
}
