// App registrations: list, read, create, change, create-if-missing by `uniqueName`, delete.

import { randomUUID } from 'node:crypto';
import { type Application, isKnown, knownAtFromNow } from '../cloud.ts';
import { mayChange, ownersOfNew } from './access.ts';
import { type ApplicationChange, applyChange, readApplicationChange } from './application-change.ts';
import { chosen, type Entity, readSelect } from './query.ts';
import {
  badRequest,
  type Checked,
  collection,
  entity,
  forbidden,
  noContent,
  notFound,
  type Reply,
  sound,
  unsound,
} from './reply.ts';
import { graphRoute, keyed, keyOf, type Visit } from './visit.ts';

const readers = {
  scopes: [['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']],
  who: 'member',
} as const;
/** Any member may register an application; whose it is decides the rest. */
const writers = { scopes: [['Application.ReadWrite.All']], who: 'member' } as const;

const one = keyed('applications', 'id', 'appId', 'uniqueName');

export const applicationRoutes = [
  graphRoute('GET', 'applications', readers, listApplications),
  graphRoute('POST', 'applications', writers, postApplication),
  graphRoute('GET', one, readers, getApplication),
  graphRoute('PATCH', keyed('applications', 'id', 'appId'), writers, patchApplication),
  graphRoute('PATCH', keyed('applications', 'uniqueName'), writers, upsertApplication),
  graphRoute('DELETE', one, writers, deleteApplication),
];

function shownApplication(application: Application): Entity {
  const { otherProperties, owners: _owners, knownAt: _knownAt, passwordCredentials, ...properties } = application;
  return {
    ...otherProperties,
    ...properties,
    passwordCredentials: passwordCredentials.map(({ secretText: _secretText, knownAt: _known, ...credential }) => ({
      customKeyIdentifier: null,
      ...credential,
      secretText: null,
    })),
  };
}

export function findApplication(visit: Visit): Application | undefined {
  const key = keyOf(visit);
  return visit.caller.tenant.applications.find((application) => isAt(application, key.name, key.value));
}

function isAt(application: Application, name: string, value: string): boolean {
  if (name === 'uniqueName') return application.uniqueName === value;
  return (name === 'id' ? application.id : application.appId) === value;
}

/** The application, once every replica knows it, for one who may change it. */
export function applicationToChange(visit: Visit): Checked<Application> {
  const application = findApplication(visit);
  if (application === undefined || !isKnown(application)) return unsound(notFound(keyOf(visit).value));
  return mayChange(visit.caller, application) ? sound(application) : unsound(forbidden());
}

function listApplications({ call, caller, graphUrl }: Visit): Reply {
  const select = readSelect(call.query, 'application');
  if (!select.ok) return select.reply;
  const found = chosen(call.query, 'application', caller.tenant.applications.filter(isKnown).map(shownApplication));
  if (!found.ok) return found.reply;
  return collection(graphUrl, `applications${select.value.list}`, found.value.map(select.value.of));
}

function getApplication(visit: Visit): Reply {
  const select = readSelect(visit.call.query, 'application');
  if (!select.ok) return select.reply;
  const application = findApplication(visit);
  if (application === undefined || !isKnown(application)) return notFound(keyOf(visit).value);
  const shown = select.value.of(shownApplication(application));
  return entity(visit.graphUrl, `applications${select.value.list}`, 200, shown);
}

function postApplication(visit: Visit): Reply {
  const change = readApplicationChange(visit.call);
  if (!change.ok) return change.reply;
  return createApplication(visit, change.value, change.value.uniqueName ?? null);
}

function createApplication(visit: Visit, change: ApplicationChange, uniqueName: string | null): Reply {
  const { caller, cloud, graphUrl } = visit;
  if (change.displayName === undefined) {
    return badRequest("A value is required for property 'displayName' of resource 'Application'.");
  }
  if (uniqueName !== null && caller.tenant.applications.some((other) => other.uniqueName === uniqueName)) {
    return badRequest('Another object with the same value for property uniqueName already exists.');
  }
  const application: Application = {
    id: randomUUID(),
    appId: randomUUID(),
    displayName: change.displayName,
    uniqueName,
    signInAudience: 'AzureADMyOrg',
    notes: null,
    tags: [],
    requiredResourceAccess: [],
    passwordCredentials: [],
    createdDateTime: new Date().toISOString(),
    knownAt: knownAtFromNow(cloud),
    owners: ownersOfNew(caller),
  };
  applyChange(application, change);
  caller.tenant.applications.push(application);
  return entity(graphUrl, 'applications', 201, shownApplication(application));
}

function patchApplication(visit: Visit): Reply {
  const change = readApplicationChange(visit.call);
  if (!change.ok) return change.reply;
  const application = applicationToChange(visit);
  if (!application.ok) return application.reply;
  return changeApplication(application.value, change.value);
}

function changeApplication(application: Application, change: ApplicationChange): Reply {
  if (
    change.uniqueName !== undefined &&
    application.uniqueName !== null &&
    change.uniqueName !== application.uniqueName
  ) {
    return badRequest("Property 'uniqueName' is read-only and cannot be changed once set.");
  }
  applyChange(application, change);
  if (change.uniqueName !== undefined) application.uniqueName = change.uniqueName;
  return noContent;
}

/** The key is looked up where writes go, so an application that replicas do not know yet is found, never made twice. */
function upsertApplication(visit: Visit): Reply {
  const change = readApplicationChange(visit.call);
  if (!change.ok) return change.reply;
  const { value: uniqueName } = keyOf(visit);
  const application = findApplication(visit);
  if (application !== undefined) {
    return mayChange(visit.caller, application) ? changeApplication(application, change.value) : forbidden();
  }
  const prefer = visit.call.headers.get('prefer') ?? '';
  if (!/(^|[,;\s])create-if-missing($|[,;\s])/i.test(prefer)) return notFound(uniqueName);
  if (change.value.uniqueName !== undefined && change.value.uniqueName !== uniqueName) {
    return badRequest("Property 'uniqueName' in the payload does not match the key in the URL.");
  }
  return createApplication(visit, change.value, uniqueName);
}

/** Takes the enterprise application and its grants in the same tenant along, as Entra does. */
function deleteApplication(visit: Visit): Reply {
  const application = applicationToChange(visit);
  if (!application.ok) return application.reply;
  const { tenant } = visit.caller;
  const { appId } = application.value;
  const gone = tenant.servicePrincipals
    .filter((principal) => principal.appId === appId)
    .map((principal) => principal.id);
  tenant.applications = tenant.applications.filter((other) => other !== application.value);
  tenant.servicePrincipals = tenant.servicePrincipals.filter((principal) => principal.appId !== appId);
  tenant.appRoleAssignments = tenant.appRoleAssignments.filter((grant) => !gone.includes(grant.principalId));
  return noContent;
}
