// What Graph answers to each effect, well and badly, for scripted services.

import { secretEndsAt } from './provisioned-setup.ts';
import { graphRefusal, type Scripted } from './scripted-service.ts';

export const json = (status: number, body: unknown): Scripted => ({ kind: 'json', status, body });

export const application = json(201, { id: 'app-object', appId: 'app-client' });
export const principal = json(201, { id: 'sp-object' });
export const secret = json(200, { keyId: 'key', secretText: 'the-secret', endDateTime: secretEndsAt });
export const assigned = json(201, { id: 'assignment' });
export const done = json(204, null);

export const noBacking = graphRefusal(
  400,
  'Request_BadRequest',
  "The appId 'x' of the service principal does not reference a valid application object.",
  'NoBackingApplicationObject',
);
export const notFound = graphRefusal(
  404,
  'Request_ResourceNotFound',
  "Resource 'x' does not exist or one of its queried reference-property objects are not present.",
);
export const roleUnknown = graphRefusal(
  400,
  'Request_BadRequest',
  'Permission being assigned was not found on application',
);
export const invalidReference = graphRefusal(400, 'Request_BadRequest', 'Not a valid reference update.');
export const alreadyAssigned = graphRefusal(
  400,
  'Request_BadRequest',
  'Permission being assigned already exists on the object',
);
export const inUse = graphRefusal(
  409,
  'Request_MultipleObjectsWithSameKeyValue',
  'The service principal cannot be created, updated, or restored because the service principal name x is already in use.',
);
export const concurrent = graphRefusal(409, 'Directory_ConcurrencyViolation', 'try again');
export const throttled: Scripted = { kind: 'json', status: 429, body: {} };
export const reset: Scripted = { kind: 'reset' };
export const gateway: Scripted = { kind: 'text', status: 504, body: '' };
export const keyInUse = graphRefusal(
  400,
  'Request_BadRequest',
  'Another object with the same value for property uniqueName already exists.',
);
export const tooLong = graphRefusal(400, 'CredentialInvalidLifetimeAsPerAppPolicy');
export const assignments = json(200, { value: [{ resourceId: 'exo-sp', appRoleId: 'role-smtp' }] });
export const exchangeOnline = json(200, { id: 'exo-sp', appRoles: [{ id: 'role-smtp' }] });
