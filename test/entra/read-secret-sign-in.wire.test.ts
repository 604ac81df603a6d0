// The sign-in that is made for reading a secret, against the sandbox's Entra, which remembers a browser as the real one does.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { contosoId } from '../../sandbox/contoso.ts';
import { createSignIn } from '../../src/entra/sign-in.ts';
import { alex, must } from './administrator.ts';
import { type CloudUnderTest, startCloud } from './cloud-under-test.ts';

let sandbox: CloudUnderTest;
beforeEach(async () => {
  sandbox = await startCloud();
});
afterEach(() => sandbox.close());

const begin = async (purpose: 'identify' | 'readSecret') =>
  must(
    await createSignIn(sandbox.config).begin({ tenantId: contosoId, purpose, loginHint: 'alex.admin@contoso.example' }),
  );

/** A browser that signed in as Alex so long ago. */
async function pick(url: string, minutesAgo: number): Promise<Record<string, string>> {
  const then = Math.floor(Date.now() / 1000) - minutesAgo * 60;
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ account: alex }),
    headers: { cookie: `sandbox-signed-in=${alex}.${then}` },
    redirect: 'manual',
  });
  return Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);
}

test('asks for the credentials anew, and tells when they were given', async () => {
  const pending = await begin('readSecret');
  const asked = new URL(pending.url).searchParams;
  expect([asked.get('prompt'), asked.get('login_hint')]).toEqual(['login', 'alex.admin@contoso.example']);
  expect(asked.get('scope')?.split(' ').sort()).toEqual(['offline_access', 'openid', 'profile']);
  const { authenticatedAt, access, person } = must(await pending.complete(await pick(pending.url, 45)));
  expect(Math.abs(Date.parse(authenticatedAt ?? '') - Date.now())).toBeLessThan(30_000);
  expect([access, person.objectId]).toEqual([null, alex]);
});

test('is refused where somebody took that out of the address, at a machine that was left unlocked', async () => {
  const pending = await begin('readSecret');
  const address = new URL(pending.url);
  address.searchParams.delete('prompt');
  expect(await pending.complete(await pick(address.href, 45))).toMatchObject({
    ok: false,
    problem: { reason: 'signInNotFresh', step: 'secret' },
  });
});

test('is not asked of an ordinary sign-in, which vouches for no time', async () => {
  const pending = await begin('identify');
  expect(new URL(pending.url).searchParams.get('prompt')).toBeNull();
  expect(must(await pending.complete(await pick(pending.url, 45))).authenticatedAt).toBeNull();
});
