import { expect, test } from 'vitest';
import { personOf } from '../../src/entra/id-token.ts';
import { isSamePerson } from '../../src/setup/person.ts';

const tenantId = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';
const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
const objectId = '2f6b8d10-91c4-4f7e-a1b2-0c3d4e5f6a02';
const expected = { tenantId, clientId: 'client', nonce: 'nonce', issuer };
const claims = {
  aud: 'client',
  iss: issuer,
  tid: tenantId.toUpperCase(),
  oid: objectId.toUpperCase(),
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
      objectId,
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

const fabrikamId = '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601';

test.each([
  [{ tid: fabrikamId }, 'wrongTenantSignedIn'],
  [{ tid: fabrikamId, iss: `https://login.microsoftonline.com/${fabrikamId}/v2.0` }, 'wrongTenantSignedIn'],
  [{ tid: 'contoso.example' }, 'signInRefused'],
  [{ tid: undefined }, 'signInRefused'],
  [{ iss: `https://login.microsoftonline.com/${fabrikamId}/v2.0` }, 'signInRefused'],
  [{ iss: `https://sts.windows.net/${tenantId}/` }, 'signInRefused'],
  [{ iss: `${issuer}/` }, 'signInRefused'],
  [{ iss: `https://login.example/${tenantId}/v2.0` }, 'signInRefused'],
  [{ iss: undefined }, 'signInRefused'],
  [{ nonce: 'another' }, 'signInRefused'],
  [{ nonce: undefined }, 'signInRefused'],
  [{ aud: 'another' }, 'signInRefused'],
  [{ aud: ['client', 'another'] }, 'signInRefused'],
  [{ aud: undefined }, 'signInRefused'],
  [{ oid: 7 }, 'signInRefused'],
  [{ oid: '' }, 'signInRefused'],
  [{ oid: 'alex@contoso.example' }, 'signInRefused'],
  [{ oid: undefined }, 'signInRefused'],
])('with %j the token is refused as %s', (more, reason) => {
  expect(personOf({ ...claims, ...more }, expected)).toMatchObject({ ok: false, problem: { reason } });
});

test('name and address make nobody somebody else', () => {
  const renamed = { name: 'Robin Keller', preferred_username: 'robin@contoso.example', email: 'robin@contoso.example' };
  const [alex, other] = [claims, { ...claims, ...renamed }].map((one) => personOf(one, expected));
  if (!alex?.ok || !other?.ok) throw new Error('both are good tokens');
  expect(isSamePerson(alex.value, other.value)).toBe(true);
  const namesake = personOf({ ...claims, oid: fabrikamId }, expected);
  expect(namesake.ok && isSamePerson(alex.value, namesake.value)).toBe(false);
});
