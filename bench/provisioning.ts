// From the press to the last answer: how long provisioning takes where each answer of Graph takes 100 ms, beside the three
// answers that have to be waited for one after the other, and beside the same requests made one by one.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { TenantAccess } from '../src/setup/survey.ts';
import { startProvisioning } from '../src/shell/provision.ts';
import type { Storage } from '../src/storage/storage.ts';
import { opened } from '../test/contract/opened-storage.ts';
import { accessOf, must } from '../test/entra/administrator.ts';
import { certificateFile } from '../test/entra/cloud-under-test.ts';
import { authorizedSetup, created, newPlannedSetup } from '../test/entra/provisioned-setup.ts';
import { trafficOf } from '../test/entra/traffic.ts';
import { trust } from '../test/support/trust.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const answerMs = 100;
const floorMs = 3 * answerMs;
const mostOfFloor = 1.15;
const rounds = 41;

export async function benchProvisioning(): Promise<Report> {
  const redirectUri = 'http://127.0.0.1:3978/signin/callback';
  const sandbox = await startSandbox({ caFile: certificateFile, redirectUri });
  trust(sandbox.caPem);
  // In a folder, as the program keeps it where nothing else is said.
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const { storage } = await opened({ kind: 'pglite', path: join(folder, 'db') });
  try {
    const config = { ...sandbox, signIn: sandbox.signInApp, redirectUri };
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round += 1) {
      sandbox.reset();
      sandbox.faults.answerDelay.graphMilliseconds = answerMs;
      const access = await accessOf({ ...sandbox, config, close: sandbox.close }, 'createAndConsent');
      runs.push(await measure(storage, access, sandbox.graphUrl));
    }
    return toReport(runs);
  } finally {
    await storage.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  }
}

type Run = { readonly requests: number; readonly chain: number; readonly ms: number; readonly oneByOneMs: number };

async function measure(storage: Storage, access: TenantAccess, graphUrl: string): Promise<Run> {
  const setup = newPlannedSetup();
  await storage.inTransaction((tx) => tx.insertSetup(setup));
  const survey = must(await access.survey(setup));
  const base = authorizedSetup(created).authorization;
  if (base === null) throw new Error('no authorization');
  const { organization, exchangeOnline, secretEndsAt, observed } = survey;
  const authorization = { ...base, organization, exchangeOnline, secretEndsAt };
  const deps = {
    store: storage,
    rules: { verifySchedule: [0], verifySuccesses: 1, verifyAgainMinutes: 1 },
    now: () => new Date(),
    reportFailure: (doing: string, error: unknown) => {
      throw new Error(doing, { cause: error });
    },
  };
  const from = performance.now();
  const traffic = await trafficOf(graphUrl, async () => {
    const input = { setupId: setup.id, version: setup.version, access, authorization, observed };
    const started = await startProvisioning(deps, input);
    if (started.kind === 'started') await started.ended;
  });
  const oneByOneMs = traffic.durations.reduce((sum, duration) => sum + duration, 0);
  return {
    requests: traffic.requests.length,
    chain: traffic.longestChain,
    ms: traffic.lastAnswerAt - from,
    oneByOneMs,
  };
}

function toReport(runs: readonly Run[]): Report {
  const ms = median(runs.map((run) => run.ms));
  const oneByOne = median(runs.map((run) => run.oneByOneMs));
  const requests = Math.max(...runs.map((run) => run.requests));
  const chain = Math.max(...runs.map((run) => run.chain));
  const worst = Math.max(...runs.map((run) => run.ms));
  return {
    title: `Provisioning, each answer of Graph delayed by ${answerMs} ms (median of ${rounds})`,
    lines: [
      `requests ${requests}, longest chain ${chain}`,
      `from the press to the last answer ${milliseconds(ms)} (slowest ${milliseconds(worst)})`,
      `floor of 3 answers ${milliseconds(floorMs)}: ${ratio(ms, floorMs)} of it`,
      `the same requests one after the other ${milliseconds(oneByOne)}: ${ratio(ms, oneByOne)} of it`,
    ],
    claims: [
      { what: 'longest chain of 3', holds: chain === 3 },
      { what: `at most ${mostOfFloor} of the floor`, holds: ms / floorMs <= mostOfFloor },
    ],
  };
}
