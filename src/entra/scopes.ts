// The scopes of a sign-in as the authorize endpoint takes them. Which ones of Graph a plan needs is said in setup/.

import { type SignInPurpose, scopesOf } from '../setup/graph-scopes.ts';

/** Refresh tokens are never used; msal-node adds `offline_access` by itself. */
const openId: readonly string[] = ['openid', 'profile'];

export function scopesAsked(purpose: SignInPurpose): readonly string[] {
  return [...openId, ...scopesOf[purpose]];
}
