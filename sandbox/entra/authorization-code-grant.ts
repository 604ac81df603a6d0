// Redeems an authorization code: client, secret, redirect URI and PKCE verifier must all be those of the request.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CodeGrant } from './authorization-codes.ts';
import { applicationUnknown, secretInvalid, secretMissing } from './client-refused.ts';
import type { Entra } from './entra.ts';
import { parameterMissing, type Read, read, refused } from './refusal.ts';
import type { TenantInPath } from './tenant-in-path.ts';
import { graphAccessToken, graphResource, idToken } from './tokens.ts';

export async function redeemAuthorizationCode(
  entra: Entra,
  path: TenantInPath,
  form: URLSearchParams,
): Promise<Read<object>> {
  const client = clientAccepted(entra, path, form);
  if (!client.ok) return client;
  const grant = readGrant(entra, form);
  if (!grant.ok) return grant;
  const matched = grantMatches(grant.value, path, form);
  if (!matched.ok) return matched;
  return read(await tokensOf(entra, grant.value));
}

function clientAccepted(entra: Entra, path: TenantInPath, form: URLSearchParams): Read<true> {
  const { signInApp } = entra.cloud;
  const clientId = form.get('client_id') ?? '';
  if (clientId.toLowerCase() !== signInApp.clientId) {
    return applicationUnknown(clientId, path.kind === 'one' ? path.tenant.displayName : 'Microsoft');
  }
  const secret = form.get('client_secret') ?? '';
  if (secret === '') return secretMissing();
  const [given, expected] = [secret, signInApp.clientSecret].map((text) => createHash('sha256').update(text).digest());
  if (given === undefined || expected === undefined || !timingSafeEqual(given, expected))
    return secretInvalid(clientId);
  return read(true);
}

function readGrant(entra: Entra, form: URLSearchParams): Read<CodeGrant> {
  const code = form.get('code') ?? '';
  if (code === '') return parameterMissing('code');
  const redemption = entra.codes.redeem(code);
  switch (redemption.kind) {
    case 'grant':
      return read(redemption.grant);
    case 'unknown':
      return refused(400, 'invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.');
    case 'expired':
      return refused(400, 'invalid_grant', 70008, 'The provided authorization code or refresh token has expired.');
    case 'alreadyRedeemed':
      return refused(
        400,
        'invalid_grant',
        54005,
        'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
      );
  }
}

function grantMatches(grant: CodeGrant, path: TenantInPath, form: URLSearchParams): Read<true> {
  if (path.kind === 'one' && path.tenant.id !== grant.who.tenant.id) {
    return refused(
      400,
      'invalid_grant',
      700005,
      'The provided Authorization Code is intended to use against other tenant, thus rejected.',
    );
  }
  const redirectUri = form.get('redirect_uri') ?? '';
  if (redirectUri !== grant.redirectUri) {
    return refused(
      400,
      'invalid_client',
      500112,
      `The reply address '${redirectUri}' does not match the reply address '${grant.redirectUri}' provided when requesting Authorization code.`,
    );
  }
  const verifier = form.get('code_verifier') ?? '';
  if (verifier === '') return parameterMissing('code_verifier');
  // RFC 7636, 4.6.
  if (createHash('sha256').update(verifier).digest('base64url') === grant.codeChallenge) return read(true);
  return refused(
    400,
    'invalid_grant',
    501481,
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  );
}

async function tokensOf(entra: Entra, grant: CodeGrant): Promise<object> {
  const { who, scopes, nonce, authTime } = grant;
  const { issued, signing, entraUrl } = entra;
  const names = scopes.graph.map((scope) => scope.name);
  const clientInfo = Buffer.from(JSON.stringify({ uid: who.account.objectId, utid: who.tenant.id }));
  return {
    token_type: 'Bearer',
    scope: [...scopes.openId, ...names.map((name) => `${graphResource}/${name}`)].join(' '),
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: issued.note('graphToken', await graphAccessToken(signing, who, [...scopes.openId, ...names])),
    client_info: clientInfo.toString('base64url'),
    ...(scopes.openId.includes('openid')
      ? { id_token: issued.note('idToken', await idToken(signing, entraUrl, who, { nonce, authTime })) }
      : {}),
    // Nothing redeems it: the bot keeps no refresh token.
    ...(scopes.openId.includes('offline_access')
      ? { refresh_token: issued.note('refreshToken', randomBytes(96).toString('base64url')) }
      : {}),
  };
}
