// Who signed in, from the ID token's claims. The token came from the token endpoint over TLS, so its signature need not
// be checked again (OpenID Connect Core 3.1.3.7); issuer, audience, nonce, tenant and object id are, and nothing else is
// believed: never a name or an address, which somebody chose.

import { z } from 'zod';
import type { SignedInPerson } from '../setup/person.ts';
import { done, failed, type Outcome, problem } from '../setup/problem.ts';
import { oneLine } from '../setup/text-of-others.ts';
import { refusedSignIn } from './sign-in-problem.ts';

const claims = z.object({
  aud: z.string(),
  tid: z.guid(),
  oid: z.guid(),
  nonce: z.string(),
  iss: z.string(),
  name: z.string().nullish(),
  preferred_username: z.string().nullish(),
  /** Template ids of active directory roles; needs groupMembershipClaims = DirectoryRole at the sign-in app. */
  wids: z.array(z.string()).nullish(),
  /** Optional claim: 0 member, 1 guest. */
  acct: z.union([z.number(), z.string()]).nullish(),
  /** Only there, and other than the issuer, where the account lives elsewhere. */
  idp: z.string().nullish(),
});

export type Expected = {
  readonly tenantId: string;
  readonly clientId: string;
  readonly nonce: string;
  /** That of the tenant's own authority; Entra has one for each tenant. */
  readonly issuer: string;
};

export function personOf(received: unknown, expected: Expected): Outcome<SignedInPerson> {
  const read = claims.safeParse(received);
  if (!read.success) return failed(refusedSignIn('idToken'));
  const claim = read.data;
  if (claim.aud !== expected.clientId || claim.nonce !== expected.nonce) return failed(refusedSignIn('idToken'));
  if (claim.tid.toLowerCase() !== expected.tenantId) return failed(wrongTenant(claim.tid));
  if (claim.iss !== expected.issuer) return failed(refusedSignIn('idToken'));
  const username = oneLine(claim.preferred_username ?? '');
  return done({
    tenantId: expected.tenantId,
    objectId: claim.oid.toLowerCase(),
    name: oneLine(claim.name ?? '') || username,
    username,
    directoryRoles: (claim.wids ?? []).map((role) => role.toLowerCase()),
    guest: isGuest(claim),
  });
}

/** Any sign of a guest counts: `acct` is there only where the sign-in app asks for it. */
function isGuest(claim: z.infer<typeof claims>): boolean {
  const foreign = claim.idp !== null && claim.idp !== undefined && claim.idp !== claim.iss;
  return Number(claim.acct ?? 0) === 1 || foreign || (claim.preferred_username ?? '').toUpperCase().includes('#EXT#');
}

function wrongTenant(subject: string) {
  return problem({
    reason: 'wrongTenantSignedIn',
    step: 'authorize',
    actor: 'entraAdministrator',
    remedy: 'retry',
    subject,
  });
}
