// Enterprise applications: list, read, create (also create-if-missing by `appId`), enable or disable, delete.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Application,
  exchangeAppRoles,
  exchangeOnlineAppId,
  isKnown,
  knownAtFromNow,
  type ServicePrincipal,
  type Tenant,
} from '../cloud.ts';
import { isApplicationAdministrator, isApplicationDeveloper } from '../directory-rights.ts';
import { allowed, type Caller, mayChange, ownersOfNew } from './access.ts';
import { invalidValue, readBody } from './body.ts';
import { chosen, type Entity, readSelect } from './query.ts';
import { badRequest, collection, entity, forbidden, noContent, notFound, type Reply, refused } from './reply.ts';
import { graphRoute, keyed, keyOf, type Visit } from './visit.ts';

const readers = {
  scopes: [['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']],
  who: 'member',
} as const;
const scopes = [['Application.ReadWrite.All', 'Directory.ReadWrite.All']] as const;
const creators = { scopes, who: 'developer' } as const;
const writers = { scopes, who: 'member' } as const;

export const servicePrincipalPath = keyed('servicePrincipals', 'id', 'appId');

export const servicePrincipalRoutes = [
  graphRoute('GET', 'servicePrincipals', readers, listServicePrincipals),
  graphRoute('POST', 'servicePrincipals', creators, postServicePrincipal),
  graphRoute('GET', servicePrincipalPath, readers, getServicePrincipal),
  graphRoute('PATCH', servicePrincipalPath, writers, patchServicePrincipal),
  graphRoute('DELETE', servicePrincipalPath, writers, deleteServicePrincipal),
];

/** The organisation that owns Microsoft's own applications. */
const microsoftServices = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

function shownServicePrincipal(tenant: Tenant, principal: ServicePrincipal): Entity {
  const isExchange = principal.appId === exchangeOnlineAppId;
  return {
    id: principal.id,
    appId: principal.appId,
    displayName: principal.displayName,
    appDisplayName: principal.displayName,
    accountEnabled: principal.accountEnabled,
    appOwnerOrganizationId: isExchange ? microsoftServices : tenant.id,
    appRoleAssignmentRequired: false,
    servicePrincipalType: 'Application',
    servicePrincipalNames: [principal.appId],
    signInAudience: isExchange ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    tags: [],
    appRoles: isExchange ? exchangeAppRoles.map(shownRole) : [],
  };
}

function shownRole({ id, value, displayName }: (typeof exchangeAppRoles)[number]) {
  return {
    allowedMemberTypes: ['Application'],
    description: displayName,
    displayName,
    id,
    isEnabled: true,
    origin: 'Application',
    value,
  };
}

/** Whether or not every replica knows it. */
function findServicePrincipal(visit: Visit): ServicePrincipal | undefined {
  const key = keyOf(visit);
  return visit.caller.tenant.servicePrincipals.find(
    (principal) => (key.name === 'id' ? principal.id : principal.appId) === key.value,
  );
}

export function knownServicePrincipal(visit: Visit): ServicePrincipal | undefined {
  const principal = findServicePrincipal(visit);
  return principal !== undefined && isKnown(principal) ? principal : undefined;
}

function listServicePrincipals({ call, caller, graphUrl }: Visit): Reply {
  const select = readSelect(call.query, 'servicePrincipal');
  if (!select.ok) return select.reply;
  const all = caller.tenant.servicePrincipals.filter(isKnown);
  const found = chosen(
    call.query,
    'servicePrincipal',
    all.map((principal) => shownServicePrincipal(caller.tenant, principal)),
  );
  if (!found.ok) return found.reply;
  return collection(graphUrl, `servicePrincipals${select.value.list}`, found.value.map(select.value.of));
}

function getServicePrincipal(visit: Visit): Reply {
  const select = readSelect(visit.call.query, 'servicePrincipal');
  if (!select.ok) return select.reply;
  const principal = knownServicePrincipal(visit);
  if (principal === undefined) return notFound(keyOf(visit).value);
  const shown = select.value.of(shownServicePrincipal(visit.caller.tenant, principal));
  return entity(visit.graphUrl, `servicePrincipals${select.value.list}`, 200, shown);
}

