// Finds secrets of this setup that the tenant holds beside the one that is known, after an answer was lost. Replicas show
// changes of one object in order: where the known secret is seen, everything older is seen as well.

import { z } from 'zod';
import { done, type Outcome } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import { readPatiently, type Tools, waitFor } from './ask-patiently.ts';
import type { GraphRequest } from './graph.ts';
import { readReply } from './graph-problem.ts';
import type { GraphReply } from './graph-reply.ts';
import { isSecretOf } from './keys.ts';
import { applicationOf, performedBy, type Result } from './performed.ts';
import * as lag from './replication.ts';

const step = 'secret';
const answer = z.object({
  passwordCredentials: z.array(z.object({ keyId: z.string(), displayName: z.string().nullish() })).nullish(),
});

/** Looks once while there is no other secret yet: what turns up later is found by the look after that one was added. */
export async function findLostSecrets(tools: Tools, setup: Setup): Result {
  for (let attempt = 0; ; attempt += 1) {
    const reply = await askForSecrets(tools, setup);
    const own = ownSecrets(setup, reply);
    if (!own.ok) return own;
    const others = own.value.filter((keyId) => keyId !== setup.secret?.keyId);
    const pause = tools.patience.delaysMs[Math.min(attempt, tools.patience.delaysMs.length - 1)] ?? 0;
    if (isEnough(setup, tools, own.value, others) || pause > tools.budget.leftMs()) {
      return done(performedBy(reply, { kind: 'lostSecretsFound', keyIds: others }));
    }
    await waitFor(tools, step, 'unanswered', pause);
  }
}

function askForSecrets(tools: Tools, setup: Setup): Promise<GraphReply> {
  const request: GraphRequest = {
    method: 'GET',
    path: `/applications/${encodeURIComponent(applicationOf(setup).objectId)}`,
    query: { $select: 'passwordCredentials' },
  };
  return readPatiently(tools, step, request, lag.isNotKnownYet);
}

function ownSecrets(setup: Setup, reply: GraphReply): Outcome<readonly string[]> {
  const read = readReply(step, answer, reply);
  if (!read.ok) return read;
  const secrets = read.value.passwordCredentials ?? [];
  return done(secrets.filter(({ displayName }) => isSecretOf(setup, displayName ?? null)).map(({ keyId }) => keyId));
}

/** As many as answers were lost, or none any more because even a late one would have been carried out by now. */
function isEnough(setup: Setup, { patience }: Tools, seen: readonly string[], others: readonly string[]): boolean {
  if (setup.secret === null) return true;
  if (!seen.includes(setup.secret.keyId)) return false;
  const lost = setup.run?.lost ?? null;
  if (lost === null || others.length + lost.removed >= lost.answers) return true;
  return Date.now() - Date.parse(lost.lastAt) >= patience.settleMs;
}
