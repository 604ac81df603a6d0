// How msal-node reaches Entra: fetch with a deadline, no redirects, and a memory of why the last request got no answer,
// because msal-node itself says `endpoints_resolution_error` for an unknown host and for an untrusted certificate alike.

import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { causeOf } from './no-answer.ts';

const deadlineMs = 20_000;

export type EntraNetwork = {
  readonly module: INetworkModule;
  /** Why the latest request got no usable answer; null where it got one. */
  unreachable(): string | null;
};

export function createEntraNetwork(): EntraNetwork {
  let cause: string | null = null;
  async function send<T>(url: string, method: 'GET' | 'POST', options?: NetworkRequestOptions) {
    cause = null;
    try {
      return await ask<T>(url, method, options);
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
  };
}

async function ask<T>(url: string, method: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
  const response = await fetch(url, {
    method,
    headers: options?.headers ?? {},
    body: options?.body ?? null,
    redirect: 'error',
    signal: AbortSignal.timeout(deadlineMs),
  });
  // A gateway's page is no answer of Entra's; a JSON error of any status is.
  const body: T = JSON.parse(await response.text());
  return { headers: Object.fromEntries(response.headers), body, status: response.status };
}
