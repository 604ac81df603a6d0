// How msal-node reaches Entra: fetch with a deadline, no redirects, and a memory of why the last request got no answer,
// because msal-node itself says `endpoints_resolution_error` for an unknown host and for an untrusted certificate alike.

import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { readRetryAfter } from '../setup/patience.ts';
import { causeOf } from './no-answer.ts';

/** What the latest request came to. msal-node's own errors tell neither the status nor how long to wait. */
export type Latest =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreachable'; readonly cause: string }
  /** `secondsAsked` of Retry-After; null where the answer does not say. */
  | { readonly kind: 'answered'; readonly status: number; readonly secondsAsked: number | null };

export type EntraNetwork = { readonly module: INetworkModule; latest(): Latest };

/** A request without an answer ends after `timeoutMs`. */
export function createEntraNetwork(timeoutMs: number): EntraNetwork {
  let latest: Latest = { kind: 'none' };
  async function send<T>(url: string, method: 'GET' | 'POST', options?: NetworkRequestOptions) {
    try {
      const answer = await ask<T>(url, method, timeoutMs, options);
      const secondsAsked = readRetryAfter(answer.headers['retry-after'], Date.now());
      latest = { kind: 'answered', status: answer.status, secondsAsked };
      return answer;
    } catch (error) {
      latest = { kind: 'unreachable', cause: causeOf(error) };
      throw error;
    }
  }
  return {
    module: {
      sendGetRequestAsync: (url, options) => send(url, 'GET', options),
      sendPostRequestAsync: (url, options) => send(url, 'POST', options),
    },
    latest: () => latest,
  };
}

async function ask<T>(
  url: string,
  method: string,
  timeoutMs: number,
  options?: NetworkRequestOptions,
): Promise<NetworkResponse<T>> {
  const response = await fetch(url, {
    method,
    headers: options?.headers ?? {},
    body: options?.body ?? null,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  // A gateway's page is no answer of Entra's; a JSON error of any status is.
  const body: T = JSON.parse(await response.text());
  return { headers: Object.fromEntries(response.headers), body, status: response.status };
}
