// Who calls, from the Authorization header alone, so that nothing of a request is read before: a token that the Bot
// Framework signed for this bot with a key endorsed for Teams. Believes nothing of it but the service URL it vouches for.
// botbuilder checks once more; it also takes tokens of its emulator, whose service URL nobody vouches for, and remembers
// what unsigned tokens claim, which is why such a token must not reach it.

import { errors, importJWK, type JWTHeaderParameters, jwtVerify } from 'jose';
import { z } from 'zod';
import { createSigningKeys, type FindSigningKey } from './signing-keys.ts';

export type Caller =
  /** `serviceUrl` is null where nobody is authenticated: a bot without a registration, on loopback. */
  | { readonly kind: 'vouched'; readonly serviceUrl: string | null }
  /** `reason` holds nothing of the token. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The keys cannot be had just now, so nothing is known of the caller. */
  | { readonly kind: 'noAnswer'; readonly reason: string };

export type CallerOf = (authorization: string | undefined) => Promise<Caller>;

export type Issuer = { readonly openIdUrl: string; readonly issuer: string };

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export const publicIssuer: Issuer = {
  openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  issuer: 'https://api.botframework.com',
};

const channel = 'msteams';
const clockToleranceSeconds = 5 * 60;
const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;
const claims = z.object({ serviceurl: z.string().min(1) });

/** `botId` null: everybody is let in, because everything is on loopback. */
export function createCallerCheck(botId: string | null, { openIdUrl, issuer }: Issuer): CallerOf {
  if (botId === null) return async () => ({ kind: 'vouched', serviceUrl: null });
  const findKey = createSigningKeys(openIdUrl);
  return async (authorization) => {
    const token = bearer.exec(authorization ?? '')?.[1];
    if (token === undefined) return { kind: 'refused', reason: 'no bearer token' };
    try {
      const { payload } = await jwtVerify(token, (header) => endorsedKey(findKey, header), {
        algorithms: ['RS256'],
        issuer,
        audience: botId,
        requiredClaims: ['exp'],
        clockTolerance: clockToleranceSeconds,
      });
      const read = claims.safeParse(payload);
      if (!read.success) return { kind: 'refused', reason: 'the token vouches for no service URL' };
      return { kind: 'vouched', serviceUrl: read.data.serviceurl };
    } catch (error) {
      if (error instanceof errors.JOSEError) return { kind: 'refused', reason: `${error.code}: ${error.message}` };
      return { kind: 'noAnswer', reason: error instanceof Error ? error.message : String(error) };
    }
  };
}

async function endorsedKey(findKey: FindSigningKey, { kid }: JWTHeaderParameters) {
  const key = kid === undefined ? null : await findKey(kid);
  if (key === null) throw new errors.JWKSNoMatchingKey();
  if (!key.endorsements.includes(channel)) throw new errors.JWSInvalid(`the key is not endorsed for ${channel}`);
  return importJWK({ kty: key.kty, n: key.n, e: key.e }, 'RS256');
}
