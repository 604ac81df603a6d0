// The three kinds of token that Entra issues here, claim by claim, and how the services read them back.

import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Account,
  type Application,
  exchangeAppRoles,
  exchangeOnlineAppId,
  isKnown,
  type ServicePrincipal,
  type Tenant,
} from '../cloud.ts';
import type { Signing } from './signing.ts';

export const graphResource = 'https://graph.microsoft.com';
export const exchangeResources = [
  'https://outlook.office365.com',
  'https://outlook.office.com',
  'https://ps.outlook.com',
];

export type SignedIn = { readonly tenant: Tenant; readonly account: Account; readonly clientId: string };

/** As the client asked for it; `authTime` is when the password was given (seconds), an optional claim of the sign-in app. */
export type IdTokenParts = { readonly nonce: string | null; readonly authTime: number };

/** Entra ID token, version 2.0. `wids` holds active directory roles and is left out where there is none. */
export function idToken(
  signing: Signing,
  entraUrl: string,
  who: SignedIn,
  { nonce, authTime }: IdTokenParts,
): Promise<string> {
  const { tenant, account, clientId } = who;
  return signing.sign({
    iss: `${entraUrl}/${tenant.id}/v2.0`,
    aud: clientId,
    ver: '2.0',
    tid: tenant.id,
    oid: account.objectId,
    sub: createHash('sha256').update(`${clientId}${account.objectId}`).digest('base64url'),
    name: account.name,
    preferred_username: account.username,
    acct: account.guest ? 1 : 0,
    auth_time: authTime,
    uti: randomUUID(),
    ...(account.mail === null ? {} : { email: account.mail }),
    ...(account.directoryRoles.length === 0 ? {} : { wids: account.directoryRoles }),
    ...(nonce === null ? {} : { nonce }),
  });
}

/** Delegated access token for Graph. Carries the scopes that were asked for; the real one may carry more that were consented to. */
export function graphAccessToken(signing: Signing, who: SignedIn, scopes: readonly string[]): Promise<string> {
  const { tenant, account, clientId } = who;
  return signing.sign({
    iss: `https://sts.windows.net/${tenant.id}/`,
    aud: graphResource,
    ver: '1.0',
    appid: clientId,
    idtyp: 'user',
    tid: tenant.id,
    oid: account.objectId,
    name: account.name,
    upn: account.username,
    scp: scopes.join(' '),
    uti: randomUUID(),
    ...(account.directoryRoles.length === 0 ? {} : { wids: account.directoryRoles }),
  });
}

/** Client credentials token, version 1.0: issued whether or not anything was consented to; `roles` only where it was. */
export function applicationToken(
  signing: Signing,
  tenant: Tenant,
  client: { readonly application: Application; readonly servicePrincipal: ServicePrincipal },
  resource: string,
): Promise<string> {
  const roles = exchangeResources.includes(resource) ? grantedRoles(tenant, client.servicePrincipal) : [];
  return signing.sign({
    iss: `https://sts.windows.net/${tenant.id}/`,
    aud: resource,
    ver: '1.0',
    appid: client.application.appId,
    app_displayname: client.application.displayName,
    appidacr: '1',
    idp: `https://sts.windows.net/${tenant.id}/`,
    idtyp: 'app',
    tid: tenant.id,
    oid: client.servicePrincipal.id,
    sub: client.servicePrincipal.id,
    uti: randomUUID(),
    ...(roles.length === 0 ? {} : { roles }),
  });
}

function grantedRoles(tenant: Tenant, principal: ServicePrincipal): string[] {
  const exchange = tenant.servicePrincipals.find((candidate) => candidate.appId === exchangeOnlineAppId);
  return tenant.appRoleAssignments
    .filter((grant) => grant.principalId === principal.id && grant.resourceId === exchange?.id && isKnown(grant))
    .flatMap((grant) => exchangeAppRoles.filter((role) => role.id === grant.appRoleId).map((role) => role.value));
}

const mailClaims = z.object({
  aud: z.enum(exchangeResources),
  tid: z.string(),
  appid: z.string(),
  oid: z.string(),
  roles: z.array(z.string()).default([]),
});

export type MailClient = { tid: string; appid: string; oid: string; roles: string[] };

/** Who signs in to a mail server with this token; null for any token that is not one for Exchange Online. */
export async function readMailToken(signing: Signing, token: string): Promise<MailClient | null> {
  const found = mailClaims.safeParse(await signing.verify(token));
  if (!found.success) return null;
  const { tid, appid, oid, roles } = found.data;
  return { tid, appid, oid, roles };
}

const graphClaims = z.object({
  aud: z.enum([graphResource, '00000003-0000-0000-c000-000000000000']),
  tid: z.string(),
  oid: z.string(),
  scp: z.string().optional(),
});

/** `scopes` is null for an application's own token. */
export type GraphClaims = { readonly tid: string; readonly oid: string; readonly scopes: readonly string[] | null };

export async function readGraphToken(signing: Signing, token: string): Promise<GraphClaims | null> {
  const found = graphClaims.safeParse(await signing.verify(token));
  if (!found.success) return null;
  const { tid, oid, scp } = found.data;
  return { tid, oid, scopes: scp === undefined ? null : scp.split(' ').filter((scope) => scope !== '') };
}
