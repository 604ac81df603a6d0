// Entra's refusals of a client, which both grants share.

import { type Read, refused } from './refusal.ts';

export function applicationUnknown(clientId: string, directory: string): Read<never> {
  return refused(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );
}

export function secretMissing(): Read<never> {
  return refused(
    401,
    'invalid_client',
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
}

export function secretInvalid(appId: string): Read<never> {
  return refused(
    401,
    'invalid_client',
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
  );
}
