// Microsoft Graph with one person's delegated token. Every request ends as a GraphReply; nothing is thrown for what a
// service or a network may do, and nothing is repeated here: whether it may be, `ask-patiently.ts` decides.

import {
  AuthenticationHandler,
  Client,
  type Context,
  type Middleware,
  ResponseType,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client';
import { type EntraConfig, graphBase, graphHosts } from './cloud-endpoints.ts';
import { type GraphReply, noReply, replyOf } from './graph-reply.ts';
import { causeOf, noAnswerError } from './no-answer.ts';

export type GraphRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the version, e.g. `/organization`; identifiers in it already encoded (`encodeURIComponent`). */
  readonly path: string;
  /** OData options such as `$select`; encoded here. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
};

export type Graph = {
  send(request: GraphRequest): Promise<GraphReply>;
  /** Drops the token; later requests get no answer. */
  close(): void;
};

/** `status` 0 is no answer. */
export type OnGraphAnswer = (method: GraphRequest['method'], status: number, seconds: number) => void;

/** A request without an answer ends after `timeoutMs`. */
export function createGraph(config: EntraConfig, accessToken: string, timeoutMs: number): Graph {
  let token: string | null = accessToken;
  const client = Client.initWithMiddleware({
    middleware: chain(() => token),
    baseUrl: graphBase(config),
    defaultVersion: 'v1.0',
    customHosts: graphHosts(config),
    fetchOptions: { redirect: 'error' },
  });
  return {
    send: (request) => timed(config.onGraphAnswer, request, () => send(client, request, timeoutMs)),
    close: () => {
      token = null;
    },
  };
}

async function timed(
  tell: OnGraphAnswer | undefined,
  { method }: GraphRequest,
  ask: () => Promise<GraphReply>,
): Promise<GraphReply> {
  const from = performance.now();
  const reply = await ask();
  tell?.(method, reply.kind === 'noAnswer' ? 0 : reply.status, (performance.now() - from) / 1000);
  return reply;
}

async function send(client: Client, request: GraphRequest, timeoutMs: number): Promise<GraphReply> {
  const call = client
    .api(request.path + queryOf(request))
    .headers({ ...request.headers })
    .option('signal', AbortSignal.timeout(timeoutMs))
    .responseType(ResponseType.RAW);
  try {
    const response: unknown = await perform(call, request);
    return response instanceof Response ? await replyOf(response) : noReply('unknown');
  } catch (error) {
    return noReply(causeOf(error));
  }
}

function perform(call: ReturnType<Client['api']>, request: GraphRequest): Promise<unknown> {
  switch (request.method) {
    case 'GET':
      return call.get();
    case 'POST':
      return call.post(request.body ?? {});
    case 'PATCH':
      return call.patch(request.body ?? {});
  }
}

function queryOf({ query }: GraphRequest): string {
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** The library's own chain without its retry, which repeats a POST on 504 although it may have been carried out. */
function chain(token: () => string | null): Middleware {
  const authenticate = new AuthenticationHandler({ getAccessToken: () => presentToken(token()) });
  const telemetry = new TelemetryHandler();
  authenticate.setNext(telemetry);
  telemetry.setNext({ execute: fetchNaming });
  return authenticate;
}

function presentToken(token: string | null): Promise<string> {
  return token === null ? Promise.reject(new DOMException('dropped', 'Closed')) : Promise.resolve(token);
}

/** In place of the library's own last link, because its errors lose the cause (a reset, a certificate, a timeout). */
async function fetchNaming(context: Context): Promise<void> {
  try {
    const { method = 'GET', headers = {}, body = null, redirect = 'error', signal = null } = context.options ?? {};
    context.response = await fetch(context.request, { method, headers, body, redirect, signal });
  } catch (error) {
    throw noAnswerError(error);
  }
}
