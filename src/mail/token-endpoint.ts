// msal-node's way to the token endpoint, which also remembers what was answered: msal-node itself says only
// `endpoints_resolution_error` for an unknown tenant, a closed port, an intercepted certificate and a captive portal alike.

import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import { readRetryAfter } from '../setup/patience.ts';
import { serverWords } from './server-words.ts';

/** What the endpoint said last, or that it did not. Without token or secret. */
export type EndpointSaw =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'noAnswer'; readonly details: string | null }
  | { readonly kind: 'notJson'; readonly status: number; readonly words: string | null }
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly refusal: TokenRefusal | null;
      /** Of Retry-After. */
      readonly secondsAsked: number | null;
    };

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export type TokenRefusal = {
  readonly error: string;
  /** AADSTS numbers; the only thing that is branched on. */
  readonly codes: readonly number[];
  readonly words: string | null;
  readonly requestId: string | null;
};

export type TokenEndpoint = { readonly network: INetworkModule; readonly saw: () => EndpointSaw };

const refusalShape = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
  trace_id: z.string().optional(),
  correlation_id: z.string().optional(),
});

const mostCharacters = 1_000_000;

export function createTokenEndpoint(signal: AbortSignal, secrets: readonly string[]): TokenEndpoint {
  let saw: EndpointSaw = { kind: 'nothing' };
  const send = async <T>(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) => {
    const request = { method, headers: options?.headers ?? {}, signal, redirect: 'manual' } as const;
    saw = { kind: 'noAnswer', details: null };
    const response = await fetch(url, method === 'POST' ? { ...request, body: options?.body ?? '' } : request).catch(
      (error: unknown) => {
        saw = { kind: 'noAnswer', details: codeOf(error) };
        throw error;
      },
    );
    const text = await response.text();
    const body = text.length > mostCharacters ? undefined : readJson(text);
    saw =
      body === undefined
        ? { kind: 'notJson', status: response.status, words: serverWords(text, secrets) }
        : {
            kind: 'answered',
            status: response.status,
            refusal: readRefusal(body, secrets),
            secondsAsked: readRetryAfter(response.headers.get('retry-after'), Date.now()),
          };
    // msal-node reads the body as whatever it asked for; what this program relies on is read from it again.
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (body ?? {}) as T };
  };
  const network: INetworkModule = {
    sendGetRequestAsync: <T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> =>
      send<T>('GET', url, options),
    sendPostRequestAsync: <T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> =>
      send<T>('POST', url, options),
  };
  return { network, saw: () => saw };
}

function readJson(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}

function readRefusal(body: unknown, secrets: readonly string[]): TokenRefusal | null {
  const read = refusalShape.safeParse(body);
  if (!read.success) return null;
  const { error, error_description, error_codes, trace_id, correlation_id } = read.data;
  const ids = [
    ...(trace_id === undefined ? [] : [`trace_id=${trace_id}`]),
    ...(correlation_id === undefined ? [] : [`correlation_id=${correlation_id}`]),
  ];
  return {
    error,
    codes: error_codes ?? [],
    words: serverWords(firstLine(error_description ?? error), secrets),
    requestId: ids.length === 0 ? null : serverWords(ids.join(' '), secrets),
  };
}

/** The lines after the first repeat the ids and the time. */
function firstLine(description: string): string {
  return description.split(/\r?\n| Trace ID: /, 1)[0] ?? '';
}

/** fetch says only "fetch failed"; its cause knows. */
function codeOf(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}
