// Errors that Microsoft's directory gives only because its replicas do not know a new object yet, each recognised for
// the request that meets it. The codes and texts are observed, not documented.

import type { Refusal } from './graph-reply.ts';

/** The object in the address is not known here yet. */
export function isNotKnownYet(refusal: Refusal): boolean {
  return refusal.status === 404 && (refusal.code === 'Request_ResourceNotFound' || refusal.code === 'ResourceNotFound');
}

/** Creating the enterprise application of an app registration that this replica lacks. */
export function isApplicationNotKnownYet(refusal: Refusal): boolean {
  return (
    isNotKnownYet(refusal) ||
    refusal.detailCodes.includes('NoBackingApplicationObject') ||
    /does not reference a valid application object|backing application of the service principal/i.test(refusal.message)
  );
}

/** Assigning a role to an enterprise application that this replica lacks. The first text also means a wrong role id. */
export function isPrincipalNotKnownYet(refusal: Refusal): boolean {
  return isNotKnownYet(refusal) || isRoleNotFound(refusal) || /not a valid reference update/i.test(refusal.message);
}

export function isRoleNotFound(refusal: Refusal): boolean {
  return /permission being assigned was not found on application/i.test(refusal.message);
}

export function isAlreadyAssigned(refusal: Refusal): boolean {
  return /permission being assigned already exists/i.test(refusal.message);
}

/** A second object under the same key is refused; the first one is what was wanted. */
export function isAlreadyThere(refusal: Refusal): boolean {
  return (
    refusal.code === 'Request_MultipleObjectsWithSameKeyValue' ||
    [refusal.code, ...refusal.detailCodes].includes('ObjectConflict') ||
    /already (?:exists|in use)/i.test(refusal.message)
  );
}

/** Two changes of one object at the same time; neither was half done, so the later one is repeated. */
export function isConcurrentChange(refusal: Refusal): boolean {
  return [refusal.code, ...refusal.detailCodes].some((code) => /^Directory_Concurrency/.test(code));
}

/** The tenant's policy allows client secrets, but not for so long. */
export function isLifetimeTooLong(refusal: Refusal): boolean {
  return [refusal.code, ...refusal.detailCodes].includes('CredentialInvalidLifetimeAsPerAppPolicy');
}
