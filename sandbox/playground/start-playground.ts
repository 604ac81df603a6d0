// Starts the chat client (Microsoft 365 Agents Playground) for one person, on this machine alone.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Account, Tenant } from '../cloud.ts';
import { type Child, startChild } from '../start/child.ts';
import { playgroundFile } from './people.ts';

export type PlaygroundOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the bot takes activities. */
  readonly messagesUrl: string;
  /** For its configuration and its log; made where missing. */
  readonly folder: string;
  readonly tenant: Tenant;
  readonly me: Account;
  readonly everybody: readonly Account[];
};

export type Playground = { readonly url: string; stop(): Promise<void> };

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'node_modules/@microsoft/m365agentsplayground/cli.js');
const preload = join(root, 'sandbox/playground/loopback-only.cjs');
const startLimitMs = 60_000;

export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, '.m365agentsplayground.yml'),
    playgroundFile(options.tenant, options.me, options.everybody),
  );
  const child = startChild({
    args: ['--require', preload, program, ...toArguments(options)],
    cwd: folder,
    env: { TEAMSAPPTESTER_BROWSER: 'none', DEFAULT_CHANNEL_ID: 'msteams' },
  });
  const port = await listeningPort(child, join(folder, 'devTools/m365agentsplayground.log'));
  return { url: `http://127.0.0.1:${port}`, stop: () => child.stop() };
}

function toArguments({ messagesUrl, port }: PlaygroundOptions): readonly string[] {
  const serviceUrl = port === 0 ? [] : ['--service-url', `http://127.0.0.1:${port}/_connector`];
  return ['start', '-e', messagesUrl, '-c', 'msteams', '--dt', 'true', '-p', String(port), ...serviceUrl];
}

async function listeningPort(child: Child, logFile: string): Promise<number> {
  const line = await child.lineMatching(/^Listening on (\d+)/, startLimitMs);
  if (line !== null) return Number(line[1]);
  await child.stop();
  throw new Error(`The chat client did not start. Its reason is in ${logFile}.`);
}
