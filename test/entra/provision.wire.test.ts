// Each effect against scripted answers: how many requests it makes, what it does after no answer, and how it ends well.

import { expect, test } from 'vitest';
import type { GraphEffect } from '../../src/setup/events.ts';
import {
  alreadyAssigned,
  application,
  assigned,
  assignments,
  concurrent,
  done,
  exchangeOnline,
  gateway,
  inUse,
  invalidReference,
  json,
  keyInUse,
  noBacking,
  notFound,
  principal,
  reset,
  roleUnknown,
  secret,
  throttled,
  tooLong,
} from './graph-answers.ts';
import { request, secretEndsAt } from './provisioned-setup.ts';
import { scriptedAccess, whole } from './scripted-access.ts';
import { graphRefusal, type Scripted } from './scripted-service.ts';

const { service, access, perform, performUnhurried } = scriptedAccess();

const smtp: GraphEffect = { kind: 'assignRole', channel: 'smtp' };
const removal: GraphEffect = { kind: 'removeSecret', keyId: 'lost' };

test.each<[string, GraphEffect, Scripted[], object]>([
  [
    'a new application',
    { kind: 'createApplication' },
    [application],
    { kind: 'applicationCreated', objectId: 'app-object', appId: 'app-client' },
  ],
  [
    'an application that was there',
    { kind: 'createApplication' },
    [done, notFound, application],
    { kind: 'applicationCreated', appId: 'app-client' },
  ],
  [
    'a new service principal',
    { kind: 'createServicePrincipal' },
    [principal],
    { kind: 'servicePrincipalCreated', objectId: 'sp-object' },
  ],
  [
    'a service principal on a slow replica',
    { kind: 'createServicePrincipal' },
    [noBacking, notFound, throttled, principal],
    { kind: 'servicePrincipalCreated' },
  ],
  [
    'a service principal that was there',
    { kind: 'createServicePrincipal' },
    [inUse, json(200, { id: 'sp-object' })],
    { kind: 'servicePrincipalCreated', objectId: 'sp-object' },
  ],
  ['a role', smtp, [assigned], { kind: 'roleAssigned', channel: 'smtp' }],
  ['a role on a slow replica', smtp, [roleUnknown, invalidReference, notFound, assigned], { kind: 'roleAssigned' }],
  ['a role that was assigned', smtp, [alreadyAssigned], { kind: 'roleAssigned' }],
  ['a secret', { kind: 'addSecret' }, [secret], { kind: 'secretAdded', keyId: 'key', endsAt: secretEndsAt }],
  ['a secret on a slow replica', { kind: 'addSecret' }, [notFound, concurrent, secret], { kind: 'secretAdded' }],
  ['a removal', removal, [done], { kind: 'secretRemoved', keyId: 'lost' }],
  [
    'a removal of what is gone',
    removal,
    [graphRefusal(400, 'Request_BadRequest', 'No password credential found with keyId.')],
    { kind: 'secretRemoved' },
  ],
  [
    'an application whose answer was lost, found by its key',
    { kind: 'createApplication' },
    [reset, application],
    { kind: 'applicationCreated', objectId: 'app-object' },
  ],
  [
    'an application that was not made after all, asked for again',
    { kind: 'createApplication' },
    [gateway, notFound, application],
    { kind: 'applicationCreated' },
  ],
  [
    'an application of which even the look got no answer',
    { kind: 'createApplication' },
    [reset, gateway, notFound, application],
    { kind: 'applicationCreated' },
  ],
  [
    'an application whose key is in use on a slow replica',
    { kind: 'createApplication' },
    [keyInUse, notFound, application],
    { kind: 'applicationCreated' },
  ],
  [
    'a service principal whose answer was lost, found by its app id',
    { kind: 'createServicePrincipal' },
    [reset, principal],
    { kind: 'servicePrincipalCreated', objectId: 'sp-object' },
  ],
  [
    'a service principal that was not made, asked for again, and made by the first request after all',
    { kind: 'createServicePrincipal' },
    [gateway, notFound, inUse, principal],
    { kind: 'servicePrincipalCreated' },
  ],
  ['a role whose answer was lost, found in the list', smtp, [reset, assignments], { kind: 'roleAssigned' }],
  [
    'a role that is missing in the list, asked for again',
    smtp,
    [reset, json(200, { value: [] }), alreadyAssigned],
    { kind: 'roleAssigned' },
  ],
  [
    'a role refused three times whose id is right, asked for on',
    smtp,
    [roleUnknown, roleUnknown, roleUnknown, exchangeOnline, assigned],
    { kind: 'roleAssigned' },
  ],
  [
    'a secret whose lifetime the policy does not allow, made shorter',
    { kind: 'addSecret' },
    [tooLong, tooLong, secret],
    { kind: 'secretAdded' },
  ],
  ['504 after adding a secret', { kind: 'addSecret' }, [gateway], { kind: 'secretAnswerLost' }],
  [
    'a secret whose answer breaks off',
    { kind: 'addSecret' },
    [{ kind: 'truncated', status: 200, body: '{"secretText":"hid' }],
    { kind: 'secretAnswerLost' },
  ],
  [
    'a secret whose answer lacks the text',
    { kind: 'addSecret' },
    [json(200, { keyId: 'hid' })],
    { kind: 'secretAnswerLost' },
  ],
  ['a removal whose answer was lost', removal, [reset, gateway, done], { kind: 'secretRemoved' }],
  [
    'lost secrets: those of this setup beside the known one',
    { kind: 'findLostSecrets' },
    [
      json(200, {
        passwordCredentials: [
          { keyId: 'other', displayName: 'by hand' },
          { keyId: 'lost', displayName: 'eBiss EDI-PROD-01 · K7Q2M4 · attempt 1' },
        ],
      }),
    ],
    { kind: 'lostSecretsFound', keyIds: ['lost'] },
  ],
])('%s: as many requests as answers, and the happening', async (_name, effect, answers, happening) => {
  service().script(...answers);
  const outcome = await performUnhurried(effect);
  expect(outcome).toMatchObject({ ok: true, value: { happening } });
  expect(service().asked).toHaveLength(answers.length);
  expect(JSON.stringify(outcome)).not.toContain('hid');
});

