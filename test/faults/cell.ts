// One cell of the matrix: one fault on one request of the job, once or for as long as the first visit lasts. Tells how the
// visit ended, how often was asked again, what the tenant holds then, and what it holds once the job was gone on with.

import type { Fault } from '../../sandbox/faults/fault.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { requesterCard } from '../../src/cards/requester.ts';
import type { Patience } from '../../src/setup/patience.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { words } from '../../src/words/words.ts';
import { contosoOf } from '../entra/administrator.ts';
import { newPlannedSetup } from '../entra/provisioned-setup.ts';
import { keepLedger } from './call-ledger.ts';
import { type Job, setupOf, type Visit, visit } from './job.ts';
import { type KnownFault, timeoutMs } from './known-faults.ts';
import type { RequestOfJob } from './requests.ts';

export type Cell = {
  readonly request: RequestOfJob;
  readonly fault: KnownFault;
  readonly lasting: 'once' | 'for good';
};

/** What a tenant holds of one setup, beyond one of each. */
export type Holding = {
  readonly applications: number;
  readonly servicePrincipals: number;
  readonly secrets: number;
  readonly roles: number;
};

export type Played = {
  readonly first: Visit;
  /** Requests of the first visit beyond those of a visit without a fault; negative where it ended early. */
  readonly more: number;
  readonly afterFirst: Holding;
  readonly visits: number;
  readonly last: Visit;
  readonly afterLast: Holding;
  /** Of the live secrets of the setup, the one that the bot holds is exactly the one there is. */
  readonly secretIsKnown: boolean;
  /** Visits after which the card offered nothing to go on with. */
  readonly deadEnds: number;
  readonly failures: readonly unknown[];
};

export const whole: Holding = { applications: 1, servicePrincipals: 1, secrets: 1, roles: 2 };
const mostVisits = 4;

/** As in earnest, within seconds: time enough for a Retry-After of 1 s, and for what is carried out late. */
const impatience: Patience = {
  budgetMs: 2_500,
  delaysMs: [10, 20, 40, 80, 160],
  timeoutMs,
  toldFromMs: 500,
  settleMs: timeoutMs * 2,
};

export async function playCell(sandbox: Sandbox, storage: Storage, cell: Cell | null, usual = 0): Promise<Played> {
  sandbox.reset();
  const calls = keepLedger(sandbox);
  const setup: Setup = newPlannedSetup();
  await storage.inTransaction((tx) => tx.insertSetup(setup));
  const job: Job = {
    cloud: sandbox,
    storage,
    setupId: setup.id,
    patiences: { page: impatience, run: impatience },
    tokenPatience: { spreadMs: 2_500, busyMs: 2_500, delaysMs: impatience.delaysMs },
    failures: [],
  };
  if (cell !== null) sandbox.faults.plant(toFault(cell));
  const first = await visit(job);
  const more = calls.count() - usual;
  await calls.quiet();
  const afterFirst = holding(sandbox, setup.id);
  sandbox.faults.clear();
  let [last, visits, deadEnds] = [first, 1, 0];
  while (last.kind !== 'whole' && visits < mostVisits) {
    if (!hasWayOn(await setupOf(job))) deadEnds += 1;
    last = await visit(job);
    visits += 1;
  }
  await calls.quiet();
  calls.stop();
  return {
    first,
    more,
    afterFirst,
    visits,
    last,
    afterLast: holding(sandbox, setup.id),
    secretIsKnown: isSecretKnown(sandbox, await setupOf(job)),
    deadEnds,
    failures: job.failures,
  };
}

function toFault({ request, fault, lasting }: Cell): Fault {
  const { service, method, path, requestBody, skip } = request;
  const at = { service, method, path, ...(requestBody === undefined ? {} : { requestBody }) };
  return lasting === 'once' ? { ...fault.what, ...at, skip } : { ...fault.what, ...at, skip, times: Infinity };
}

function holding(sandbox: Sandbox, setupId: string): Holding {
  const { applications, servicePrincipals, appRoleAssignments } = contosoOf(sandbox);
  const secrets = applications.flatMap(({ passwordCredentials }) => passwordCredentials);
  const strange = secrets.filter(({ displayName }) => displayName?.includes(setupId) !== true);
  if (strange.length > 0) throw new Error('a secret without the description of its setup');
  return {
    applications: applications.length,
    // Exchange Online's own was there before.
    servicePrincipals: servicePrincipals.length - 1,
    secrets: secrets.length,
    roles: appRoleAssignments.length,
  };
}

function isSecretKnown(sandbox: Sandbox, { secret }: Setup): boolean {
  const live = contosoOf(sandbox).applications.flatMap(({ passwordCredentials }) => passwordCredentials);
  return live.length === 1 && live[0]?.keyId === secret?.keyId;
}

/** The requester's card offers at least one thing to press or to forward. */
function hasWayOn(setup: Setup): boolean {
  const link = 'https://bot.example/page';
  const { content } = requesterCard(setup, {
    words: words('en'),
    now: new Date().toISOString(),
    authorizeUrl: link,
    settingsUrl: link,
    scriptUrl: link,
    place: null,
    consent: { grantUrl: link, entraUrl: link },
  });
  return Array.isArray(content.actions) && content.actions.length > 0;
}
