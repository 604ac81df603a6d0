// The bot as a program of its own, on any database, with the sandbox in the place of Microsoft 365; and how much memory
// it takes.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { startChild } from '../sandbox/start/child.ts';
import type { DatabaseAddress } from '../src/storage/database.ts';
import type { SealKey } from '../src/storage/seal-key.ts';

export type BotOptions = {
  readonly sandbox: Sandbox;
  readonly caFile: string;
  readonly database: DatabaseAddress;
  readonly sealKey: SealKey;
  /** As VERIFY_SCHEDULE. */
  readonly schedule: string;
};

export type BotProcess = {
  readonly url: string;
  /** Resident, in megabytes; NaN where there is no /proc. */
  residentMb(): Promise<number>;
  /** Lines of its log at the level of an error. */
  readonly errors: readonly string[];
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL('..', import.meta.url));
const startLimitMs = 90_000;

export async function startBotProcess(options: BotOptions): Promise<BotProcess> {
  const child = startChild({ args: ['src/index.ts'], cwd: root, env: environment(options) });
  const errors: string[] = [];
  child.onLine((line, from) => {
    if (from === 'err' || /^\{"level":"(error|fatal)"/.test(line)) errors.push(line);
  });
  const ready = await child.lineMatching(/"port":(\d+),.*"the bot is ready"/, startLimitMs);
  if (ready === null) {
    await child.stop();
    throw new Error(`The bot did not become ready. ${errors.join('\n')}`);
  }
  return {
    url: `http://127.0.0.1:${ready[1]}`,
    residentMb: () => residentMb(child.pid),
    errors,
    stop: () => child.stop(),
  };
}

function environment({ sandbox, caFile, database, sealKey, schedule }: BotOptions): Record<string, string> {
  return {
    APP_ENV: 'sandbox',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:3978',
    NODE_EXTRA_CA_CERTS: resolve(caFile),
    ENTRA_URL: sandbox.entraUrl,
    GRAPH_URL: sandbox.graphUrl,
    SMTP_ADDRESS: sandbox.smtpAddress,
    POP3_ADDRESS: sandbox.pop3Address,
    SIGNIN_CLIENT_ID: sandbox.signInApp.clientId,
    SIGNIN_CLIENT_SECRET: sandbox.signInApp.clientSecret,
    ALLOWED_TENANTS: '*',
    DATABASE_URL: database.kind === 'pglite' ? `pglite:${database.path}` : database.url,
    SEAL_KEYS: `${sealKey.id}:${Buffer.from(sealKey.key).toString('base64')}`,
    VERIFY_SCHEDULE: schedule,
    LOG_LEVEL: 'info',
  };
}

async function residentMb(pid: number | undefined): Promise<number> {
  if (process.platform !== 'linux') return Number.NaN;
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
