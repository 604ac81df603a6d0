// Import-Module and Connect-ExchangeOnline: the tenant of the administrator who sits at the console, and no other.

import { findTenant } from '../../cloud.ts';
import type { Cmdlet } from '../cmdlet.ts';
import { PowerShellFault } from '../fault.ts';
import { isSame, textOf } from './arguments.ts';

const moduleName = 'ExchangeOnlineManagement';

export const importModule: Cmdlet = {
  name: 'Import-Module',
  needsConnection: false,
  parameters: { Name: 'text' },
  positional: ['Name'],
  mandatory: ['Name'],
  takesInput: false,
  run: ({ bound }) => {
    const name = textOf(bound, 'Name');
    if (isSame(name, moduleName)) return [];
    const reason = 'was not loaded because no valid module file was found in any module directory.';
    throw new PowerShellFault(`The specified module '${name}' ${reason}`);
  },
};

export const connectExchangeOnline: Cmdlet = {
  name: 'Connect-ExchangeOnline',
  needsConnection: false,
  parameters: { Organization: 'text', ShowBanner: 'switch', UserPrincipalName: 'text' },
  positional: [],
  mandatory: [],
  takesInput: false,
  run: ({ bound, cloud, tenant, session }) => {
    const organization = bound.has('Organization') ? textOf(bound, 'Organization') : tenant.id;
    const found = findTenant(cloud, organization);
    if (found === undefined) {
      throw new PowerShellFault(
        `AADSTS90002: Tenant '${organization}' not found. Check to make sure you have the correct tenant ID.`,
      );
    }
    if (found.id !== tenant.id) {
      throw new PowerShellFault(
        `AADSTS50020: The signed-in user account of '${tenant.displayName}' does not exist in tenant '${found.displayName}'.`,
      );
    }
    session.connected = true;
    return [];
  },
};
