// Which delegated permissions of Microsoft Graph are asked for, for what: as few as the plan needs, by what a setup still
// lacks. Microsoft's permission tables were read for each request that is made; the bot itself holds no permission.

import { mustAuthorizeAgain } from './authorize-again.ts';
import { isConsented, isProvisioned } from './phase.ts';
import type { ConsentChoice, Setup } from './setup.ts';

export const graphScopes = [
  'User.Read.All',
  'Policy.Read.All',
  'Application.Read.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
] as const;
export type GraphScope = (typeof graphScopes)[number];

/** Why somebody signs in. `complete`: the client secret is there, and something beside it is not. */
export type SignInPurpose =
  | 'identify'
  | 'readSecret'
  | 'create'
  | 'createAndConsent'
  | 'complete'
  | 'completeAndConsent'
  | 'consent';

/**
 * User.Read.All: requester, mailboxes and reader (`userType`, `proxyAddresses` are beyond User.ReadBasic.All); it also
 * covers /organization. Policy.Read.All is the least for /policies/defaultAppManagementPolicy, which only a new secret
 * depends on. Application.ReadWrite.All covers reading applications, which everybody who decides must.
 */
export const scopesOf: Readonly<Record<SignInPurpose, readonly GraphScope[]>> = {
  identify: [],
  readSecret: [],
  create: ['User.Read.All', 'Policy.Read.All', 'Application.ReadWrite.All'],
  createAndConsent: [
    'User.Read.All',
    'Policy.Read.All',
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
  ],
  complete: ['User.Read.All', 'Application.ReadWrite.All'],
  completeAndConsent: ['User.Read.All', 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'],
  consent: ['User.Read.All', 'Application.Read.All', 'AppRoleAssignment.ReadWrite.All'],
};

/** What is left to do, as far as is known before anybody has signed in. */
export function purposeFor(setup: Setup, consent: ConsentChoice): SignInPurpose {
  if (setup.cancelledAt !== null) return 'identify';
  const consents = consent === 'here' && !isConsented(setup);
  const isWhole = isProvisioned(setup) && !mustAuthorizeAgain(setup);
  if (isWhole && consents) return 'consent';
  if (isWhole && setup.problem === null) return 'identify';
  if (setup.secret === null || mustAuthorizeAgain(setup)) return consents ? 'createAndConsent' : 'create';
  return consents ? 'completeAndConsent' : 'complete';
}

/** Nothing can be created with what was asked for then. */
export function mayOnlyConsent(purpose: SignInPurpose): boolean {
  return purpose === 'consent';
}
