import { expect, test } from 'vitest';
import { personOf } from '../../src/entra/id-token.ts';
import { scopeReasons, scopesOf } from '../../src/entra/scopes.ts';

const tenantId = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';
const expected = { tenantId, clientId: 'client', nonce: 'nonce' };
const claims = {
  aud: 'client',
  iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
  tid: tenantId.toUpperCase(),
  oid: 'ABC',
  nonce: 'nonce',
  name: 'Alex Brandt',
  preferred_username: 'alex@contoso.example',
};

test('a person is tenant and object id in lower case, with the roles of the token', () => {
  const wids = ['9B895D92-2cd3-44c7-9d02-a6ac2d5ea5c3'];
  expect(personOf({ ...claims, wids, acct: 0 }, expected)).toEqual({
    ok: true,
    value: {
      tenantId,
      objectId: 'abc',
      name: 'Alex Brandt',
      username: 'alex@contoso.example',
      directoryRoles: ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3'],
      guest: false,
    },
  });
});

test.each([
  [{ acct: 1 }, true],
  [{ acct: '1' }, true],
  [{ idp: 'https://sts.windows.net/another/' }, true],
  [{ idp: claims.iss }, false],
  [{ preferred_username: 'x_y.example#EXT#@contoso.example' }, true],
  [{}, false],
])('with %j guest is %s', (more, guest) => {
  expect(personOf({ ...claims, ...more }, expected)).toMatchObject({ ok: true, value: { guest } });
});

test.each([
  [{ tid: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' }, 'wrongTenantSignedIn'],
  [{ nonce: 'another' }, 'signInRefused'],
  [{ aud: 'another' }, 'signInRefused'],
  [{ oid: 7 }, 'signInRefused'],
])('with %j the token is refused as %s', (more, reason) => {
  expect(personOf({ ...claims, ...more }, expected)).toMatchObject({ ok: false, problem: { reason } });
});

test('the strong scope is asked for only with consent, and identifying asks for none of Graph', () => {
  expect(scopesOf('identify')).toEqual(['openid', 'profile']);
  expect(scopesOf('create')).not.toContain('AppRoleAssignment.ReadWrite.All');
  expect(scopesOf('createAndConsent')).toContain('AppRoleAssignment.ReadWrite.All');
  expect(Object.keys(scopeReasons)).toHaveLength(scopesOf('createAndConsent').length - 2);
});
