// Reads what a client asks of the authorize endpoint. Refuses as Entra does: on a page of its own while the redirect URI
// is not known to be the client's, and by a redirect once it is.

import type { Account, Cloud, Tenant } from '../cloud.ts';
import { applicationUnknown } from './client-refused.ts';
import { type Read, type Refusal, read, refusal, refused } from './refusal.ts';
import { readScopes, type ScopesAsked } from './scopes.ts';
import { tenantInPath } from './tenant-in-path.ts';

export type ReturnAddress = {
  readonly redirectUri: string;
  readonly responseMode: 'query' | 'form_post';
  readonly state: string | null;
};

export type Person = { readonly tenant: Tenant; readonly account: Account };

export type AuthorizeRequest = {
  readonly back: ReturnAddress;
  readonly clientId: string;
  readonly people: readonly Person[];
  readonly scopes: ScopesAsked;
  readonly codeChallenge: string;
  readonly nonce: string | null;
  readonly loginHint: string | null;
  /** `prompt=login`: whoever signs in gives their password anew. */
  readonly asksAnew: boolean;
};

export type AuthorizeRead =
  | { readonly kind: 'request'; readonly request: AuthorizeRequest }
  | { readonly kind: 'refusedHere'; readonly refusal: Refusal }
  | { readonly kind: 'refusedBack'; readonly refusal: Refusal; readonly back: ReturnAddress };

export function readAuthorizeRequest(cloud: Cloud, tenantTyped: string, query: URLSearchParams): AuthorizeRead {
  const people = peopleOf(cloud, tenantTyped);
  if (!people.ok) return { kind: 'refusedHere', refusal: people.refusal };
  const back = readReturnAddress(cloud, tenantTyped, query);
  if (!back.ok) return { kind: 'refusedHere', refusal: back.refusal };
  const wrong = wrongParameter(query);
  if (wrong !== null) return { kind: 'refusedBack', refusal: wrong, back: back.value };
  const clientId = cloud.signInApp.clientId;
  const scopes = readScopes(clientId, query.get('scope') ?? '');
  if (!scopes.ok) return { kind: 'refusedBack', refusal: scopes.refusal, back: back.value };
  return {
    kind: 'request',
    request: {
      back: back.value,
      clientId,
      people: people.value,
      scopes: scopes.value,
      codeChallenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce'),
      loginHint: query.get('login_hint'),
      asksAnew: query.get('prompt') === 'login',
    },
  };
}

/** Guests sign in at the tenant that invited them; under "organizations" everyone is asked for their home tenant. */
function peopleOf(cloud: Cloud, tenantTyped: string): Read<readonly Person[]> {
  const path = tenantInPath(cloud, tenantTyped);
  if (!path.ok) return path;
  if (path.value.kind === 'one') {
    const { tenant } = path.value;
    return read(tenant.accounts.map((account) => ({ tenant, account })));
  }
  const members = (tenant: Tenant) => tenant.accounts.filter((account) => !account.guest);
  return read(cloud.tenants.flatMap((tenant) => members(tenant).map((account) => ({ tenant, account }))));
}

function readReturnAddress(cloud: Cloud, tenantTyped: string, query: URLSearchParams): Read<ReturnAddress> {
  const clientId = query.get('client_id') ?? '';
  if (clientId === '') {
    return refused(
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'client_id'.",
    );
  }
  if (clientId.toLowerCase() !== cloud.signInApp.clientId) return applicationUnknown(clientId, tenantTyped);
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!cloud.signInApp.redirectUris.includes(redirectUri)) {
    return refused(
      400,
      'invalid_request',
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.`,
    );
  }
  const responseMode = query.get('response_mode') ?? 'query';
  if (responseMode === 'query' || responseMode === 'form_post') {
    return read({ redirectUri, responseMode, state: query.get('state') });
  }
  return refused(
    400,
    'invalid_request',
    900144,
    `The response_mode '${responseMode}' is not one that the sandbox knows.`,
  );
}

/** PKCE is demanded here although Entra lets a confidential client do without: the bot must never forget it. */
function wrongParameter(query: URLSearchParams): Refusal | null {
  const responseType = query.get('response_type') ?? '';
  if (responseType !== 'code') {
    return refusal(
      400,
      'unsupported_response_type',
      70005,
      `The app requested an unsupported response type '${responseType}'.`,
    );
  }
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) {
    return refusal(400, 'invalid_request', 9002325, 'Proof Key for Code Exchange is required (S256).');
  }
  if (query.get('prompt') === 'none') {
    return refusal(400, 'login_required', 50058, 'A silent sign-in request was sent but no user is signed in.');
  }
  return null;
}
