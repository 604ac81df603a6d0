// The directory roles of an account in Microsoft's own words.

import { type Account, directoryRoles } from '../cloud.ts';

const names: Readonly<Record<string, string>> = {
  [directoryRoles.globalAdministrator]: 'Global Administrator',
  [directoryRoles.applicationAdministrator]: 'Application Administrator',
  [directoryRoles.cloudApplicationAdministrator]: 'Cloud Application Administrator',
  [directoryRoles.exchangeAdministrator]: 'Exchange Administrator',
  [directoryRoles.applicationDeveloper]: 'Application Developer',
  [directoryRoles.privilegedRoleAdministrator]: 'Privileged Role Administrator',
};

export function roleWords(account: Account): string {
  const roles = account.directoryRoles.map((role) => names[role] ?? role);
  if (account.guest) return ['Guest', ...roles].join(', ');
  return roles.length === 0 ? 'No administrator role' : roles.join(', ');
}
