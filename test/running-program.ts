// The whole program on a database of its own, with a chat channel around it and nobody else: Entra, Graph and the mail
// servers are at addresses at which nobody listens.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import type { Transaction } from '../src/storage/storage.ts';
import { createLog } from '../src/telemetry/log.ts';
import { opened, sealKey } from './contract/opened-storage.ts';
import { activity } from './teams/activities.ts';
import { startTeamsService } from './teams/teams-service.ts';

export const programKey = sealKey('k1', 1);

export type RunningProgram = {
  readonly origin: string;
  readonly serviceUrl: string;
  /** What the bot sends for a message with that text in a personal chat, as JSON. */
  say(text: string): Promise<string>;
  /** For any activity; what it answers to an invoke as well. */
  post(activity: Readonly<Record<string, unknown>>): Promise<string>;
  stop(): Promise<void>;
};

type Settings = Readonly<Record<string, string>>;

/** With these settings beside those that it cannot do without, and `fill` in the database. */
export async function startProgram(
  settings: Settings,
  fill: (tx: Transaction) => Promise<void>,
): Promise<RunningProgram> {
  const directory = await mkdtemp(join(tmpdir(), 'ebiss-program-'));
  const path = join(directory, 'db');
  const { storage } = await opened({ kind: 'pglite', path }, [programKey]);
  await storage.inTransaction(fill);
  await storage.close();
  const service = await startTeamsService();
  const program = await compose(configOf(path, settings), createLog('silent'));
  const origin = `http://127.0.0.1:${(await program.start()).port}`;
  async function post(said: Readonly<Record<string, unknown>>): Promise<string> {
    service.sent.length = 0;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${origin}/api/messages`, { method: 'POST', body: JSON.stringify(said), headers });
    if (response.status !== 200) throw new Error(`The bot answered ${response.status}.`);
    return (await response.text()) + JSON.stringify(service.sent.map(({ body }) => body));
  }
  return {
    origin,
    serviceUrl: service.url,
    post,
    say: (text) => post({ ...activity(service.url), text }),
    async stop() {
      await program.stop();
      await service.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function configOf(path: string, settings: Settings) {
  const read = readConfig({
    DATABASE_URL: `pglite:${path}`,
    PORT: '0',
    SEAL_KEYS: `${programKey.id}:${Buffer.from(programKey.key).toString('base64')}`,
    SIGNIN_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
    SIGNIN_CLIENT_SECRET: 'none',
    ENTRA_URL: 'https://127.0.0.1:1',
    GRAPH_URL: 'https://127.0.0.1:1',
    ALLOWED_TENANTS: '*',
    ...settings,
  });
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  return read.config;
}
