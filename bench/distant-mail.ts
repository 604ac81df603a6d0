// Entra's token endpoint, SMTP and POP3, each behind a relay that puts a network in between. Anew for each run, so that
// no connection and no session of an earlier run is used again.

import { type ScriptedServer, startPop3Server } from '../test/support/scripted-server.ts';
import { makeCertificates } from '../test/support/wire-certificates.ts';
import {
  type HttpAnswer,
  json,
  makeToken,
  startTokenServer,
  tokenIssued,
} from '../test/support/wire-token-endpoint.ts';
import { type DelayRelay, startDelayRelay } from './delay-relay.ts';
import { startInstantSmtp } from './instant-smtp.ts';

export const mailbox = 'edi@contoso.example';
export const app = {
  tenantId: '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10',
  clientId: '1c2d3e4f-0000-4000-8000-abcdefabcdef',
  clientSecret: 'abc8Q~secret-of-the-benchmark-0123456789',
} as const;

export type DistantMail = {
  /** Without delay, and asked for the discovery document alone: msal-node knows those of Microsoft's own hosts by heart. */
  readonly discoveryUrl: string;
  readonly tokenUrl: string;
  readonly entra: DelayRelay;
  readonly smtp: DelayRelay;
  readonly pop3: DelayRelay;
  close(): Promise<void>;
};

export async function startDistantMail(roundTripMs: number): Promise<DistantMail> {
  const { key, cert } = makeCertificates().sound;
  const token = makeToken({
    aud: 'https://outlook.office365.com',
    tid: app.tenantId,
    appid: app.clientId,
    roles: ['SMTP.SendAsApp', 'POP.AccessAsApp'],
  });
  const credentials = Buffer.from(`user=${mailbox}\x01auth=Bearer ${token}\x01\x01`).toString('base64');
  const answers: { token: HttpAnswer; discovery: HttpAnswer } = { token: tokenIssued(token), discovery: json(404, {}) };
  const servers = await Promise.all([
    startTokenServer({ key, cert }, answers),
    startInstantSmtp({ key, cert, credentials }),
    startPop3Server({ certificate: { key, cert } }),
  ]);
  const [entra, smtp, pop3] = await Promise.all(servers.map(({ port }) => startDelayRelay(port, roundTripMs)));
  if (entra === undefined || smtp === undefined || pop3 === undefined) throw new Error('no relay');
  const base = `https://localhost:${entra.port}/${app.tenantId}`;
  answers.discovery = discovery(base);
  const parts: readonly Pick<ScriptedServer, 'close'>[] = [entra, smtp, pop3, ...servers];
  return {
    discoveryUrl: servers[0].url,
    tokenUrl: `${base}/oauth2/v2.0/token`,
    entra,
    smtp,
    pop3,
    close: async () => void (await Promise.all(parts.map((part) => part.close()))),
  };
}

export const tokenForm = new URLSearchParams({
  client_id: app.clientId,
  client_secret: app.clientSecret,
  scope: 'https://outlook.office365.com/.default',
  grant_type: 'client_credentials',
});

function discovery(base: string): HttpAnswer {
  return json(200, {
    issuer: `https://sts.windows.net/${app.tenantId}/`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  });
}
