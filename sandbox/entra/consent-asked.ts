// What an admin consent address asks for, and the granting of it: an application's app roles, or the scopes of the bot's
// own sign-in app.

import { randomUUID } from 'node:crypto';
import {
  type Application,
  type Cloud,
  exchangeAppRoles,
  exchangeOnlineAppId,
  isKnown,
  knownAtFromNow,
  type ServicePrincipal,
  type Tenant,
} from '../cloud.ts';
import { applicationUnknown } from './client-refused.ts';
import { type Read, read } from './refusal.ts';
import { readScopes } from './scopes.ts';

export type ConsentAsked = {
  readonly application: string;
  readonly permissions: readonly { readonly name: string; readonly title: string }[];
  readonly redirectUris: readonly string[];
  grant(): void;
};

export function consentAsked(cloud: Cloud, tenant: Tenant, clientId: string, scope: string): Read<ConsentAsked> {
  if (clientId.toLowerCase() === cloud.signInApp.clientId) return signInAppAsks(cloud, tenant, scope);
  const application = tenant.applications.find((candidate) => candidate.appId === clientId.toLowerCase());
  if (application === undefined || !isKnown(application)) return applicationUnknown(clientId, tenant.displayName);
  return read({
    application: application.displayName,
    permissions: rolesAsked(application).map(({ value, displayName }) => ({ name: value, title: displayName })),
    redirectUris: redirectUrisOf(application),
    grant: () => grantRoles(cloud, tenant, application),
  });
}

function signInAppAsks(cloud: Cloud, tenant: Tenant, scope: string): Read<ConsentAsked> {
  const scopes = readScopes(cloud.signInApp.clientId, scope === '' ? 'User.Read' : scope);
  if (!scopes.ok) return scopes;
  return read({
    application: 'eBiss mail bot',
    permissions: scopes.value.graph,
    redirectUris: cloud.signInApp.redirectUris,
    grant: () => {
      const names = scopes.value.graph.map((item) => item.name.toLowerCase());
      tenant.signInConsents = [...new Set([...tenant.signInConsents, ...names])];
    },
  });
}

function rolesAsked(application: Application) {
  const ids = application.requiredResourceAccess
    .filter((resource) => resource.resourceAppId === exchangeOnlineAppId)
    .flatMap((resource) => resource.resourceAccess.filter((access) => access.type === 'Role'))
    .map((access) => access.id);
  return exchangeAppRoles.filter((role) => ids.includes(role.id));
}

function redirectUrisOf(application: Application): readonly string[] {
  const web = application.otherProperties?.web;
  if (typeof web !== 'object' || web === null || !('redirectUris' in web) || !Array.isArray(web.redirectUris))
    return [];
  return web.redirectUris.filter((uri) => typeof uri === 'string');
}

/** Grants exactly what the application requires: what had been granted beyond that is revoked, as Entra may do. */
function grantRoles(cloud: Cloud, tenant: Tenant, application: Application): void {
  const exchange = tenant.servicePrincipals.find((candidate) => candidate.appId === exchangeOnlineAppId);
  if (exchange === undefined) return;
  const principal = servicePrincipalOf(cloud, tenant, application);
  const roleIds: readonly string[] = rolesAsked(application).map((role) => role.id);
  const ofOthers = tenant.appRoleAssignments.filter((grant) => grant.principalId !== principal.id);
  const kept = tenant.appRoleAssignments.filter(
    (grant) => grant.principalId === principal.id && roleIds.includes(grant.appRoleId),
  );
  const missing = roleIds.filter((id) => !kept.some((grant) => grant.appRoleId === id));
  const made = missing.map((appRoleId) => ({
    id: randomUUID(),
    principalId: principal.id,
    resourceId: exchange.id,
    appRoleId,
    createdDateTime: new Date().toISOString(),
    knownAt: knownAtFromNow(cloud),
  }));
  tenant.appRoleAssignments = [...ofOthers, ...kept, ...made];
}

/** Consent makes the enterprise application where there is none yet. */
function servicePrincipalOf(cloud: Cloud, tenant: Tenant, application: Application): ServicePrincipal {
  const present = tenant.servicePrincipals.find((candidate) => candidate.appId === application.appId);
  if (present !== undefined) return present;
  const made = {
    id: randomUUID(),
    appId: application.appId,
    displayName: application.displayName,
    accountEnabled: true,
    knownAt: knownAtFromNow(cloud),
  };
  tenant.servicePrincipals.push(made);
  return made;
}
