// Takes a fresh token as eBiss will: client credentials, a new client and an empty cache each time, because a token from
// before a grant lacks the permission for an hour. The token leaves this file in memory only, never in words.

import { ConfidentialClientApplication } from '@azure/msal-node';
import type { Stage, TokenResult } from '../setup/check.ts';
import { done, failed, type Problem, problem } from '../setup/problem.ts';
import { createDeadline } from './deadline.ts';
import { failureProblem, refusalProblem, toSubject } from './diagnosis.ts';
import { lookAt } from './look-at.ts';
import type { MailEndpoints } from './mail-check.ts';
import type { ServerAddress } from './server-address.ts';
import { secretAge } from './token-age.ts';
import { readClaims } from './token-claims.ts';
import { createTokenEndpoint, type EndpointSaw } from './token-endpoint.ts';
import { type TokenPatience, type TokenTry, tryPatiently } from './token-patience.ts';

const scope = 'https://outlook.office365.com/.default';
const lookMilliseconds = 5000;

export type TokenRequest = {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** ISO 8601; null where it is not known. */
  readonly secretCreatedAt: string | null;
  /** Permissions that are known to be granted, and since when. */
  readonly granted: { readonly permissions: readonly string[]; readonly at: string | null };
  readonly patience: TokenPatience;
  readonly entra: MailEndpoints['entra'];
  readonly deadlineMilliseconds: number;
  readonly now: () => Date;
};

/** `accessToken` is null when none was had or the one that was had is not ours. Missing permissions are the caller's to judge. */
export type TokenAnswer = { readonly result: TokenResult; readonly accessToken: string | null };

export async function takeToken(request: TokenRequest): Promise<TokenAnswer> {
  const from = performance.now();
  const madeAt = { secret: request.secretCreatedAt, permissions: request.granted.at };
  const token = await tryPatiently(request.patience, madeAt, () => acquire(request));
  const stage: Stage = {
    name: 'token',
    ok: token.ok,
    milliseconds: Math.round(performance.now() - from),
    words: token.ok ? null : token.problem.details,
  };
  const at = request.now().toISOString();
  if (!token.ok) return { result: { at, stages: [stage], roles: [], problem: token.problem }, accessToken: null };
  const claims = readClaims(token.value, request);
  const words = claims.roles.length === 0 ? null : claims.roles.join(', ');
  const claimsStage: Stage = { name: 'claims', ok: claims.problem === null, milliseconds: 0, words };
  return {
    result: { at, stages: [stage, claimsStage], roles: claims.roles, problem: claims.problem },
    accessToken: claims.problem === null ? token.value : null,
  };
}

async function acquire(request: TokenRequest): Promise<TokenTry> {
  const deadline = createDeadline(request.deadlineMilliseconds);
  const endpoint = createTokenEndpoint(deadline.signal, [request.clientSecret]);
  try {
    const { tenantId, clientId, clientSecret, entra } = request;
    const client = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientSecret,
        authority: `${entra.url}/${tenantId}`,
        knownAuthorities: entra.knownAuthority === undefined ? [] : [entra.knownAuthority],
      },
      system: { networkClient: endpoint.network },
    });
    const answer = await client.acquireTokenByClientCredential({ scopes: [scope], skipCache: true });
    // Also true of a page that came with status 200: msal-node then answers without a token.
    if (!answer?.accessToken) return refusedTry(await explain(null, endpoint.saw(), request, false), null);
    return { token: done(answer.accessToken), secondsAsked: null, lacksGranted: lacks(request, answer.accessToken) };
  } catch (error) {
    const saw = endpoint.saw();
    return refusedTry(await explain(error, saw, request, deadline.signal.aborted), saw);
  } finally {
    deadline.clear();
  }
}

function refusedTry(found: Problem, saw: EndpointSaw | null): TokenTry {
  const secondsAsked = saw?.kind === 'answered' ? saw.secondsAsked : null;
  return { token: failed(found), secondsAsked, lacksGranted: false };
}

function lacks({ granted, ...wanted }: TokenRequest, accessToken: string): boolean {
  const { roles, problem: wrong } = readClaims(accessToken, wanted);
  return wrong === null && granted.permissions.some((permission) => !roles.includes(permission));
}

/** From what the endpoint said; msal-node's own error is only a last resort, and of that only the code. */
async function explain(error: unknown, saw: EndpointSaw, request: TokenRequest, timeUp: boolean): Promise<Problem> {
  const address = addressOf(request.entra.url);
  if (timeUp) return failureProblem({ failure: 'timedOut', details: null }, 'token', address);
  switch (saw.kind) {
    case 'noAnswer':
      return (
        (await lookAt(address, Math.min(lookMilliseconds, request.deadlineMilliseconds))) ?? noAnswer(saw, address)
      );
    case 'notJson':
      return saw.status >= 500 ? noAnswer({ details: `HTTP ${saw.status}` }, address) : portal(saw, address);
    case 'answered':
      if (saw.refusal === null) return unexpected(error);
      return refusalProblem(
        {
          source: 'check',
          codes: saw.refusal.codes,
          status: saw.status,
          age: secretAge(request.secretCreatedAt, request.now()),
        },
        saw.refusal,
      );
    case 'nothing':
      return unexpected(error);
  }
}

function noAnswer(saw: { readonly details: string | null }, address: ServerAddress): Problem {
  return problem({
    reason: 'noAnswer',
    step: 'verification',
    actor: 'nobody',
    remedy: 'retry',
    subject: toSubject(address),
    details: saw.details,
  });
}

/** A page where JSON belongs: something between here and Entra answers in its place. */
function portal(saw: Extract<EndpointSaw, { kind: 'notJson' }>, address: ServerAddress): Problem {
  const details = [`HTTP ${saw.status}`, saw.words].filter((part) => part !== null).join(' ');
  return failureProblem({ failure: 'protocolUnexpected', details }, 'token', address);
}

function unexpected(error: unknown): Problem {
  const code = error instanceof Error && 'errorCode' in error ? String(error.errorCode) : null;
  return problem({
    reason: 'unexpected',
    step: 'verification',
    actor: 'us',
    remedy: 'tellUs',
    subject: code,
    details: null,
  });
}

function addressOf(url: string): ServerAddress {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
}
