// Creates the app registration, or finds it by the key under which it was created before. Whatever is lost on the way,
// the key leads to the one that exists.

import { z } from 'zod';
import { failed, type Problem, problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import { applicationBody } from './application-body.ts';
import { askPatiently, readPatiently, type Tools } from './ask-patiently.ts';
import type { GraphRequest } from './graph.ts';
import { ownWords } from './graph-problem.ts';
import type { GraphReply, Refusal } from './graph-reply.ts';
import { authorizationOf, conclude, type Result } from './performed.ts';
import * as lag from './replication.ts';

const step = 'application';
const answer = z.object({ id: z.string(), appId: z.string() });

export async function createApplication(tools: Tools, setup: Setup): Result {
  const path = `/applications(uniqueName='${setup.applicationKey}')`;
  const read: GraphRequest = { method: 'GET', path, query: { $select: 'id,appId' } };
  const request: GraphRequest = {
    method: 'PATCH',
    path,
    headers: { Prefer: 'create-if-missing' },
    body: applicationBody(setup, authorizationOf(setup)),
  };
  const reply = await askPatiently(tools, {
    step,
    request,
    passes: lag.isNotKnownYet,
    afterNoAnswer: () => found(tools, read),
  });
  // 204: it was there and is now as it should be; the answer has no body. A key in use says the same, or that a deleted
  // one still holds it.
  const isThere = reply.kind === 'answer' && reply.status === 204;
  const keyInUse = reply.kind === 'refusal' && lag.isAlreadyThere(reply) ? reply : null;
  const last = isThere || keyInUse !== null ? await readPatiently(tools, step, read, lag.isNotKnownYet) : reply;
  if (keyInUse !== null && last.kind === 'refusal' && last.status === 404) return failed(keyTaken(setup, keyInUse));
  const made = ({ id, appId }: z.infer<typeof answer>) =>
    ({ kind: 'applicationCreated', objectId: id, appId }) as const;
  return conclude(step, answer, last, made, isThere ? reply : last);
}

/** null where there is none. */
async function found(tools: Tools, read: GraphRequest): Promise<GraphReply | null> {
  const reply = await readPatiently(tools, step, read);
  return reply.kind === 'refusal' && reply.status === 404 ? null : reply;
}

function keyTaken(setup: Setup, refusal: Refusal): Problem {
  return problem({
    reason: 'applicationDeleted',
    step,
    actor: 'entraAdministrator',
    remedy: 'askAdmin',
    subject: setup.request.appName,
    details: ownWords(refusal),
    requestId: refusal.requestId,
  });
}
