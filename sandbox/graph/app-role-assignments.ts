// App role assignments, which are the admin consent to application permissions: listed from either side, made, removed.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type AppRoleAssignment,
  exchangeAppRoles,
  exchangeOnlineAppId,
  isKnown,
  knownAtFromNow,
  type ServicePrincipal,
  type Tenant,
} from '../cloud.ts';
import { readBody } from './body.ts';
import { readSelect } from './query.ts';
import {
  badRequest,
  type Checked,
  collection,
  entity,
  noContent,
  notFound,
  type Reply,
  sound,
  unsound,
} from './reply.ts';
import { knownServicePrincipal, servicePrincipalPath } from './service-principals.ts';
import { graphRoute, keyOf, type Visit } from './visit.ts';

const applicationReaders = [
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const readers = { scopes: [applicationReaders], who: 'member' } as const;
const writers = {
  scopes: [['AppRoleAssignment.ReadWrite.All'], applicationReaders],
  who: 'consenter',
} as const;
const either = '(?<side>appRoleAssignedTo|appRoleAssignments)';

export const appRoleAssignmentRoutes = [
  graphRoute('GET', `${servicePrincipalPath}/${either}`, readers, listAssignments),
  graphRoute('POST', `${servicePrincipalPath}/${either}`, writers, postAssignment),
  graphRoute('DELETE', `${servicePrincipalPath}/${either}/(?<assignment>[^/]+)`, writers, deleteAssignment),
];

function isResourceSide(visit: Visit): boolean {
  return visit.parts.side?.toLowerCase() === 'approleassignedto';
}

function shownAssignment(tenant: Tenant, grant: AppRoleAssignment) {
  const nameOf = (id: string) => tenant.servicePrincipals.find((principal) => principal.id === id)?.displayName ?? null;
  const { knownAt: _knownAt, ...shown } = grant;
  return {
    ...shown,
    deletedDateTime: null,
    principalDisplayName: nameOf(grant.principalId),
    principalType: 'ServicePrincipal',
    resourceDisplayName: nameOf(grant.resourceId),
  };
}

function listAssignments(visit: Visit): Reply {
  const { call, caller, graphUrl } = visit;
  const select = readSelect(call.query, 'appRoleAssignment');
  if (!select.ok) return select.reply;
  const principal = knownServicePrincipal(visit);
  if (principal === undefined) return notFound(keyOf(visit).value);
  const side = isResourceSide(visit) ? 'resourceId' : 'principalId';
  const grants = caller.tenant.appRoleAssignments.filter((grant) => grant[side] === principal.id && isKnown(grant));
  const context = `servicePrincipals('${principal.id}')/${visit.parts.side ?? ''}${select.value.list}`;
  return collection(
    graphUrl,
    context,
    grants.map((grant) => select.value.of(shownAssignment(caller.tenant, grant))),
  );
}

const asked = z.object({
  principalId: z.string().toLowerCase(),
  resourceId: z.string().toLowerCase(),
  appRoleId: z.string().toLowerCase(),
});
type Asked = z.infer<typeof asked>;

function postAssignment(visit: Visit): Reply {
  const body = readBody(visit.call, 'appRoleAssignment');
  if (!body.ok) return body.reply;
  const wanted = asked.safeParse(body.value);
  if (!wanted.success) {
    const name = String(wanted.error.issues[0]?.path[0]);
    return badRequest(`A value is required for property '${name}' of resource 'AppRoleAssignment'.`);
  }
  const holder = knownServicePrincipal(visit);
  if (holder === undefined) return notFound(keyOf(visit).value);
  if (holder.id !== (isResourceSide(visit) ? wanted.data.resourceId : wanted.data.principalId)) return notAReference();
  const sides = readSides(visit.caller.tenant, wanted.data);
  if (!sides.ok) return sides.reply;
  return assign(visit, wanted.data);
}

export function notAReference(): Reply {
  return badRequest('Not a valid reference update.');
}

/** Of a principal that replicas do not know yet, Graph says what it says of a wrong role: that it found no permission. */
function readSides(tenant: Tenant, wanted: Asked): Checked<ServicePrincipal> {
  const principal = tenant.servicePrincipals.find((candidate) => candidate.id === wanted.principalId);
  const resource = tenant.servicePrincipals.find((candidate) => candidate.id === wanted.resourceId);
  if (principal === undefined || resource === undefined) return unsound(notAReference());
  const roles = resource.appId === exchangeOnlineAppId ? exchangeAppRoles : [];
  if (isKnown(principal) && roles.some((role) => role.id === wanted.appRoleId)) return sound(principal);
  return unsound(permissionNotFound());
}

export function permissionNotFound(): Reply {
  const message = 'Permission being assigned was not found on application';
  return badRequest(message, [{ code: 'InvalidUpdate', message, target: 'appRoleId' }]);
}

function assign({ caller, cloud, graphUrl }: Visit, wanted: Asked): Reply {
  const { tenant } = caller;
  const isSame = (grant: AppRoleAssignment) =>
    grant.principalId === wanted.principalId &&
    grant.resourceId === wanted.resourceId &&
    grant.appRoleId === wanted.appRoleId;
  if (tenant.appRoleAssignments.some(isSame)) {
    const message = 'Permission being assigned already exists on the object';
    return badRequest(message, [{ code: 'InvalidUpdate', message, target: 'appRoleId' }]);
  }
  const grant: AppRoleAssignment = {
    ...wanted,
    id: randomUUID(),
    createdDateTime: new Date().toISOString(),
    knownAt: knownAtFromNow(cloud),
  };
  tenant.appRoleAssignments.push(grant);
  return entity(graphUrl, 'appRoleAssignments', 201, shownAssignment(tenant, grant));
}

function deleteAssignment(visit: Visit): Reply {
  const { tenant } = visit.caller;
  const wanted = visit.parts.assignment ?? '';
  const kept = tenant.appRoleAssignments.filter((grant) => grant.id !== wanted);
  if (kept.length === tenant.appRoleAssignments.length) return notFound(wanted);
  tenant.appRoleAssignments = kept;
  return noContent;
}
