// The tenant's Entra ID at a glance: app registrations with their secrets and permissions, enterprise applications.

import {
  type Application,
  exchangeAppRoles,
  exchangeOnlineAppId,
  isKnown,
  type PasswordCredential,
  type ServicePrincipal,
  type Tenant,
} from '../cloud.ts';
import { type Markup, markup, nothing } from './markup.ts';

export function entraSection(tenant: Tenant): Markup {
  const own = tenant.servicePrincipals.filter((principal) => principal.appId !== exchangeOnlineAppId);
  return markup`<section aria-labelledby="registrations"><h2 id="registrations">App registrations (${tenant.applications.length})</h2>
${tenant.applications.length === 0 ? none() : tenant.applications.map(registration)}</section>
<section aria-labelledby="enterprise"><h2 id="enterprise">Enterprise applications (${own.length})</h2>
${own.length === 0 ? none() : own.map((principal) => enterprise(tenant, principal))}</section>`;
}

function none(): Markup {
  return markup`<p class="quiet">None yet.</p>`;
}

function notYetKnown(object: { knownAt?: number }): Markup {
  return isKnown(object) ? nothing : markup` <span class="quiet">· still replicating</span>`;
}

function registration(application: Application): Markup {
  const secrets = application.passwordCredentials.map(secret);
  return markup`<div class="thing"><h3>${application.displayName}${notYetKnown(application)}</h3><dl>
<dt>Application (client) ID</dt><dd><code>${application.appId}</code></dd>
<dt>Object ID</dt><dd><code>${application.id}</code></dd>
<dt>Accounts</dt><dd>${application.signInAudience}</dd>
<dt>Unique name</dt><dd>${application.uniqueName ?? '–'}</dd>
<dt>Notes</dt><dd>${application.notes ?? '–'}</dd>
<dt>Requested permissions</dt><dd>${requested(application)}</dd>
<dt>Client secrets</dt><dd>${secrets.length === 0 ? '–' : secrets}</dd></dl></div>`;
}

function secret({ displayName, hint, endDateTime }: PasswordCredential): Markup {
  const ended = Date.parse(endDateTime) < Date.now() ? ' (expired)' : '';
  return markup`<div>${displayName ?? '(no description)'} · <code>${hint}…</code> · ends ${endDateTime.slice(0, 10)}${ended}</div>`;
}

function requested(application: Application): string {
  const ids = application.requiredResourceAccess.flatMap((resource) => resource.resourceAccess.map(({ id }) => id));
  return ids.map(roleName).join(', ') || '–';
}

function roleName(id: string): string {
  return exchangeAppRoles.find((role) => role.id === id)?.value ?? id;
}

function enterprise(tenant: Tenant, principal: ServicePrincipal): Markup {
  const grants = tenant.appRoleAssignments.filter((grant) => grant.principalId === principal.id);
  const granted = grants.map((grant) => markup`<div>${roleName(grant.appRoleId)}${notYetKnown(grant)}</div>`);
  return markup`<div class="thing"><h3>${principal.displayName}${notYetKnown(principal)}</h3><dl>
<dt>Object ID</dt><dd><code>${principal.id}</code></dd>
<dt>Application ID</dt><dd><code>${principal.appId}</code></dd>
<dt>Enabled for sign-in</dt><dd>${principal.accountEnabled ? 'Yes' : 'No'}</dd>
<dt>Admin consent granted</dt><dd>${granted.length === 0 ? 'None' : granted}</dd></dl></div>`;
}
