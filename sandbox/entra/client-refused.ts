// Entra's refusals of a client, word for word. Which of them is due is decided elsewhere.

import { type Refused, refused } from './refusal.ts';

export function applicationUnknown(clientId: string, directory: string): Refused {
  return refused(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );
}

export function secretMissing(): Refused {
  return refused(
    401,
    'invalid_client',
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
}

export function secretInvalid(appId: string): Refused {
  return refused(
    401,
    'invalid_client',
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
  );
}

export function secretExpired(appId: string): Refused {
  return refused(
    401,
    'invalid_client',
    7000222,
    `The provided client secret keys for app '${appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
  );
}

export function servicePrincipalMissing(appId: string, tenantId: string): Refused {
  return refused(
    401,
    'invalid_client',
    7000229,
    `The client application ${appId} is missing service principal in the tenant ${tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
  );
}

export function blockedByConditionalAccess(): Refused {
  return refused(
    400,
    'invalid_grant',
    53003,
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  );
}
