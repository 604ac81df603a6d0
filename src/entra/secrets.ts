// Adds and removes client secrets. Adding is the one creation that has no key: an answer that was lost leaves a secret
// that nobody can ever read, so it is never asked for again here; that it was lost is told, and what is done decided
// elsewhere. Removing is by key id and may be repeated.

import { z } from 'zod';
import { done, failed, type Outcome, type Problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import type { Performed } from '../setup/survey.ts';
import { askPatiently, type Tools } from './ask-patiently.ts';
import { graphProblem, readReply } from './graph-problem.ts';
import type { GraphReply, Refusal } from './graph-reply.ts';
import { secretDescription } from './keys.ts';
import {
  applicationOf,
  authorizationOf,
  conclude,
  notReplicated,
  performed,
  performedBy,
  type Result,
} from './performed.ts';
import * as lag from './replication.ts';
import { endsWorthTrying } from './secret-policy.ts';

const step = 'secret';
const answer = z.object({ keyId: z.string(), secretText: z.string().min(1), endDateTime: z.string() });

/** Where a policy that could not be read allows less than was planned, shorter lifetimes are tried. */
export async function addSecret(tools: Tools, setup: Setup): Result {
  const ends = endsWorthTrying(authorizationOf(setup).secretEndsAt, new Date());
  for (const [index, endDateTime] of ends.entries()) {
    const reply = await askForSecret(tools, setup, endDateTime);
    const isLast = index === ends.length - 1;
    if (reply.kind !== 'refusal' || !lag.isLifetimeTooLong(reply) || isLast) return added(reply);
  }
  throw new Error('there is no lifetime to try');
}

function askForSecret(tools: Tools, setup: Setup, endDateTime: string): Promise<GraphReply> {
  return askPatiently(tools, {
    step,
    request: {
      method: 'POST',
      path: `/applications/${encodeURIComponent(applicationOf(setup).objectId)}/addPassword`,
      body: { passwordCredential: { displayName: secretDescription(setup), endDateTime } },
    },
    passes: lag.isNotKnownYet,
    afterNoAnswer: 'give up',
  });
}

function added(reply: GraphReply): Outcome<Performed> {
  if (reply.kind === 'refusal') {
    return failed(lag.isNotKnownYet(reply) ? notReplicated(step, reply) : graphProblem(step, reply));
  }
  const read = readReply(step, answer, reply);
  if (!read.ok) return lost(read.problem);
  const { keyId, secretText, endDateTime: endsAt } = read.value;
  return done({ ...performedBy(reply, { kind: 'secretAdded', keyId, endsAt }), secretText });
}

function lost(problem: Problem): Outcome<Performed> {
  return done(performed({ kind: 'secretAnswerLost', problem }));
}

export async function removeSecret(tools: Tools, setup: Setup, keyId: string): Result {
  const reply = await askPatiently(tools, {
    step,
    request: {
      method: 'POST',
      path: `/applications/${encodeURIComponent(applicationOf(setup).objectId)}/removePassword`,
      body: { keyId },
    },
    passes: lag.isNotKnownYet,
    afterNoAnswer: 'repeat',
  });
  const removed = { kind: 'secretRemoved', keyId } as const;
  if (reply.kind === 'refusal' && isGone(reply)) return done(performedBy(reply, removed));
  return conclude(step, z.unknown(), reply, () => removed);
}

/** Removed before, as was wanted. An unknown application is not taken for that: a slow replica says the same of a live secret. */
function isGone(refusal: Refusal): boolean {
  return /no (?:password )?credential/i.test(refusal.message);
}
