// Signs in to a running sandbox as a person would, pressing the buttons of its pages with fetch, through the real
// msal-node; and asks Graph with the token. Reads no state of the sandbox.

import { type AuthenticationResult, ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import type { Sandbox } from '../../sandbox/sandbox.ts';

export type SignInParts = {
  readonly tenant: string;
  readonly username: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly nonce?: string;
};

export function clientOf(sandbox: Sandbox, tenant: string): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: sandbox.signInApp.clientId,
      clientSecret: sandbox.signInApp.clientSecret,
      authority: `${sandbox.entraUrl}/${tenant}`,
      knownAuthorities: [new URL(sandbox.entraUrl).host],
    },
  });
}

/** Accepts the consent page where one comes. Throws with the page's text where the person is not let through. */
export async function signIn(sandbox: Sandbox, parts: SignInParts): Promise<AuthenticationResult> {
  const { tenant, username, redirectUri } = parts;
  const client = clientOf(sandbox, tenant);
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const scopes = [...parts.scopes];
  const nonce = parts.nonce ?? 'nonce-of-the-test';
  const address = await client.getAuthCodeUrl({
    scopes,
    redirectUri,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    state: 'state-of-the-test',
    nonce,
  });
  const back = await returnAddress(sandbox, address, username);
  const code = back.searchParams.get('code') ?? '';
  return client.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier, nonce });
}

/** Where the browser is sent at the end, with the code or the error in its query. */
export async function returnAddress(
  sandbox: Sandbox,
  address: string,
  username: string,
  decision: 'accept' | 'cancel' = 'accept',
): Promise<URL> {
  const account = accountId(sandbox, username);
  const picked = await press(address, { account });
  const answer = picked.status === 200 || picked.status === 403 ? await press(address, { account, decision }) : picked;
  const location = answer.headers.get('location');
  if (location === null) throw new Error(await answer.text());
  return new URL(location);
}

export function accountId(sandbox: Sandbox, username: string): string {
  const accounts = sandbox.cloud.tenants.flatMap((tenant) => tenant.accounts);
  return accounts.find((account) => account.username === username)?.objectId ?? 'nobody';
}

export function press(address: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(address, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}
