// Teams' side of the wire for the tests: issues signed tokens from an OpenID document of its own, posts activities to
// the bot as Teams would, and keeps what the bot sends back.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { Authority, BotRegistration } from '../../src/teams/adapter.ts';
import { type BotTokens, createBotTokens, issuer, type TokenChange } from './bot-tokens.ts';

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
  /** How often the keys were asked for. */
  keyReads(): number;
  /** Neither document nor keys are given out until it is false again. */
  setKeysAway(away: boolean): void;
  token(change?: TokenChange): Promise<string>;
  /** Not signed with a private key at all. */
  forgedToken(how: Parameters<BotTokens['forge']>[0]): Promise<string>;
  close(): Promise<void>;
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

export async function startTeamsService(): Promise<TeamsService> {
  const tokens = await createBotTokens(bot.id, () => url);
  const kept: Kept = { sent: [], nextStatuses: [], jwks: { keys: tokens.published }, keyReads: 0, keysAway: false };
  const server = createServer((request, response) => {
    void answer(request, response, kept);
  });
  const url = await listen(server);
  return {
    url,
    authority: localAuthority(url),
    sent: kept.sent,
    nextStatuses: kept.nextStatuses,
    keyReads: () => kept.keyReads,
    setKeysAway: (away) => {
      kept.keysAway = away;
    },
    token: (change) => tokens.issue(change),
    forgedToken: (how) => tokens.forge(how),
    close: () => close(server),
  };
}

/** All of it: one key alone would switch off every default, and then good tokens are refused. */
function localAuthority(url: string): Authority {
  return {
    issuer: { openIdUrl: `${url}/openid`, issuer },
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

type Kept = {
  readonly sent: Sent[];
  readonly nextStatuses: number[];
  readonly jwks: unknown;
  keyReads: number;
  keysAway: boolean;
};

async function answer(request: IncomingMessage, response: ServerResponse, kept: Kept): Promise<void> {
  const path = request.url ?? '';
  if (path === '/openid') kept.keyReads += 1;
  if (path === '/openid' && kept.keysAway) return reply(response, 503, {});
  if (path === '/openid') return reply(response, 200, { issuer, jwks_uri: `http://${request.headers.host}/keys` });
  if (path === '/keys') return reply(response, 200, kept.jwks);
  const { method = '', headers } = request;
  const body = JSON.parse((await readAll(request)) || '{}') as Record<string, unknown>;
  kept.sent.push({ method, path: decodeURIComponent(path), authorization: headers.authorization, body });
  const status = kept.nextStatuses.shift() ?? 200;
  reply(response, status, status < 300 ? { id: randomUUID() } : { error: { code: 'Refused', message: 'no' } });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  // restify changes http.ServerResponse for the whole process; its writeHead returns nothing to go on with.
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
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
