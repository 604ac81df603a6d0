// Which directory roles of Microsoft Entra ID allow what in this procedure. Roles come from the ID token (`wids`), as
// template ids; eligible roles (PIM) appear there only once activated. This decides what is offered, never what Graph allows.

import type { SignedInPerson } from './person.ts';

/** Template ids: the same in every tenant. */
export const directoryRoleIds = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  cloudApplicationAdministrator: '158c047a-c907-4556-b7ef-446551a6b5f7',
  applicationDeveloper: 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
} as const;

export type DirectoryRole = keyof typeof directoryRoleIds;

const both: readonly DirectoryRole[] = [
  'globalAdministrator',
  'applicationAdministrator',
  'cloudApplicationAdministrator',
];

/** An Application Developer owns what they register, which is enough for its enterprise application and its secret. */
const creating: readonly DirectoryRole[] = [...both, 'applicationDeveloper'];

/** Exchange Online's roles are none of Microsoft Graph's, so the first three suffice. */
const consenting: readonly DirectoryRole[] = [...both, 'privilegedRoleAdministrator'];

const exchange: readonly DirectoryRole[] = ['globalAdministrator', 'exchangeAdministrator'];

/** May create the app registration, its enterprise application and its client secret. No guests. */
export function mayCreate(person: SignedInPerson): boolean {
  return holdsOne(person, creating);
}

/** Entra makes only those owner of what they create who hold none of the administrators' roles. */
export function becomesOwner(person: SignedInPerson): boolean {
  return mayCreate(person) && !holdsOne(person, both);
}

/** May grant admin consent to what was created. No guests. */
export function mayConsent(person: SignedInPerson): boolean {
  return holdsOne(person, consenting);
}

export function mayAdministerExchange(person: SignedInPerson): boolean {
  return holdsOne(person, exchange);
}

function holdsOne(person: SignedInPerson, roles: readonly DirectoryRole[]): boolean {
  return !person.guest && roles.some((role) => person.directoryRoles.includes(directoryRoleIds[role]));
}
