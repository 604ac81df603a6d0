// Authorization codes between the sign-in page and the token endpoint: single use, ten minutes, bound to what was asked.

import { randomBytes } from 'node:crypto';
import type { ScopesAsked } from './scopes.ts';
import type { SignedIn } from './tokens.ts';

export type CodeGrant = {
  readonly who: SignedIn;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly scopes: ScopesAsked;
  readonly nonce: string | null;
  /** When the person gave their password; seconds since the epoch. */
  readonly authTime: number;
};

export type Redemption =
  | { readonly kind: 'grant'; readonly grant: CodeGrant }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'alreadyRedeemed' };

export type AuthorizationCodes = {
  issue(grant: CodeGrant): string;
  /** Uses the code up, whatever comes of it. */
  redeem(code: string): Redemption;
};

const lifetime = 600_000;

export function makeAuthorizationCodes(): AuthorizationCodes {
  const grants = new Map<string, { grant: CodeGrant; until: number; redeemed: boolean }>();
  return {
    issue(grant) {
      // Entra's codes have such a shape and are several hundred characters long.
      const code = `1.A${randomBytes(240).toString('base64url')}`;
      grants.set(code, { grant, until: Date.now() + lifetime, redeemed: false });
      return code;
    },
    redeem(code) {
      const entry = grants.get(code);
      if (entry === undefined) return { kind: 'unknown' };
      if (entry.redeemed) return { kind: 'alreadyRedeemed' };
      entry.redeemed = true;
      return Date.now() > entry.until ? { kind: 'expired' } : { kind: 'grant', grant: entry.grant };
    },
  };
}
