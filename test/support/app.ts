// Starts what `npm start` starts, on free ports and in a folder of its own: what the end-to-end tests see is what a
// reader of the README gets.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type App = {
  /** The requester's chat client. */
  readonly chatUrl: string;
  /** The Exchange administrator's chat client. */
  readonly channelUrl: string;
  readonly adminUrl: string;
  readonly botUrl: string;
  /** Everything that was written, the bot's database and log included. */
  readonly folder: string;
  /** What start.ts has printed so far. */
  printed(): string;
  /** The bot's log so far. */
  log(): string;
  /** Ends the bot without warning, as a crash would. */
  killBot(): void;
  /** Starts the bot anew, after `killBot` or in its place; the sandbox keeps its state. */
  restartBot(): Promise<void>;
  /** Stops everything and removes the folder; gives the exit code. */
  stop(): Promise<number | null>;
};

/** The second one stops everything when the test process ends without having done so. */
const preloads = ['--require', './sandbox/require-node.cjs', '--require', './sandbox/start/end-with-parent.cjs'];

const root = fileURLToPath(new URL('../..', import.meta.url));

export type AppOptions = {
  /** Settings of the bot or of start.ts beside those of a plain `npm start`. */
  readonly env?: Readonly<Record<string, string>>;
};

export async function startApp({ env = {} }: AppOptions = {}): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'ebiss-'));
  const program = spawn(process.execPath, [...preloads, 'sandbox/start.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', PLAYGROUND_PORT: '0', SANDBOX_PORT: '0', SANDBOX_DATA: folder, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  const lines = new EventTarget();
  for (const input of [program.stdout, program.stderr]) {
    createInterface({ input }).on('line', (line) => {
      printed += `${line}\n`;
      lines.dispatchEvent(new Event('line'));
    });
  }
  const ended = new Promise<number | null>((resolve) => program.on('close', resolve));
  const stop = async () => {
    program.kill('SIGTERM');
    const code = await ended;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  const until = async (pattern: RegExp, from = 0) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => pattern.test(printed.slice(from)) && resolve();
    lines.addEventListener('line', look);
    void ended.then((code) => reject(new Error(`start.ts ended with ${code}:\n${printed}`)));
    look();
    await promise.finally(() => lines.removeEventListener('line', look));
  };
  await until(/Ctrl-C stops everything/).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const url = (name: string) => new RegExp(`^ *${name} +(http\\S+)`, 'm').exec(printed)?.[1] ?? '';
  return {
    chatUrl: url('Chat'),
    channelUrl: url('Channel'),
    adminUrl: url('Admin centre'),
    botUrl: url('Bot'),
    folder,
    printed: () => printed,
    log: () => readFileSync(join(folder, 'sandbox/bot.log'), 'utf8'),
    killBot: () => void process.kill(Number(readFileSync(join(folder, 'sandbox/bot.pid'), 'utf8')), 'SIGKILL'),
    async restartBot() {
      const from = printed.length;
      program.stdin.write('rs\n');
      await until(/The bot is ready/, from);
    },
    stop,
  };
}
