// Starts a chat client (Microsoft 365 Agents Playground) for one person, on this machine alone.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '../start/child.ts';
import { playgroundFile, type Seat } from './people.ts';

export type PlaygroundOptions = {
  readonly seat: Seat;
  /** Where it is to listen, and where the bot reaches it. */
  readonly port: number;
  /** Where the bot takes activities. */
  readonly messagesUrl: string;
  /** For its configuration and its log; made where missing. Two clients must not share one. */
  readonly folder: string;
};

export type Playground = { readonly url: string; stop(): Promise<void> };

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'node_modules/@microsoft/m365agentsplayground/cli.js');
const preload = join(root, 'sandbox/playground/loopback-only.cjs');
const startLimitMs = 60_000;

export async function startPlayground({ seat, port, messagesUrl, folder }: PlaygroundOptions): Promise<Playground> {
  const cwd = resolve(folder);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, '.m365agentsplayground.yml'), playgroundFile(seat));
  const url = `http://127.0.0.1:${port}`;
  const places = ['-e', messagesUrl, '-p', String(port), '--service-url', `${url}/_connector`];
  const child = startChild({
    args: ['--require', preload, program, 'start', '-c', 'msteams', '--dt', 'true', ...places],
    cwd,
    env: { TEAMSAPPTESTER_BROWSER: 'none', DEFAULT_CHANNEL_ID: 'msteams' },
  });
  await listening(child, port, join(cwd, 'devTools/m365agentsplayground.log'));
  return { url, stop: () => child.stop() };
}

/** Where its port is taken the client takes another one, at which the bot would not reach it. */
async function listening(child: Child, port: number, logFile: string): Promise<void> {
  const line = await child.lineMatching(/^Listening on (\d+)/, startLimitMs);
  if (line !== null && Number(line[1]) === port) return;
  await child.stop();
  const reason = line === null ? `Its reason is in ${logFile}.` : `Port ${port} was taken in the meantime.`;
  throw new Error(`The chat client did not start. ${reason}`);
}