test('the application is single tenant with exactly the permissions of the chosen channels, made only if missing', async () => {
  service().script(application);
  await perform({ kind: 'createApplication' }, { ...whole, request: { ...request, channels: ['pop3'] } });
  const [asked] = service().asked;
  expect(asked).toMatchObject({
    method: 'PATCH',
    url: "/v1.0/applications(uniqueName='ebiss-mail-bot-k7q2m4-0123456789abcdef0123456789abcdef')",
  });
  expect(asked?.headers.prefer).toBe('create-if-missing');
  expect(JSON.parse(asked?.body ?? '')).toMatchObject({
    displayName: "eBiss mail of O'Brien",
    signInAudience: 'AzureADMyOrg',
    notes: expect.stringContaining('Setup K7Q2M4, reference CHG-4711'),
    requiredResourceAccess: [
      { resourceAppId: '00000002-0000-0ff1-ce00-000000000000', resourceAccess: [{ id: 'role-pop3', type: 'Role' }] },
    ],
  });
});

test('the secret has an explicit end and a description; its text is beside the happening, never in it', async () => {
  service().script(secret);
  const outcome = await perform({ kind: 'addSecret' });
  expect(JSON.parse(service().asked[0]?.body ?? '')).toEqual({
    passwordCredential: { displayName: 'eBiss EDI-PROD-01 · K7Q2M4 · attempt 1', endDateTime: secretEndsAt },
  });
  expect(outcome).toMatchObject({ ok: true, value: { secretText: 'the-secret' } });
  expect(outcome.ok && JSON.stringify(outcome.value.happening)).not.toContain('the-secret');
});

test('a setup of another tenant is refused before anything is asked', async () => {
  service().script({ kind: 'reset' });
  const foreign = {
    ...whole,
    request: { ...request, tenant: { id: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601', typed: 'x' } },
  };
  expect(await perform({ kind: 'addSecret' }, foreign)).toMatchObject({
    ok: false,
    problem: { reason: 'wrongTenantSignedIn' },
  });
  expect(await access().survey(foreign)).toMatchObject({ ok: false, problem: { reason: 'wrongTenantSignedIn' } });
  expect(service().asked).toHaveLength(0);
});
