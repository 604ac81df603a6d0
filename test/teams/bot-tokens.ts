// Tokens as the Bot Framework issues them, and as those do who are not the Bot Framework.

import { createHmac } from 'node:crypto';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';

export const issuer = 'https://api.botframework.com';

export type TokenChange = {
  /** Put over the usual ones; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly kid?: string;
  readonly key?: KeyName;
  /** Seconds from now. */
  readonly expires?: number;
  readonly notBefore?: number;
};

type PublishedKey = JWK & { readonly endorsements?: readonly string[] };
type KeyName = 'endorsed' | 'notEndorsed' | 'withoutEndorsements' | 'stranger';
type Forgery = 'unsigned' | 'guessedSecret' | 'publicKeyAsSecret';

export type BotTokens = {
  /** What is published; the stranger's key is not. */
  readonly published: readonly PublishedKey[];
  issue(change?: TokenChange): Promise<string>;
  /** Not signed with a private key at all. */
  forge(how: Forgery): Promise<string>;
};

export async function createBotTokens(botId: string, serviceUrl: () => string): Promise<BotTokens> {
  const pair = () => generateKeyPair('RS256', { extractable: true });
  const keys = {
    endorsed: await pair(),
    notEndorsed: await pair(),
    withoutEndorsements: await pair(),
    stranger: await pair(),
  };
  const usual = () => ({ iss: issuer, aud: botId, serviceurl: `${serviceUrl()}/` });
  return {
    published: [
      { ...(await published(keys.endorsed, 'endorsed')), endorsements: ['msteams'] },
      { ...(await published(keys.notEndorsed, 'notEndorsed')), endorsements: ['webchat'] },
      await published(keys.withoutEndorsements, 'withoutEndorsements'),
    ],
    async issue({ claims = {}, key = 'endorsed', kid = key === 'stranger' ? 'endorsed' : key, ...times } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const { expires = 3600, notBefore } = times;
      const token = new SignJWT({ ...usual(), ...claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuedAt(now + Math.min(0, expires - 3600))
        .setExpirationTime(now + expires);
      return (notBefore === undefined ? token : token.setNotBefore(now + notBefore)).sign(keys[key].privateKey);
    },
    async forge(how) {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const alg = how === 'unsigned' ? 'none' : 'HS256';
      const signed = `${part({ alg, typ: 'JWT', kid: 'endorsed' })}.${part({ ...usual(), exp: Date.now() / 1000 + 600 })}`;
      if (how === 'unsigned') return `${signed}.`;
      const secret = how === 'guessedSecret' ? 'guess' : await exportSPKI(keys.endorsed.publicKey);
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    },
  };
}

async function published({ publicKey }: { readonly publicKey: CryptoKey }, kid: string): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid, use: 'sig' };
}
