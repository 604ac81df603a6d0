// Creates the enterprise application of the app registration. A tenant holds one for each app id, so the app id is the
// key by which it is found again.

import { z } from 'zod';
import type { Setup } from '../setup/setup.ts';
import { askPatiently, readPatiently, type Tools } from './ask-patiently.ts';
import type { GraphRequest } from './graph.ts';
import type { GraphReply } from './graph-reply.ts';
import { applicationOf, conclude, type Result } from './performed.ts';
import * as lag from './replication.ts';

const step = 'servicePrincipal';
const answer = z.object({ id: z.string() });

export async function createServicePrincipal(tools: Tools, setup: Setup): Result {
  const { appId } = applicationOf(setup);
  const path = `/servicePrincipals(appId='${encodeURIComponent(appId)}')`;
  const read: GraphRequest = { method: 'GET', path, query: { $select: 'id' } };
  const reply = await askPatiently(tools, {
    step,
    request: { method: 'POST', path: '/servicePrincipals', body: { appId } },
    passes: lag.isApplicationNotKnownYet,
    afterNoAnswer: () => found(tools, read),
  });
  const exists = reply.kind === 'refusal' && lag.isAlreadyThere(reply);
  const last = exists ? await readPatiently(tools, step, read, lag.isNotKnownYet) : reply;
  return conclude(step, answer, last, ({ id }) => ({ kind: 'servicePrincipalCreated', objectId: id }));
}

/** null where there is none. */
async function found(tools: Tools, read: GraphRequest): Promise<GraphReply | null> {
  const reply = await readPatiently(tools, step, read);
  return reply.kind === 'refusal' && reply.status === 404 ? null : reply;
}
