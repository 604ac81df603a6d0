// Where setups wait: a database with fifty of them in it, the bot on it, the sandbox and a chat channel around it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tenant } from '../sandbox/cloud.ts';
import { contosoId } from '../sandbox/contoso.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { DatabaseAddress } from '../src/storage/database.ts';
import { opened, sealKey } from '../test/contract/opened-storage.ts';
import { startTeamsService, type TeamsService } from '../test/teams/teams-service.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { newOrganisation, putWaitingSetup } from './waiting-setups.ts';

export type WaitingPlace = {
  readonly bot: BotProcess;
  readonly channel: TeamsService;
  /** When all are tried for the first time; milliseconds since the epoch. */
  readonly dueAt: number;
  /** When each token request of each organisation arrived. */
  readonly arrivals: ReadonlyMap<string, readonly number[]>;
};

export type WaitingOptions = {
  readonly setups: number;
  readonly schedule: string;
  /** From the moment at which the database is ready to the first try. */
  readonly leadMs: number;
  readonly database: DatabaseAddress;
};

export async function withWaitingSetups<Result>(
  options: WaitingOptions,
  measure: (place: WaitingPlace) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const caFile = join(folder, 'ca.pem');
  const sandbox = await startSandbox({ caFile, redirectUri: 'http://127.0.0.1:3978/signin/callback' });
  const channel = await startTeamsService();
  const key = sealKey('k1', 1);
  try {
    const organisations = addOrganisations(sandbox, options.setups);
    const dueAt = await fill(options, organisations, channel.url);
    const bot = await startBotProcess({ ...options, sandbox, caFile, sealKey: key });
    try {
      return await measure({ bot, channel, dueAt, arrivals: watchTokens(sandbox, organisations) });
    } finally {
      await bot.stop();
    }
  } finally {
    await channel.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  }
}

function addOrganisations({ cloud }: Sandbox, count: number): readonly Tenant[] {
  const model = cloud.tenants.find(({ id }) => id === contosoId);
  if (model === undefined) throw new Error('the sandbox has no Contoso');
  const added = Array.from({ length: count }, () => newOrganisation(model));
  cloud.tenants.push(...added);
  return added;
}

async function fill({ database, leadMs }: WaitingOptions, organisations: readonly Tenant[], serviceUrl: string) {
  const { storage } = await opened(database);
  try {
    const dueAt = Date.now() + leadMs;
    for (const tenant of organisations) {
      await putWaitingSetup(storage, tenant, new Date(dueAt).toISOString(), serviceUrl);
    }
    return dueAt;
  } finally {
    await storage.close();
  }
}

function watchTokens(sandbox: Sandbox, organisations: readonly Tenant[]): ReadonlyMap<string, readonly number[]> {
  const arrivals = new Map(organisations.map(({ id }): [string, number[]] => [id, []]));
  sandbox.watchCalls(({ phase, method, path }) => {
    const [tenantId = '', ...rest] = path.split('/').slice(1);
    if (phase !== 'arrived' || method !== 'POST' || rest.at(-1) !== 'token') return;
    arrivals.get(tenantId)?.push(Date.now());
  });
  return arrivals;
}
