// Who calls Graph, and whether they may: the token's scopes and the person's directory roles must both allow it.

import type { Account, Cloud, Tenant } from '../cloud.ts';
import { isApplicationAdministrator, isApplicationDeveloper, mayConsent } from '../directory-rights.ts';
import type { Signing } from '../entra/signing.ts';
import { readGraphToken } from '../entra/tokens.ts';
import type { Call } from '../http/call.ts';
import { type Checked, forbidden, refused, sound, unsound } from './reply.ts';

export type Caller = { readonly tenant: Tenant; readonly account: Account; readonly scopes: readonly string[] };

/** Each inner list: any one of these scopes will do; all lists must be met. */
export type Need = {
  readonly scopes: readonly (readonly string[])[];
  readonly who: keyof typeof entitled;
};

/** Who may at all; owners are looked at where the object is known. */
const entitled = {
  anyone: () => true,
  member: (account: Account) => !account.guest,
  developer: (account: Account) => isApplicationAdministrator(account) || isApplicationDeveloper(account),
  administrator: isApplicationAdministrator,
  consenter: mayConsent,
};

export async function callerOf(cloud: Cloud, signing: Signing, call: Call): Promise<Checked<Caller | null>> {
  const [scheme, token] = (call.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined) {
    return unsound(refused(401, 'InvalidAuthenticationToken', 'Access token is empty.'));
  }
  const claims = await readGraphToken(signing, token);
  const tenant = cloud.tenants.find((candidate) => candidate.id === claims?.tid);
  if (claims === null || tenant === undefined) {
    return unsound(refused(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.'));
  }
  const account = tenant.accounts.find((candidate) => candidate.objectId === claims.oid);
  if (claims.scopes === null || account === undefined) return sound(null);
  return sound({ tenant, account, scopes: claims.scopes.map((scope) => scope.toLowerCase()) });
}

/** An application's own token (null) holds no Graph app role here, so it may do nothing. */
export function allowed(caller: Caller | null, need: Need): Checked<Caller> {
  if (caller === null) return unsound(forbidden());
  const scoped = need.scopes.every((anyOf) => anyOf.some((scope) => caller.scopes.includes(scope.toLowerCase())));
  return scoped && entitled[need.who](caller.account) ? sound(caller) : unsound(forbidden());
}

/** Whether an application or enterprise application is the caller's own, or any is within their reach. */
export function mayChange({ account }: Caller, { owners = [] }: { readonly owners?: readonly string[] }): boolean {
  return isApplicationAdministrator(account) || owners.includes(account.objectId);
}

/** Whom Entra writes down as owner of what the caller creates. */
export function ownersOfNew({ account }: Caller): string[] {
  return isApplicationAdministrator(account) ? [] : [account.objectId];
}
