// Entra's discovery and token endpoint in the test process: answers every token request with what the test gives it.

import https from 'node:https';
import { UnsecuredJWT } from 'jose';
import type { Certificate } from './wire-certificates.ts';

export type HttpAnswer = { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };
export type TokenAnswers = {
  /** A function may look at the form and answer late; `null` never answers. */
  readonly token?: HttpAnswer | ((form: URLSearchParams) => Promise<HttpAnswer>) | null;
  readonly discovery?: HttpAnswer;
};

export type TokenServer = {
  readonly url: string;
  readonly authority: string;
  readonly port: number;
  readonly forms: readonly URLSearchParams[];
  close(): Promise<void>;
};

export type Claims = { aud?: string; tid?: string; appid?: string; roles?: string[] };

/** Signed by nobody, as far as this program can tell: it may not check that. Long, as Entra's are. */
export function makeToken(claims: Claims): string {
  return new UnsecuredJWT({ ...claims, ver: '1.0', xms_ftd: 'x'.repeat(600) }).encode();
}

export function tokenIssued(accessToken: string): HttpAnswer {
  return json(200, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: accessToken });
}

export function tokenRefused(code: number, text: string, status = 401, error = 'invalid_client'): HttpAnswer {
  return json(status, {
    error,
    error_description: `AADSTS${code}: ${text} Trace ID: 11111111-aaaa-4bbb-8ccc-222222222222 Correlation ID: 33333333-aaaa-4bbb-8ccc-444444444444 Timestamp: 2026-11-20 08:00:00Z`,
    error_codes: [code],
    timestamp: '2026-11-20 08:00:00Z',
    trace_id: '11111111-aaaa-4bbb-8ccc-222222222222',
    correlation_id: '33333333-aaaa-4bbb-8ccc-444444444444',
  });
}

export function json(status: number, body: object): HttpAnswer {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

export async function startTokenServer(certificate: Certificate, answers: TokenAnswers): Promise<TokenServer> {
  const forms: URLSearchParams[] = [];
  let base = '';
  const server = https.createServer({ key: certificate.key, cert: certificate.cert }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const answer = await answerTo(request.url ?? '', Buffer.concat(chunks).toString());
    if (answer === null) return;
    response.writeHead(answer.status, answer.headers ?? { 'content-type': 'text/html' }).end(answer.body);
  });
  const answerTo = async (path: string, body: string): Promise<HttpAnswer | null> => {
    const tenant = path.split('/')[1] ?? '';
    if (path.includes('/.well-known/openid-configuration')) return answers.discovery ?? discovery(base, tenant);
    const form = new URLSearchParams(body);
    forms.push(form);
    const token = answers.token === undefined ? json(404, {}) : answers.token;
    return typeof token === 'function' ? token(form) : token;
  };
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const authority = `localhost:${address.port}`;
  base = `https://${authority}`;
  return {
    url: base,
    authority,
    port: address.port,
    forms,
    async close() {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

function discovery(base: string, tenant: string): HttpAnswer {
  return json(200, {
    issuer: `https://sts.windows.net/${tenant}/`,
    authorization_endpoint: `${base}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/${tenant}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/${tenant}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/${tenant}/discovery/v2.0/keys`,
  });
}
