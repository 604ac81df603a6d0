// The policies that bound what the bot may do: the tenant's app management policy and its security defaults.

import { secretPolicyId } from './application-secrets.ts';
import { entity, type Reply } from './reply.ts';
import { graphRoute, type Visit } from './visit.ts';

const need = {
  scopes: [['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration']],
  who: 'administrator',
} as const;

export const policyRoutes = [
  graphRoute('GET', 'policies/defaultAppManagementPolicy', need, getAppManagementPolicy),
  graphRoute(
    'GET',
    'policies/identitySecurityDefaultsEnforcementPolicy',
    { scopes: [['Policy.Read.All']], who: 'member' },
    getSecurityDefaults,
  ),
];

function getAppManagementPolicy({ caller, graphUrl }: Visit): Reply {
  const { forbidden, maximumDays } = caller.tenant.secretPolicy;
  const since = '2019-01-01T00:00:00Z';
  const addition = {
    restrictionType: 'passwordAddition',
    state: 'enabled',
    maxLifetime: null,
    restrictForAppsCreatedAfterDateTime: since,
  };
  const lifetime = {
    restrictionType: 'passwordLifetime',
    state: 'enabled',
    maxLifetime: `P${maximumDays ?? 0}D`,
    restrictForAppsCreatedAfterDateTime: since,
  };
  const passwordCredentials = [...(forbidden ? [addition] : []), ...(maximumDays === null ? [] : [lifetime])];
  return entity(graphUrl, 'policies/defaultAppManagementPolicy', 200, {
    id: secretPolicyId,
    displayName: 'Default app management tenant policy',
    description:
      'Default tenant policy that enforces app management restrictions on applications and service principals.',
    isEnabled: passwordCredentials.length > 0,
    applicationRestrictions: { passwordCredentials, keyCredentials: [] },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  });
}

function getSecurityDefaults({ caller, graphUrl }: Visit): Reply {
  return entity(graphUrl, 'policies/identitySecurityDefaultsEnforcementPolicy', 200, {
    id: '00000000-0000-0000-0000-000000000005',
    displayName: 'Security Defaults',
    isEnabled: caller.tenant.securityDefaults,
  });
}
