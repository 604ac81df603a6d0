// Grants one permission, which is the admin consent. Assigning what is assigned already is refused and counts as done.
// The refusal that a slow replica gives is also that of a wrong role id, so the two are told apart by a look.

import { z } from 'zod';
import { done, failed, type Problem, problem } from '../setup/problem.ts';
import { type Channel, permissionOf } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';
import { askPatiently, readPatiently, type Tools } from './ask-patiently.ts';
import { ownWords } from './graph-problem.ts';
import type { GraphReply, Refusal } from './graph-reply.ts';
import { authorizationOf, conclude, performedBy, principalOf, type Result } from './performed.ts';
import * as lag from './replication.ts';

const step = 'consent';
const assignments = z.object({ value: z.array(z.object({ resourceId: z.string(), appRoleId: z.string() })) });
const resource = z.object({ appRoles: z.array(z.object({ id: z.string() })) });

/** The attempt, counted from 0, after which it is looked into whether waiting makes sense at all. */
const attemptToLookInto = 2;

type Role = { readonly principalId: string; readonly resourceId: string; readonly appRoleId: string };

export async function assignRole(tools: Tools, setup: Setup, channel: Channel): Result {
  const { servicePrincipalId: resourceId, roleIds } = authorizationOf(setup).exchangeOnline;
  const role: Role = { principalId: principalOf(setup), resourceId, appRoleId: roleIds[channel] ?? '' };
  const reply = await askPatiently(tools, {
    step,
    // Microsoft recommends the resource's side of the relation.
    request: {
      method: 'POST',
      path: `/servicePrincipals/${encodeURIComponent(resourceId)}/appRoleAssignedTo`,
      body: role,
    },
    async passes(refusal, attempt) {
      if (attempt === attemptToLookInto && lag.isRoleNotFound(refusal)) return !(await isWrongId(tools, role));
      return lag.isPrincipalNotKnownYet(refusal);
    },
    afterNoAnswer: () => found(tools, role),
  });
  const assigned = { kind: 'roleAssigned', channel } as const;
  if (reply.kind === 'refusal' && lag.isAlreadyAssigned(reply)) return done(performedBy(reply, assigned));
  if (reply.kind === 'refusal' && lag.isRoleNotFound(reply) && (await isWrongId(tools, role))) {
    return failed(unknownPermission(channel, reply));
  }
  return conclude(step, z.unknown(), reply, () => assigned);
}

/** The list where the assignment is in it, in place of the answer; null where it is not. */
async function found(tools: Tools, role: Role): Promise<GraphReply | null> {
  const path = `/servicePrincipals/${encodeURIComponent(role.principalId)}/appRoleAssignments`;
  const reply = await readPatiently(tools, step, { method: 'GET', path });
  if (reply.kind === 'refusal' && reply.status === 404) return null;
  if (reply.kind !== 'answer') return reply;
  const list = assignments.safeParse(reply.body).data?.value ?? [];
  const isThere = list.some((one) => one.resourceId === role.resourceId && one.appRoleId === role.appRoleId);
  return isThere ? reply : null;
}

/** Certain only where Exchange Online's own list of permissions was read and lacks the id. */
async function isWrongId(tools: Tools, role: Role): Promise<boolean> {
  const path = `/servicePrincipals/${encodeURIComponent(role.resourceId)}`;
  const reply = await readPatiently(tools, step, { method: 'GET', path, query: { $select: 'id,appRoles' } });
  const roles = reply.kind === 'answer' ? resource.safeParse(reply.body).data?.appRoles : undefined;
  return roles !== undefined && !roles.some(({ id }) => id === role.appRoleId);
}

/** The ids are read anew with each press, so a press may mend it. */
function unknownPermission(channel: Channel, refusal: Refusal): Problem {
  return problem({
    reason: 'permissionUnknown',
    step,
    actor: 'entraAdministrator',
    remedy: 'retry',
    subject: permissionOf[channel],
    details: ownWords(refusal),
    requestId: refusal.requestId,
  });
}
