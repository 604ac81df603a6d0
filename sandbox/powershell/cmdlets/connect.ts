// Connect-ExchangeOnline and what it leaves behind: the tenant of the person who sits at the console, or one that they
// look after for somebody else.

import { findTenant, type Tenant } from '../../cloud.ts';
import type { Call, Cmdlet, Connection } from '../cmdlet.ts';
import { CmdletRefusal } from '../fault.ts';
import { type PsObject, toObject } from '../value.ts';
import { administratorOf, textOf } from './arguments.ts';

export const connectExchangeOnline: Cmdlet = {
  name: 'Connect-ExchangeOnline',
  needsConnection: false,
  parameters: {
    Organization: 'text',
    DelegatedOrganization: 'text',
    UserPrincipalName: 'text',
    ShowBanner: 'switch',
    DisableWAM: 'switch',
  },
  positional: [],
  mandatory: [],
  takesInput: false,
  run: (call) => {
    call.session.connections.push(connect(call));
    return [];
  },
};

/** No contracts between partners and customers are kept here: every tenant counts as anybody's customer. */
function connect({ bound, cloud, tenant }: Call): Connection {
  if (bound.has('DelegatedOrganization')) {
    const customer = textOf(bound, 'DelegatedOrganization');
    return { tenant: existing(findTenant(cloud, customer), customer), delegatedOrganization: customer };
  }
  const asked = bound.has('Organization') ? textOf(bound, 'Organization') : tenant.id;
  const found = existing(findTenant(cloud, asked), asked);
  if (found.id === tenant.id) return { tenant, delegatedOrganization: null };
  throw refusal(
    `AADSTS50020: The signed-in user account of '${tenant.displayName}' does not exist in tenant '${found.displayName}'.`,
  );
}

function existing(tenant: Tenant | undefined, asked: string): Tenant {
  if (tenant !== undefined) return tenant;
  throw refusal(`AADSTS90002: Tenant '${asked}' not found. Check to make sure you have the correct tenant ID.`);
}

function refusal(message: string): CmdletRefusal {
  return new CmdletRefusal(message, 'MsalServiceException', true);
}

export const getConnectionInformation: Cmdlet = {
  name: 'Get-ConnectionInformation',
  needsConnection: false,
  parameters: {},
  positional: [],
  mandatory: [],
  takesInput: false,
  run: (call) => call.session.connections.map((connection, index) => toShown(call, connection, index + 1)),
};

/** TenantID with delegated access is documented nowhere; that of the person's own tenant is the harder case for a script. */
function toShown({ session, tenant }: Call, { delegatedOrganization }: Connection, id: number): PsObject {
  return toObject({
    State: 'Connected',
    Id: id,
    Name: `ExchangeOnline_${id}`,
    UserPrincipalName: (session.account ?? administratorOf(tenant))?.username ?? '',
    ConnectionUri: 'https://outlook.office365.com',
    ModulePrefix: '',
    Organization: '',
    DelegatedOrganization: delegatedOrganization ?? '',
    TenantID: tenant.id,
    TokenStatus: 'Active',
    IsEopSession: false,
  });
}

/** Its accepted domains are what an organization has to itself: no domain is verified in two tenants. */
export const getAcceptedDomain: Cmdlet = {
  name: 'Get-AcceptedDomain',
  needsConnection: true,
  parameters: {},
  positional: [],
  mandatory: [],
  takesInput: false,
  run: ({ tenant }) =>
    tenant.domains.map((domain, index) =>
      toObject({ Name: domain, DomainName: domain, DomainType: 'Authoritative', Default: index === 0 }),
    ),
};