const change = z.object({
  appId: z.string().toLowerCase().optional(),
  accountEnabled: z.boolean().nullish(),
  displayName: z.string().min(1).max(256).optional(),
});
type Change = z.infer<typeof change>;

function postServicePrincipal(visit: Visit): Reply {
  const body = readBody(visit.call, 'servicePrincipal');
  if (!body.ok) return body.reply;
  const wanted = change.safeParse(body.value);
  if (!wanted.success) return invalidValue(String(wanted.error.issues[0]?.path[0]), 'ServicePrincipal');
  if (wanted.data.appId === undefined) {
    return badRequest("A value is required for property 'appId' of resource 'ServicePrincipal'.");
  }
  return createServicePrincipal(visit, wanted.data.appId, wanted.data);
}

function createServicePrincipal({ caller, cloud, graphUrl }: Visit, appId: string, wanted: Change): Reply {
  const { tenant } = caller;
  const application = tenant.applications.find((candidate) => candidate.appId === appId);
  if (application !== undefined && !mayCreateFor(caller, application)) return forbidden();
  if (tenant.servicePrincipals.some((principal) => principal.appId === appId)) return alreadyThere(appId);
  if (application === undefined || !isKnown(application)) return noBackingApplication(appId);
  const principal: ServicePrincipal = {
    id: randomUUID(),
    appId,
    displayName: application.displayName,
    accountEnabled: wanted.accountEnabled ?? true,
    knownAt: knownAtFromNow(cloud),
    owners: ownersOfNew(caller),
  };
  tenant.servicePrincipals.push(principal);
  return entity(graphUrl, 'servicePrincipals', 201, shownServicePrincipal(tenant, principal));
}

function mayCreateFor(caller: Caller, application: Application): boolean {
  if (isApplicationAdministrator(caller.account)) return true;
  return (
    isApplicationDeveloper(caller.account) &&
    application.signInAudience === 'AzureADMyOrg' &&
    mayChange(caller, application)
  );
}

export function noBackingApplication(appId: string): Reply {
  const message = `The appId '${appId}' of the service principal does not reference a valid application object.`;
  return badRequest(message, [{ code: 'NoBackingApplicationObject', message, target: 'appId' }]);
}

function alreadyThere(appId: string): Reply {
  const message = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`;
  return refused(409, 'Request_MultipleObjectsWithSameKeyValue', message, [
    { code: 'ObjectConflict', message, target: 'servicePrincipalNames' },
  ]);
}

function patchServicePrincipal(visit: Visit): Reply {
  const body = readBody(visit.call, 'servicePrincipal');
  if (!body.ok) return body.reply;
  const wanted = change.safeParse(body.value);
  if (!wanted.success) return invalidValue(String(wanted.error.issues[0]?.path[0]), 'ServicePrincipal');
  const key = keyOf(visit);
  const principal = findServicePrincipal(visit);
  const createIfMissing = /create-if-missing/i.test(visit.call.headers.get('prefer') ?? '');
  if (principal === undefined && key.name === 'appId' && createIfMissing) {
    const may = allowed(visit.caller, creators);
    return may.ok ? createServicePrincipal(visit, key.value, wanted.data) : may.reply;
  }
  if (principal === undefined || (!isKnown(principal) && !createIfMissing)) return notFound(key.value);
  if (!mayChange(visit.caller, principal)) return forbidden();
  if (typeof wanted.data.accountEnabled === 'boolean') principal.accountEnabled = wanted.data.accountEnabled;
  if (wanted.data.displayName !== undefined) principal.displayName = wanted.data.displayName;
  return noContent;
}

function deleteServicePrincipal(visit: Visit): Reply {
  const principal = knownServicePrincipal(visit);
  if (principal === undefined) return notFound(keyOf(visit).value);
  if (!mayChange(visit.caller, principal)) return forbidden();
  const { tenant } = visit.caller;
  tenant.servicePrincipals = tenant.servicePrincipals.filter((other) => other !== principal);
  tenant.appRoleAssignments = tenant.appRoleAssignments.filter((grant) => grant.principalId !== principal.id);
  return noContent;
}
