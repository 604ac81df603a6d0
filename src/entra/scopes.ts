// Which delegated permissions the bot's sign-in app asks for, for what. As few as do the job: Microsoft's permission
// tables were read for each request that is made. Every scope has a reason key, so that a page can say why.

export type SignInPurpose = 'identify' | 'create' | 'createAndConsent';

export const graphScopes = [
  'User.Read.All',
  'Policy.Read.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
] as const;
export type GraphScope = (typeof graphScopes)[number];

export type ScopeReason = 'readPeople' | 'readPolicy' | 'createApplication' | 'assignRoles';

/**
 * User.Read.All: requester, mailboxes and reader (`userType`, `proxyAddresses` are beyond User.ReadBasic.All); it also
 * covers /organization. Policy.Read.All is the least for /policies/defaultAppManagementPolicy.
 */
export const scopeReasons: Readonly<Record<GraphScope, ScopeReason>> = {
  'User.Read.All': 'readPeople',
  'Policy.Read.All': 'readPolicy',
  'Application.ReadWrite.All': 'createApplication',
  'AppRoleAssignment.ReadWrite.All': 'assignRoles',
};

const openId: readonly string[] = ['openid', 'profile'];

/** Scopes of Microsoft Graph beyond OpenID's own. */
export function graphScopesOf(purpose: SignInPurpose): readonly GraphScope[] {
  switch (purpose) {
    case 'identify':
      return [];
    case 'create':
      return ['User.Read.All', 'Policy.Read.All', 'Application.ReadWrite.All'];
    case 'createAndConsent':
      return graphScopes;
  }
}

export function scopesOf(purpose: SignInPurpose): readonly string[] {
  return [...openId, ...graphScopesOf(purpose)];
}
