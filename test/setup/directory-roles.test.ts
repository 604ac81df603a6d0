import { expect, test } from 'vitest';
import {
  type DirectoryRole,
  directoryRoleIds,
  mayAdministerExchange,
  mayProvision,
  rolesHeldBy,
} from '../../src/setup/directory-roles.ts';

function holder(role: DirectoryRole | null, guest = false) {
  const directoryRoles = role === null ? [] : [directoryRoleIds[role]];
  return { tenantId: 't', objectId: 'o', name: 'n', username: 'u', directoryRoles, guest };
}

test.each<[DirectoryRole | null, boolean, boolean]>([
  ['globalAdministrator', true, true],
  ['applicationAdministrator', true, false],
  ['cloudApplicationAdministrator', true, false],
  ['exchangeAdministrator', false, true],
  [null, false, false],
])('%s: provision %s, Exchange %s; a guest neither', (role, provision, exchange) => {
  expect(mayProvision(holder(role))).toBe(provision);
  expect(mayAdministerExchange(holder(role))).toBe(exchange);
  expect(mayProvision(holder(role, true))).toBe(false);
  expect(mayAdministerExchange(holder(role, true))).toBe(false);
  expect(rolesHeldBy(holder(role))).toEqual(role === null ? [] : [role]);
});
