// What a person's active directory roles let them do in the tenant. A guest's roles count for nothing here.

import { type Account, directoryRoles } from './cloud.ts';

const {
  globalAdministrator,
  applicationAdministrator,
  cloudApplicationAdministrator,
  privilegedRoleAdministrator,
  applicationDeveloper,
} = directoryRoles;

const applicationAdministrators = [globalAdministrator, applicationAdministrator, cloudApplicationAdministrator];

/** Changes every application, and makes enterprise applications of any. */
export function isApplicationAdministrator(account: Account): boolean {
  return holdsOne(account, applicationAdministrators);
}

/** Makes the enterprise application of a single-tenant application, if it is theirs. */
export function isApplicationDeveloper(account: Account): boolean {
  return holdsOne(account, [applicationDeveloper]);
}

/** Consents for the whole tenant, which is what assigning an app role is as well. */
export function mayConsent(account: Account): boolean {
  return holdsOne(account, [...applicationAdministrators, privilegedRoleAdministrator]);
}

function holdsOne(account: Account, roles: readonly string[]): boolean {
  return !account.guest && account.directoryRoles.some((role) => roles.includes(role));
}
