// Entra's signing key, made at each start, and what is signed with it. Knows no grant and no claim of its own choosing.

import { randomUUID } from 'node:crypto';
import { errors, exportJWK, generateKeyPair, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';

export type Signing = {
  readonly publicKeys: { readonly keys: readonly JWK[] };
  /** Adds `iat`, `nbf`, `exp` (`lifetime` in seconds, an hour by default) unless the claims bring their own. */
  sign(claims: JWTPayload, lifetime?: number): Promise<string>;
  /** The claims of a token that was signed here, has begun and not ended; null for any other. */
  verify(token: string): Promise<JWTPayload | null>;
};

export async function makeSigning(): Promise<Signing> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const kid = randomUUID();
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };
  return {
    publicKeys: { keys: [jwk] },
    sign(claims, lifetime = 3599) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iat: now, nbf: now, exp: now + lifetime, ...claims })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .sign(privateKey);
    },
    async verify(token) {
      try {
        return (await jwtVerify(token, publicKey, { algorithms: ['RS256'], requiredClaims: ['exp'] })).payload;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
