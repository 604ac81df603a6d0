// Which directory roles of Microsoft Entra ID allow what in this procedure. Roles come from the ID token (`wids`), as
// template ids; eligible roles (PIM) appear there only once activated. This decides what is offered, never what Graph allows.

import type { SignedInPerson } from './person.ts';

/** Template ids: the same in every tenant. */
export const directoryRoleIds = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  cloudApplicationAdministrator: '158c047a-c907-4556-b7ef-446551a6b5f7',
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
} as const;

export type DirectoryRole = keyof typeof directoryRoleIds;

const provisioning: readonly DirectoryRole[] = [
  'globalAdministrator',
  'applicationAdministrator',
  'cloudApplicationAdministrator',
];

const exchange: readonly DirectoryRole[] = ['globalAdministrator', 'exchangeAdministrator'];

/** The roles, of those that matter here, that are active for this person. */
export function rolesHeldBy(person: SignedInPerson): readonly DirectoryRole[] {
  const all: readonly DirectoryRole[] = [...provisioning, 'exchangeAdministrator'];
  return all.filter((role) => person.directoryRoles.includes(directoryRoleIds[role]));
}

/** May create app registrations and consent to Exchange Online's roles: one role is enough for both; no guests. */
export function mayProvision(person: SignedInPerson): boolean {
  return holdsOne(person, provisioning);
}

export function mayAdministerExchange(person: SignedInPerson): boolean {
  return holdsOne(person, exchange);
}

function holdsOne(person: SignedInPerson, roles: readonly DirectoryRole[]): boolean {
  return !person.guest && roles.some((role) => person.directoryRoles.includes(directoryRoleIds[role]));
}
