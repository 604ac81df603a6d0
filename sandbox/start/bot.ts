// Starts the bot as its own program, with the sandbox in the place of Microsoft 365, and waits until it is ready.

import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contosoId, fabrikamId } from '../contoso.ts';
import { type Child, startChild } from './child.ts';

export type BotOptions = {
  readonly port: number;
  readonly watch: boolean;
  readonly dataFolder: string;
  readonly caFile: string;
  readonly entraUrl: string;
  readonly graphUrl: string;
  /** `host:port` */
  readonly smtpAddress: string;
  readonly pop3Address: string;
  readonly signInApp: { readonly clientId: string; readonly clientSecret: string };
  /** Gets what a person at the terminal should see of the bot's log. */
  readonly onTrouble: (line: string) => void;
};

export type Bot = { readonly logFile: string; stop(): Promise<void>; restart(): Promise<void> };

const root = fileURLToPath(new URL('../..', import.meta.url));
const startLimitMs = 90_000;

export async function startBot(options: BotOptions): Promise<Bot> {
  const logFile = join(options.dataFolder, 'sandbox/bot.log');
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  let child = await run(options, log);
  const stop = async () => await child.stop();
  return {
    logFile,
    async stop() {
      await stop();
      log.end();
    },
    async restart() {
      await stop();
      child = await run(options, log);
    },
  };
}

async function run(options: BotOptions, log: WriteStream): Promise<Child> {
  const child = startChild({
    args: [...(options.watch ? ['--watch', '--watch-preserve-output'] : []), 'src/index.ts'],
    cwd: root,
    env: botEnvironment(options),
  });
  child.onLine((line, from) => {
    log.write(`${line}\n`);
    const trouble = troubleIn(line, from);
    if (trouble !== null) options.onTrouble(trouble);
  });
  writeFileSync(join(options.dataFolder, 'sandbox/bot.pid'), `${child.pid}\n`);
  await ready(`http://127.0.0.1:${options.port}/readyz`, child);
  return child;
}

function botEnvironment(options: BotOptions): Record<string, string> {
  const data = resolve(options.dataFolder);
  return {
    APP_ENV: 'sandbox',
    HOST: '127.0.0.1',
    PORT: String(options.port),
    PUBLIC_URL: `http://127.0.0.1:${options.port}`,
    NODE_EXTRA_CA_CERTS: resolve(options.caFile),
    ENTRA_URL: options.entraUrl,
    GRAPH_URL: options.graphUrl,
    SMTP_ADDRESS: options.smtpAddress,
    POP3_ADDRESS: options.pop3Address,
    SIGNIN_CLIENT_ID: options.signInApp.clientId,
    SIGNIN_CLIENT_SECRET: options.signInApp.clientSecret,
    ALLOWED_TENANTS: process.env.ALLOWED_TENANTS ?? `${contosoId},${fabrikamId}`,
    DATABASE_URL: process.env.DATABASE_URL ?? `pglite:${join(data, 'db')}`,
  };
}

/** A line of the log is JSON; what is not was not meant for the log, and is trouble where it went to stderr. */
function troubleIn(line: string, from: 'out' | 'err'): string | null {
  const logged = /^\{"level":"(\w+)",.*"msg":"((?:[^"\\]|\\.)*)"/.exec(line);
  if (logged === null) return from === 'err' && line.trim() !== '' ? line : null;
  return ['error', 'fatal'].includes(logged[1] ?? '') ? `The bot: ${logged[2]}` : null;
}

async function ready(url: string, child: Child): Promise<void> {
  const limit = AbortSignal.timeout(startLimitMs);
  let ended: number | string | null = null;
  void child.ended.then((code) => {
    ended = code;
  });
  while (!limit.aborted && ended === null) {
    if (await answersOk(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await child.stop();
  throw new Error(
    ended === null ? 'The bot did not become ready in time.' : `The bot ended while starting (${ended}).`,
  );
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false; // not listening yet, which is what is being waited out
  }
}
