// Carries out one effect in the tenant: one request where all goes well. Each creation is found again by key, so that
// doing it twice ends as doing it once. Decides nothing: what is to be done comes from the setup.

import { z } from 'zod';
import type { GraphEffect } from '../setup/events.ts';
import { done, failed, type Outcome, problem } from '../setup/problem.ts';
import { type Channel, permissionOf } from '../setup/request.ts';
import type { Authorization, Setup } from '../setup/setup.ts';
import type { StepName } from '../setup/steps.ts';
import type { Performed } from '../setup/survey.ts';
import { applicationBody } from './application-body.ts';
import type { Graph, GraphRequest } from './graph.ts';
import { graphProblem, ownWords, readReply } from './graph-problem.ts';
import type { GraphReply, Refusal } from './graph-reply.ts';
import { applicationKey, secretDescription } from './keys.ts';
import { type Patience, sendPatiently } from './patience.ts';
import * as lag from './replication.ts';

type Tools = { readonly graph: Graph; readonly patience: Patience };
type Result = Promise<Outcome<Performed>>;

const applicationAnswer = z.object({ id: z.string(), appId: z.string() });
const principalAnswer = z.object({ id: z.string() });
const secretAnswer = z.object({ keyId: z.string(), secretText: z.string().min(1), endDateTime: z.string() });

export function performEffect(tools: Tools, setup: Setup, effect: GraphEffect): Result {
  switch (effect.kind) {
    case 'createApplication':
      return createApplication(tools, setup);
    case 'createServicePrincipal':
      return createServicePrincipal(tools, setup);
    case 'assignRole':
      return assignRole(tools, setup, effect.channel);
    case 'addSecret':
      return addSecret(tools, setup);
    case 'removeSecret':
      return removeSecret(tools, setup, effect.keyId);
  }
}

async function createApplication(tools: Tools, setup: Setup): Result {
  const path = `/applications(uniqueName='${applicationKey(setup)}')`;
  const upsert: GraphRequest = {
    method: 'PATCH',
    path,
    headers: { Prefer: 'create-if-missing' },
    body: applicationBody(setup, authorizationOf(setup)),
  };
  const reply = await patiently(tools, lag.isConcurrentChange, upsert);
  // 204: it was there and is now as it should be; the answer has no body.
  const known = reply.kind === 'answer' && reply.status === 204;
  const read: GraphRequest = { method: 'GET', path, query: { $select: 'id,appId' } };
  const last = known ? await patiently(tools, lag.isNotKnownYet, read) : reply;
  return conclude('application', applicationAnswer, last, ({ id, appId }) =>
    performed({ kind: 'applicationCreated', objectId: id, appId }),
  );
}

async function createServicePrincipal(tools: Tools, setup: Setup): Result {
  const { appId } = applicationOf(setup);
  const create: GraphRequest = { method: 'POST', path: '/servicePrincipals', body: { appId } };
  const reply = await patiently(tools, lag.isApplicationNotKnownYet, create);
  const path = `/servicePrincipals(appId='${encodeURIComponent(appId)}')`;
  const read: GraphRequest = { method: 'GET', path, query: { $select: 'id' } };
  const exists = reply.kind === 'refusal' && lag.isAlreadyThere(reply);
  const last = exists ? await patiently(tools, lag.isNotKnownYet, read) : reply;
  return conclude('servicePrincipal', principalAnswer, last, ({ id }) =>
    performed({ kind: 'servicePrincipalCreated', objectId: id }),
  );
}

/** This is the admin consent; Microsoft recommends the resource's side of the relation. */
async function assignRole(tools: Tools, setup: Setup, channel: Channel): Result {
  const { servicePrincipalId: resourceId, roleIds } = authorizationOf(setup).exchangeOnline;
  const body = { principalId: principalOf(setup), resourceId, appRoleId: roleIds[channel] };
  const path = `/servicePrincipals/${encodeURIComponent(resourceId)}/appRoleAssignedTo`;
  const reply = await patiently(tools, lag.isPrincipalNotKnownYet, { method: 'POST', path, body });
  const assigned = performed({ kind: 'roleAssigned', channel });
  if (reply.kind === 'refusal' && lag.isAlreadyAssigned(reply)) return done(assigned);
  if (reply.kind === 'refusal' && lag.isRoleNotFound(reply)) return failed(roleNotFound(channel, reply));
  return conclude('consent', z.unknown(), reply, () => assigned);
}

