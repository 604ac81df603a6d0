// One cell of the crash matrix: a process is killed at one point of a run, another one is started, the administrator
// continues. Tells what the tenant holds and what is stored then, in a form that an undisturbed run can be compared with.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../sandbox/faults/fault.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { contosoOf } from '../entra/administrator.ts';
import { newPlannedSetup } from '../entra/provisioned-setup.ts';
import { keepLedger } from '../faults/call-ledger.ts';
import { type End, endShape, type Life } from './life.ts';

/** What goes wrong of itself in a run, so that it comes to do more than a sound one. */
export type Scenario = { readonly name: string; readonly faults: readonly Fault[] };

/** `request`, before: it reached Graph and was not carried out; after: it was, and its answer is lost. Counted from 0. */
export type Point = { readonly at: 'save' | 'request'; readonly when: 'before' | 'after'; readonly number: number };

export type Ground = {
  readonly sandbox: Sandbox;
  readonly caFile: string;
  readonly database: Life['database'];
  /** The storage as this process sees it between two lives of the other. */
  withStorage<Value>(work: (storage: Storage) => Promise<Value>): Promise<Value>;
};

export type CrashPlayed = {
  /** False where the process ended before it came to that point. */
  readonly died: boolean;
  readonly last: End;
  readonly graphRequests: number;
  readonly tenant: unknown;
  readonly stored: unknown;
};

const program = fileURLToPath(new URL('process-that-provisions.ts', import.meta.url));

export async function playCrash(ground: Ground, scenario: Scenario, point: Point | null): Promise<CrashPlayed> {
  const { sandbox } = ground;
  sandbox.reset();
  const setup = newPlannedSetup();
  await ground.withStorage((storage) => storage.inTransaction((tx) => tx.insertSetup(setup)));
  for (const fault of scenario.faults) sandbox.faults.plant(fault);
  const first = await live(ground, setup.id, point);
  const last = first.end ?? (await live(ground, setup.id, null)).end;
  if (last === null) throw new Error('the process that continues ended without a word');
  return {
    died: first.end === null,
    last,
    graphRequests: first.graphRequests,
    tenant: tenantOf(sandbox, setup),
    stored: await ground.withStorage((storage) => storedOf(storage, sandbox, setup.id)),
  };
}

async function live({ sandbox, database, caFile }: Ground, setupId: string, point: Point | null) {
  const { entraUrl, graphUrl, signInApp } = sandbox;
  const death = point?.at === 'save' ? { when: point.when, save: point.number } : null;
  const life: Life = { database, setupId, cloud: { entraUrl, graphUrl, signInApp }, death };
  const child = spawn(process.execPath, [program, JSON.stringify(life)], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ledger = keepLedger(sandbox, async ({ service, phase, place }) => {
    if (point?.at !== 'request' || service !== 'graph' || place !== point.number) return;
    if (phase !== (point.when === 'before' ? 'arrived' : 'carriedOut')) return;
    if (phase === 'arrived') refuseAll(sandbox);
    child.kill('SIGKILL');
    await closed;
  });
  await closed;
  await ledger.quiet();
  ledger.stop();
  sandbox.faults.clear();
  return { end: printed === '' ? null : endShape.parse(JSON.parse(printed)), graphRequests: ledger.graphCount() };
}

/** What has arrived from a killed process and was not begun yet is never carried out. */
function refuseAll({ faults }: Sandbox): void {
  faults.clear();
  faults.plant({ kind: 'reset', effect: false, service: 'graph', method: '*', path: /./, times: Infinity });
}

/** Ids, times and the attempt are any; everything else must be as in an undisturbed run. */
function tenantOf(sandbox: Sandbox, { id: setupId, applicationKey }: Setup): unknown {
  const { applications, servicePrincipals, appRoleAssignments } = contosoOf(sandbox);
  const roles = appRoleAssignments.toSorted((one, other) => one.appRoleId.localeCompare(other.appRoleId));
  const ids = new Map<string, string>();
  const text = JSON.stringify({ applications, servicePrincipals, roles }, withoutWhatDiffers)
    .replaceAll(applicationKey, 'KEY')
    .replaceAll(setupId, 'SETUP1')
    .replace(/attempt \d+/g, 'attempt n')
    .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, (id) => {
      const known = ids.get(id) ?? `id${ids.size}`;
      ids.set(id, known);
      return known;
    });
  return JSON.parse(text);
}

function withoutWhatDiffers(key: string, value: unknown): unknown {
  return ['secretText', 'hint', 'knownAt'].includes(key) || key.endsWith('DateTime') ? undefined : value;
}

async function storedOf(storage: Storage, sandbox: Sandbox, setupId: string): Promise<unknown> {
  const setup = await storage.findSetup(setupId);
  if (setup === null || setup.secret === null) return 'no secret is stored';
  const { run, problem, consented, secret } = setup;
  const live = contosoOf(sandbox).applications.flatMap(({ passwordCredentials }) => passwordCredentials);
  const sealed = await storage.openSecret(setupId, secret.keyId);
  const kinds = (await storage.events(setupId)).map((event) => event.kind);
  return {
    run,
    problem,
    consented,
    isLiveSecretSealed: live.some(({ keyId, secretText }) => keyId === secret.keyId && secretText === sealed),
    handOvers: kinds.filter((kind) => kind === 'handedOver').length,
  };
}
