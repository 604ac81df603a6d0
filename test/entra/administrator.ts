// An administrator of the sandbox's Contoso at work: signs in on its pages and gets access, as tests need it.

import { findTenant, type Tenant } from '../../sandbox/cloud.ts';
import { contosoId } from '../../sandbox/contoso.ts';
import type { SignIn } from '../../src/entra/accept-sign-in.ts';
import { createSignIn } from '../../src/entra/sign-in.ts';
import type { SignInPurpose } from '../../src/setup/graph-scopes.ts';
import type { Outcome } from '../../src/setup/problem.ts';
import type { TenantAccess } from '../../src/setup/survey.ts';
import { quickPatiences } from '../support/quick-patience.ts';
import { signInInBrowser, type Visitor } from './browser-sign-in.ts';
import type { CloudUnderTest } from './cloud-under-test.ts';

/** Object ids of the sandbox's people. */
export const alex = '2f6b8d10-91c4-4f7e-a1b2-0c3d4e5f6a02';
export const erik = '4b8daf32-73e6-4b90-83d4-2e5f6a7b8c04';
export const gina = '5c9eb043-64f7-4ca1-94e5-3f6a7b8c9d05';
export const fiona = '6dafc154-55a8-4db2-a5f6-4a7b8c9d0e06';

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome.value;
}

export function contosoOf({ cloud }: Pick<CloudUnderTest, 'cloud'>): Tenant {
  const found = findTenant(cloud, contosoId);
  if (found === undefined) throw new Error('no Contoso');
  return found;
}

export async function signIn(
  { config }: Pick<CloudUnderTest, 'config'>,
  purpose: SignInPurpose,
  visitor: Visitor,
  tenantId = contosoId,
): Promise<Outcome<SignIn>> {
  const pending = must(await createSignIn(config, quickPatiences).begin({ tenantId, purpose }));
  return pending.complete(await signInInBrowser(pending.url, visitor));
}

/** Of an Application Administrator, who consents where that is asked. */
export async function accessOf(sandbox: CloudUnderTest, purpose: SignInPurpose): Promise<TenantAccess> {
  const { access } = must(await signIn(sandbox, purpose, { objectId: alex, consent: 'accept' }));
  if (access === null) throw new Error('no access');
  return access;
}
