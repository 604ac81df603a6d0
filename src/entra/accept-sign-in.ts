// Whether what Entra gave for a code is what was asked for: who it is, every permission of the plan, and, to read a secret,
// credentials that were given for it. Asks nobody.

import type { AuthenticationResult } from '@azure/msal-node';
import { type SignInPurpose, scopesOf } from '../setup/graph-scopes.ts';
import type { SignedInPerson } from '../setup/person.ts';
import { done, failed, type Outcome, problem } from '../setup/problem.ts';
import type { TenantAccess } from '../setup/survey.ts';
import { createAccess, type Patiences } from './access.ts';
import { type EntraConfig, issuerOf } from './cloud-endpoints.ts';
import { authenticatedSince } from './fresh-sign-in.ts';
import { personOf } from './id-token.ts';

/**
 * `access` is null where the purpose was only to know who it is; `authenticatedAt` (ISO 8601) is there where it was to read
 * a secret, for which the credentials had to be given anew.
 */
export type SignIn = {
  readonly person: SignedInPerson;
  readonly access: TenantAccess | null;
  readonly authenticatedAt: string | null;
};

/** What a sign-in was begun with. */
export type Accepting = {
  readonly config: EntraConfig;
  readonly patiences: Patiences;
  readonly input: { readonly tenantId: string; readonly purpose: SignInPurpose };
  readonly nonce: string;
  readonly begunAt: Date;
};

export function acceptSignIn(begun: Accepting, result: AuthenticationResult): Outcome<SignIn> {
  const { config, input, nonce, patiences } = begun;
  const { clientId } = config.signIn;
  const issuer = issuerOf(config, input.tenantId);
  const person = personOf(result.idTokenClaims, { tenantId: input.tenantId, clientId, nonce, issuer });
  if (!person.ok) return person;
  if (input.purpose === 'readSecret') return acceptFresh(begun, person.value, result.idTokenClaims);
  const wanted = scopesOf[input.purpose];
  if (wanted.length === 0) return done({ person: person.value, access: null, authenticatedAt: null });
  const granted = result.scopes.map((scope) => scope.toLowerCase().split('/').at(-1));
  const missing = wanted.filter((scope) => !granted.includes(scope.toLowerCase()));
  if (missing.length > 0) return failed(consentMissing(missing.join(' ')));
  const access = createAccess(config, input.tenantId, result.accessToken, patiences);
  return done({ person: person.value, access, authenticatedAt: null });
}

function acceptFresh({ begunAt }: Accepting, person: SignedInPerson, received: unknown): Outcome<SignIn> {
  const authenticatedAt = authenticatedSince(begunAt, received, new Date());
  return authenticatedAt.ok ? done({ person, access: null, authenticatedAt: authenticatedAt.value }) : authenticatedAt;
}

function consentMissing(subject: string) {
  const who = { actor: 'entraAdministrator', remedy: 'askAdmin' } as const;
  return problem({ reason: 'signInConsentMissing', step: 'authorize', ...who, subject });
}
