import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConsentAddress } from '../../src/entra/admin-consent.ts';
import { contosoOf } from './administrator.ts';
import { type CloudUnderTest, startCloud } from './cloud-under-test.ts';

let sandbox: CloudUnderTest;

beforeEach(async () => {
  sandbox = await startCloud();
});
afterEach(() => sandbox.close());

test('the consent page stands where people sign in, which may be another place than where tokens come from', async () => {
  const { id } = contosoOf(sandbox);
  const address = new URL(await createConsentAddress(sandbox.config)(id, 'client'));
  expect(address.protocol).toBe('http:');
  expect(address.pathname).toBe(`/${id}/adminconsent`);
  expect(address.searchParams.get('client_id')).toBe('client');
  expect((await fetch(address)).status).not.toBe(404);
});

test('without an answer from Entra the configured address is used, and Entra is asked again the next time', async () => {
  const { id } = contosoOf(sandbox);
  const nowhere = { ...sandbox.config, entraUrl: 'https://127.0.0.1:9' };
  expect(await createConsentAddress(nowhere)(id, 'client')).toBe(
    `https://127.0.0.1:9/${id}/adminconsent?client_id=client`,
  );
});
