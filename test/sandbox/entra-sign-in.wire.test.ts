// Signing in at the sandbox's Entra: with the real msal-node where it succeeds, with plain requests where it must not.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contosoId, fabrikamId } from '../../sandbox/contoso.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { accountId, clientOf, press, returnAddress, signIn } from '../support/signed-in.ts';
import { trust } from '../support/trust.ts';

const redirectUri = 'http://127.0.0.1:3978/signin/callback';
const alex = 'alex.admin@contoso.example';
const robin = 'robin.keller@contoso.example';
const guest = 'gast_partner.example#EXT#@contoso.example';

let sandbox: Sandbox;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await startSandbox({ caFile: join(folder, 'made/ca.pem'), redirectUri });
  trust(sandbox.caPem);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  for (const tenant of sandbox.cloud.tenants) tenant.signInConsents = [];
});

function authorizeUrl(changes: Readonly<Record<string, string>> = {}, tenant = contosoId): string {
  const query = new URLSearchParams({
    client_id: sandbox.signInApp.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile User.Read',
    state: 'state 1&2',
    nonce: 'n',
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
    ...changes,
  });
  return `${sandbox.pagesUrl}/${tenant}/oauth2/v2.0/authorize?${query}`;
}

async function discovery(tenant: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${sandbox.entraUrl}/${tenant}/v2.0/.well-known/openid-configuration`);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('discovery', () => {
  test.each(['contoso.example', contosoId, 'CONTOSO.onmicrosoft.example'])('gives the GUID for %s', async (tenant) => {
    const { status, body } = await discovery(tenant);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer: `${sandbox.entraUrl}/${contosoId}/v2.0`,
      token_endpoint: `${sandbox.entraUrl}/${contosoId}/oauth2/v2.0/token`,
      authorization_endpoint: `${sandbox.pagesUrl}/${contosoId}/oauth2/v2.0/authorize`,
    });
  });

  test.each([
    ['unknown.example', 90002, "Tenant 'unknown.example' not found."],
    ['11111111-1111-4111-8111-111111111111', 90002, 'not found'],
    ['%3Ctenant%3E', 900023, "Specified tenant identifier '<tenant>' is neither a valid DNS name"],
  ])('refuses %s', async (tenant, code, text) => {
    const { status, body } = await discovery(tenant);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error_codes: [code], trace_id: expect.any(String), timestamp: expect.any(String) });
    expect(body.error_description).toContain(`AADSTS${code}: `);
    expect(body.error_description).toContain(text);
  });
});

describe('a person who signs in', () => {
  test('gets an ID token that says who they are and which roles they hold', async () => {
    const result = await signIn(sandbox, { tenant: contosoId, username: alex, scopes: ['User.Read'], redirectUri });
    const keys = createLocalJWKSet(
      JSON.parse(await (await fetch(`${sandbox.entraUrl}/${contosoId}/discovery/v2.0/keys`)).text()),
    );
    const { payload } = await jwtVerify(result.idToken, keys, { audience: sandbox.signInApp.clientId });
    expect(payload).toMatchObject({
      iss: `${sandbox.entraUrl}/${contosoId}/v2.0`,
      tid: contosoId,
      oid: accountId(sandbox, alex),
      name: 'Alex Brandt',
      preferred_username: alex,
      nonce: 'nonce-of-the-test',
      wids: ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3'],
      acct: 0,
    });
    const me = await fetch(`${sandbox.graphUrl}/v1.0/me`, {
      headers: { authorization: `Bearer ${result.accessToken}` },
    });
    expect(await me.json()).toMatchObject({ id: accountId(sandbox, alex), displayName: 'Alex Brandt' });
  });

  test('without a role has no wids; a guest is marked as one', async () => {
    const plain = await signIn(sandbox, { tenant: contosoId, username: robin, scopes: ['User.Read'], redirectUri });
    expect(decodeJwt(plain.idToken)).not.toHaveProperty('wids');
    const visitor = await signIn(sandbox, { tenant: contosoId, username: guest, scopes: ['User.Read'], redirectUri });
    expect(decodeJwt(visitor.idToken)).toMatchObject({ acct: 1 });
  });

  test('under organizations signs in to their own tenant', async () => {
    const username = 'fiona.admin@fabrikam.example';
    const result = await signIn(sandbox, { tenant: 'organizations', username, scopes: ['User.Read'], redirectUri });
    expect(result.tenantId).toBe(fabrikamId);
  });

  test('is asked for consent once, for the whole tenant, if they may give it', async () => {
    const address = authorizeUrl({ scope: 'openid Application.ReadWrite.All' });
    const asked = await press(address, { account: accountId(sandbox, alex) });
    expect(await asked.text()).toContain('Application.ReadWrite.All');
    await returnAddress(sandbox, address, alex);
    expect((await press(address, { account: accountId(sandbox, robin) })).status).toBe(303);
  });

  test('who declines consent goes back with access_denied', async () => {
    const back = await returnAddress(sandbox, authorizeUrl({ scope: 'Application.ReadWrite.All' }), alex, 'cancel');
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('error_description')).toContain('AADSTS65004');
    expect(back.searchParams.get('state')).toBe('state 1&2');
  });

  test('who may not consent is told whom to ask', async () => {
    const address = authorizeUrl({ scope: 'Application.ReadWrite.All' });
    const page = await press(address, { account: accountId(sandbox, robin) });
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('Need admin approval');
    const back = await returnAddress(sandbox, address, robin, 'cancel');
    expect(back.searchParams.get('error_description')).toContain('AADSTS90094');
    await press(address, { account: accountId(sandbox, robin), decision: 'accept' });
    expect(sandbox.cloud.tenants[0]?.signInConsents).toEqual([]);
  });
});

describe('the authorize endpoint', () => {
  test.each([
    [{ client_id: '11111111-1111-4111-8111-111111111111' }, 'AADSTS700016'],
    [{ redirect_uri: 'https://evil.example/' }, 'AADSTS50011'],
    [{ redirect_uri: `${redirectUri}/` }, 'AADSTS50011'],
  ])('shows a refusal and never redirects for %o', async (changes, code) => {
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(code);
  });

  test.each([
    [{ response_type: 'token' }, 'unsupported_response_type', 'AADSTS70005'],
    [{ code_challenge: '' }, 'invalid_request', 'AADSTS9002325'],
    [{ code_challenge_method: 'plain' }, 'invalid_request', 'AADSTS9002325'],
    [{ scope: 'Made.Up.All' }, 'invalid_client', 'AADSTS650053'],
    [{ prompt: 'none' }, 'login_required', 'AADSTS50058'],
  ])('goes back with the error for %o', async (changes, error, code) => {
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.href.startsWith(redirectUri)).toBe(true);
    expect(back.searchParams.get('error')).toBe(error);
    expect(back.searchParams.get('error_description')).toContain(code);
    expect(back.searchParams.get('state')).toBe('state 1&2');
  });

  test('puts the hinted account first', async () => {
    const page = await (await fetch(authorizeUrl({ login_hint: robin }))).text();
    expect(page.indexOf('Robin Keller')).toBeLessThan(page.indexOf('Alex Brandt'));
  });

  test('can answer by a form', async () => {
    const address = authorizeUrl({ response_mode: 'form_post' });
    const page = await (await press(address, { account: accountId(sandbox, alex) })).text();
    expect(page).toContain(`action="${redirectUri}"`);
    expect(page).toContain('name="code"');
  });

  test('refuses a form that another site sends', async () => {
    const response = await fetch(authorizeUrl(), { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(response.status).toBe(403);
  });
});

describe('the token endpoint', () => {
  async function redeem(changes: Readonly<Record<string, string>>, address = authorizeUrl(), tenant = contosoId) {
    const back = await returnAddress(sandbox, address, alex);
    const form = {
      grant_type: 'authorization_code',
      client_id: sandbox.signInApp.clientId,
      client_secret: sandbox.signInApp.clientSecret,
      redirect_uri: redirectUri,
      code: back.searchParams.get('code') ?? '',
      code_verifier: 'v'.repeat(43),
      ...changes,
    };
    const url = `${sandbox.entraUrl}/${tenant}/oauth2/v2.0/token`;
    const send = async (): Promise<unknown> => {
      const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
      return response.json();
    };
    return { first: await send(), again: send };
  }

  test.each([
    [{ code_verifier: 'w'.repeat(43) }, 'invalid_grant', 501481],
    [{ redirect_uri: 'http://127.0.0.1:3978/' }, 'invalid_client', 500112],
    [{ client_secret: 'wrong' }, 'invalid_client', 7000215],
    [{ client_secret: '' }, 'invalid_client', 7000218],
    [{ code: 'made-up' }, 'invalid_grant', 9002313],
    [{ grant_type: 'password' }, 'unsupported_grant_type', 70003],
  ])('refuses a code with %o', async (changes, error, code) => {
    const { first } = await redeem(changes);
    expect(first).toMatchObject({ error, error_codes: [code] });
  });

  test('refuses a code of another tenant', async () => {
    const { first } = await redeem({}, authorizeUrl(), fabrikamId);
    expect(first).toMatchObject({ error_codes: [700005] });
  });

  test('takes a code once', async () => {
    const client = clientOf(sandbox, contosoId);
    const address = authorizeUrl({ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' });
    const code = (await returnAddress(sandbox, address, alex)).searchParams.get('code') ?? '';
    // The verifier and challenge of RFC 7636, appendix B.
    const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const request = { code, codeVerifier, redirectUri, scopes: ['User.Read'], nonce: 'n' };
    const first = await client.acquireTokenByCode(request);
    expect(first.account?.username).toBe(alex);
    await expect(client.acquireTokenByCode(request)).rejects.toMatchObject({
      errorCode: 'invalid_grant',
    });
  });
});