async function addSecret(tools: Tools, setup: Setup): Result {
  const endDateTime = authorizationOf(setup).secretEndsAt;
  const body = { passwordCredential: { displayName: secretDescription(setup), endDateTime } };
  const path = `/applications/${encodeURIComponent(applicationOf(setup).objectId)}/addPassword`;
  const passes = (refusal: Refusal) => lag.isNotKnownYet(refusal) || lag.isConcurrentChange(refusal);
  const reply = await patiently(tools, passes, { method: 'POST', path, body });
  return conclude('secret', secretAnswer, reply, ({ keyId, secretText, endDateTime: endsAt }) => ({
    happening: { kind: 'secretAdded', keyId, endsAt },
    secretText,
  }));
}

async function removeSecret(tools: Tools, setup: Setup, keyId: string): Result {
  const path = `/applications/${encodeURIComponent(applicationOf(setup).objectId)}/removePassword`;
  const remove: GraphRequest = { method: 'POST', path, body: { keyId } };
  const passes = (refusal: Refusal) => lag.isNotKnownYet(refusal) || lag.isConcurrentChange(refusal);
  const reply = await patiently(tools, passes, remove);
  const removed = performed({ kind: 'secretRemoved', keyId });
  if (reply.kind === 'refusal' && isGone(reply)) return done(removed);
  return conclude('secret', z.unknown(), reply, () => removed);
}

/** Removed before, as was wanted. An unknown application is not taken for that: a slow replica says the same of a live secret. */
function isGone(refusal: Refusal): boolean {
  return /no (?:password )?credential/i.test(refusal.message);
}

function patiently({ graph, patience }: Tools, passes: (r: Refusal) => boolean, request: GraphRequest) {
  return sendPatiently(patience, passes, () => graph.send(request));
}

function conclude<T>(
  step: StepName,
  schema: z.ZodType<T>,
  reply: GraphReply,
  to: (answer: T) => Performed,
): Outcome<Performed> {
  if (reply.kind === 'refusal' && lag.isApplicationNotKnownYet(reply)) return failed(notReplicated(step, reply));
  if (reply.kind === 'refusal' && lag.isPrincipalNotKnownYet(reply)) return failed(notReplicated(step, reply));
  const read = readReply(step, schema, reply);
  return read.ok ? done(to(read.value)) : read;
}

/** After the deadline: nothing is wrong but time. Nothing was created by the request that met it. */
function notReplicated(step: StepName, refusal: Refusal) {
  return problem({
    reason: 'notReplicated',
    step,
    actor: 'entraAdministrator',
    remedy: 'retry',
    subject: refusal.code,
    details: ownWords(refusal),
    requestId: refusal.requestId,
  });
}

/** The role id came from this tenant a moment ago, so a lasting "not found" is no lag that pressing again would mend. */
function roleNotFound(channel: Channel, refusal: Refusal) {
  return { ...graphProblem('consent', refusal), subject: permissionOf[channel] };
}

function performed(happening: Performed['happening']): Performed {
  return { happening, secretText: null };
}

function authorizationOf(setup: Setup): Authorization {
  if (setup.authorization === null) throw new Error('an effect of a setup that nobody authorised');
  return setup.authorization;
}

function applicationOf(setup: Setup): NonNullable<Setup['application']> {
  if (setup.application === null) throw new Error('an effect that needs the application before there is one');
  return setup.application;
}

function principalOf(setup: Setup): string {
  if (setup.servicePrincipal === null) throw new Error('an effect that needs the enterprise application before it');
  return setup.servicePrincipal.objectId;
}
