import { expect, test } from 'vitest';
import {
  type DirectoryRole,
  directoryRoleIds,
  mayAdministerExchange,
  mayConsent,
  mayCreate,
} from '../../src/setup/directory-roles.ts';

function holder(role: DirectoryRole | null, guest = false) {
  const directoryRoles = role === null ? [] : [directoryRoleIds[role]];
  return { tenantId: 't', objectId: 'o', name: 'n', username: 'u', directoryRoles, guest };
}

test.each<[DirectoryRole | null, boolean, boolean, boolean]>([
  ['globalAdministrator', true, true, true],
  ['applicationAdministrator', true, true, false],
  ['cloudApplicationAdministrator', true, true, false],
  ['applicationDeveloper', true, false, false],
  ['privilegedRoleAdministrator', false, true, false],
  ['exchangeAdministrator', false, false, true],
  [null, false, false, false],
])('%s: create %s, consent %s, Exchange %s; a guest none of it', (role, create, consent, exchange) => {
  expect(mayCreate(holder(role))).toBe(create);
  expect(mayConsent(holder(role))).toBe(consent);
  expect(mayAdministerExchange(holder(role))).toBe(exchange);
  for (const may of [mayCreate, mayConsent, mayAdministerExchange]) expect(may(holder(role, true))).toBe(false);
});
