// Client credentials with the secrets that Graph issued. A token is given even where nothing was consented to: it then
// has no roles, as with the real service.

import {
  type Application,
  exchangeOnlineAppId,
  isKnown,
  type PasswordCredential,
  type ServicePrincipal,
  type Tenant,
} from '../cloud.ts';
import {
  applicationUnknown,
  blockedByConditionalAccess,
  secretExpired,
  secretInvalid,
  secretMissing,
  servicePrincipalMissing,
} from './client-refused.ts';
import type { Entra } from './entra.ts';
import { type Read, read, refused } from './refusal.ts';
import { applicationToken, exchangeResources, graphResource } from './tokens.ts';

export async function grantClientCredentials(
  entra: Entra,
  tenant: Tenant,
  form: URLSearchParams,
): Promise<Read<object>> {
  const application = findApplication(tenant, form.get('client_id') ?? '');
  if (!application.ok) return application;
  const resource = resourceOf(form.get('scope') ?? '');
  if (!resource.ok) return resource;
  const secret = secretAccepted(application.value, form.get('client_secret') ?? '');
  if (!secret.ok) return secret;
  const principal = servicePrincipalFor(tenant, application.value);
  if (!principal.ok) return principal;
  if (tenant.conditionalAccessBlocks) return blockedByConditionalAccess();
  const present = resourcePresent(tenant, resource.value);
  if (!present.ok) return present;
  const client = { application: application.value, servicePrincipal: principal.value };
  return read({
    token_type: 'Bearer',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: entra.issued.note(
      'applicationToken',
      await applicationToken(entra.signing, tenant, client, resource.value),
    ),
  });
}

function findApplication(tenant: Tenant, clientId: string): Read<Application> {
  const application = tenant.applications.find((candidate) => candidate.appId === clientId.toLowerCase());
  if (application !== undefined && isKnown(application)) return read(application);
  return applicationUnknown(clientId, tenant.displayName);
}

/** The resource of a scope of exactly `<resource>/.default`. */
function resourceOf(scope: string): Read<string> {
  const words = scope.split(' ').filter((word) => word !== '');
  const resources = new Set(words.map((word) => word.slice(0, word.lastIndexOf('/'))));
  if (resources.size > 1) {
    return refused(
      400,
      'invalid_scope',
      700022,
      `The provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
    );
  }
  const [word] = words;
  if (word === undefined || words.length > 1 || !word.endsWith('/.default')) {
    return refused(
      400,
      'invalid_scope',
      70011,
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    );
  }
  return read(word.slice(0, -'/.default'.length));
}

function secretAccepted(application: Application, secret: string): Read<PasswordCredential> {
  if (secret === '') return secretMissing();
  const credential = application.passwordCredentials.find((candidate) => candidate.secretText === secret);
  if (credential === undefined || !isKnown(credential)) return secretInvalid(application.appId);
  if (Date.parse(credential.endDateTime) > Date.now()) return read(credential);
  return secretExpired(application.appId);
}

function servicePrincipalFor(tenant: Tenant, application: Application): Read<ServicePrincipal> {
  const principal = tenant.servicePrincipals.find((candidate) => candidate.appId === application.appId);
  if (principal === undefined || !isKnown(principal)) {
    return servicePrincipalMissing(application.appId, tenant.id);
  }
  if (principal.accountEnabled) return read(principal);
  return refused(
    400,
    'unauthorized_client',
    7000112,
    `Application '${application.appId}'(${application.displayName}) is disabled.`,
  );
}

function resourcePresent(tenant: Tenant, resource: string): Read<string> {
  const exchange = tenant.servicePrincipals.some((candidate) => candidate.appId === exchangeOnlineAppId);
  if (resource === graphResource || (exchange && exchangeResources.includes(resource))) return read(resource);
  return refused(
    400,
    'invalid_resource',
    500011,
    `The resource principal named ${resource} was not found in the tenant named ${tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}
