// Teams' side of the wire for the tests: issues signed tokens from an OpenID document of its own, posts activities to
// the bot as Teams would, and keeps what the bot sends back.

import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Authority, BotRegistration } from '../../src/teams/adapter.ts';

export const bot: BotRegistration = {
  id: '11111111-2222-4333-8444-555555555555',
  password: 'not-used-in-tests',
  tenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
};

export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
};

export type TeamsService = {
  readonly url: string;
  readonly authority: Authority;
  /** What the bot sent, in order. */
  readonly sent: Sent[];
  /** Statuses for the next calls, first one first; 200 when there is none. */
  readonly nextStatuses: number[];
  token(change?: TokenChange): Promise<string>;
  hmacToken(): string;
  close(): Promise<void>;
};

type TokenChange = {
  readonly claims?: Record<string, unknown>;
  readonly kid?: string;
  readonly key?: 'stranger' | 'notEndorsed';
  readonly expired?: boolean;
};

class LocalCredentials extends ConfigurationServiceClientCredentialFactory {
  override async createCredentials() {
    return {
      signRequest: async (request: Parameters<Awaited<ReturnType<typeof this.inherited>>['signRequest']>[0]) => {
        request.headers.set('authorization', 'Bearer local-test');
        return request;
      },
    };
  }
  inherited() {
    return super.createCredentials('', '', '', false);
  }
}

const issuer = 'https://api.botframework.com';

export async function startTeamsService(): Promise<TeamsService> {
  const keys = {
    endorsed: await generateKeyPair('RS256', { extractable: true }),
    notEndorsed: await generateKeyPair('RS256', { extractable: true }),
    stranger: await generateKeyPair('RS256', { extractable: true }),
  };
  const jwks = {
    keys: [
      { ...(await exportJWK(keys.endorsed.publicKey)), kid: 'endorsed', use: 'sig', endorsements: ['msteams'] },
      { ...(await exportJWK(keys.notEndorsed.publicKey)), kid: 'notEndorsed', use: 'sig', endorsements: ['webchat'] },
    ],
  };
  const sent: Sent[] = [];
  const nextStatuses: number[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, { sent, nextStatuses, jwks });
  });
  const url = await listen(server);
  return {
    url,
    authority: localAuthority(url),
    sent,
    nextStatuses,
    async token({ claims = {}, kid, key, expired = false } = {}) {
      const now = Math.floor(Date.now() / 1000);
      return await new SignJWT({ serviceurl: `${url}/`, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: kid ?? (key === 'notEndorsed' ? 'notEndorsed' : 'endorsed') })
        .setIssuer(typeof claims.iss === 'string' ? claims.iss : issuer)
        .setAudience(typeof claims.aud === 'string' ? claims.aud : bot.id)
        .setIssuedAt(expired ? now - 7200 : now)
        .setExpirationTime(expired ? now - 3600 : now + 3600)
        .sign(keys[key ?? 'endorsed'].privateKey);
    },
    hmacToken() {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const head = part({ alg: 'HS256', typ: 'JWT', kid: 'endorsed' });
      const body = part({ iss: issuer, aud: bot.id, serviceurl: `${url}/`, exp: Math.floor(Date.now() / 1000) + 600 });
      return `${head}.${body}.${createHmac('sha256', 'guess').update(`${head}.${body}`).digest('base64url')}`;
    },
    close: () => close(server),
  };
}

/** All of it: one key alone would switch off every default, and then good tokens are refused. */
function localAuthority(url: string): Authority {
  return {
    options: {
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromChannelTokenIssuer: issuer,
      ToChannelFromBotLoginUrl: `${url}/login`,
      ToChannelFromBotOAuthScope: issuer,
      OAuthUrl: `${url}/oauth`,
      CallerId: 'urn:botframework:azure',
      ValidateAuthority: 'false',
    },
    credentials: new LocalCredentials({ MicrosoftAppId: bot.id, MicrosoftAppPassword: bot.password }),
  };
}

type Kept = { readonly sent: Sent[]; readonly nextStatuses: number[]; readonly jwks: unknown };

async function answer(request: IncomingMessage, response: ServerResponse, kept: Kept): Promise<void> {
  const path = request.url ?? '';
  if (path === '/openid') return reply(response, 200, { issuer, jwks_uri: `http://${request.headers.host}/keys` });
  if (path === '/keys') return reply(response, 200, kept.jwks);
  const { method = '', headers } = request;
  const body = JSON.parse((await readAll(request)) || '{}') as Record<string, unknown>;
  kept.sent.push({ method, path: decodeURIComponent(path), authorization: headers.authorization, body });
  const status = kept.nextStatuses.shift() ?? 200;
  reply(response, status, status < 300 ? { id: randomUUID() } : { error: { code: 'Refused', message: 'no' } });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
