// How msal-node reaches Entra: fetch with a deadline, no redirects, and a memory of why the last request got no answer,
// because msal-node itself says `endpoints_resolution_error` for an unknown host and for an untrusted certificate alike.

import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { readRetryAfter } from '../setup/patience.ts';
import { causeOf } from './no-answer.ts';

export type EntraNetwork = {
  readonly module: INetworkModule;
  /** Why the latest request got no usable answer; null where it got one. */
  unreachable(): string | null;
  /** What the latest answer said of when to ask again; null where it said nothing. */
  secondsAsked(): number | null;
};

/** A request without an answer ends after `timeoutMs`. */
export function createEntraNetwork(timeoutMs: number): EntraNetwork {
  let cause: string | null = null;
  let asked: number | null = null;
  async function send<T>(url: string, method: 'GET' | 'POST', options?: NetworkRequestOptions) {
    cause = null;
    asked = null;
    try {
      const answer = await ask<T>(url, method, timeoutMs, options);
      asked = readRetryAfter(answer.headers['retry-after'], Date.now());
      return answer;
    } catch (error) {
      cause = causeOf(error);
      throw error;
    }
  }
  return {
    module: {
      sendGetRequestAsync: (url, options) => send(url, 'GET', options),
      sendPostRequestAsync: (url, options) => send(url, 'POST', options),
    },
    unreachable: () => cause,
    secondsAsked: () => asked,
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
