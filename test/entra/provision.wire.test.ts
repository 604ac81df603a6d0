import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccess } from '../../src/entra/access.ts';
import type { GraphEffect } from '../../src/setup/events.ts';
import type { TenantAccess } from '../../src/setup/survey.ts';
import { authorizedSetup, created, request, secretEndsAt } from './provisioned-setup.ts';
import { graphRefusal, type Scripted, type ScriptedService, startScriptedService } from './scripted-service.ts';

let service: ScriptedService;
let access: TenantAccess;

beforeAll(async () => {
  service = await startScriptedService();
  const signIn = { clientId: 'client', clientSecret: 'secret' };
  const config = { entraUrl: service.url, graphUrl: service.url, signIn, redirectUri: 'http://127.0.0.1/' };
  access = createAccess(config, request.tenant.id, 'delegated-token', { deadlineMs: 60, delaysMs: [1, 1, 20] });
});
afterAll(() => service.close());

const whole = authorizedSetup(created);
const perform = (effect: GraphEffect) => access.perform(whole, effect);
const json = (status: number, body: unknown): Scripted => ({ kind: 'json', status, body });

const application = json(201, { id: 'app-object', appId: 'app-client' });
const principal = json(201, { id: 'sp-object' });
const secret = json(200, { keyId: 'key', secretText: 'the-secret', endDateTime: secretEndsAt });
const assigned = json(201, { id: 'assignment' });
const done = json(204, null);

const noBacking = graphRefusal(
  400,
  'Request_BadRequest',
  "The appId 'x' of the service principal does not reference a valid application object.",
  'NoBackingApplicationObject',
);
const notFound = graphRefusal(
  404,
  'Request_ResourceNotFound',
  "Resource 'x' does not exist or one of its queried reference-property objects are not present.",
);
const roleUnknown = graphRefusal(400, 'Request_BadRequest', 'Permission being assigned was not found on application');
const invalidReference = graphRefusal(400, 'Request_BadRequest', 'Not a valid reference update.');
const alreadyAssigned = graphRefusal(
  400,
  'Request_BadRequest',
  'Permission being assigned already exists on the object',
);
const inUse = graphRefusal(
  409,
  'Request_MultipleObjectsWithSameKeyValue',
  'The service principal cannot be created, updated, or restored because the service principal name x is already in use.',
);
const concurrent = graphRefusal(409, 'Directory_ConcurrencyViolation', 'try again');
const throttled: Scripted = { kind: 'json', status: 429, body: {} };

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
])('%s: as many requests as answers, and the happening', async (_name, effect, answers, happening) => {
  service.script(...answers);
  expect(await perform(effect)).toMatchObject({ ok: true, value: { happening } });
  expect(service.asked).toHaveLength(answers.length);
});

test.each<[string, GraphEffect, Scripted, object, boolean]>([
  [
    'no backing application, for ever',
    { kind: 'createServicePrincipal' },
    noBacking,
    { reason: 'notReplicated', step: 'servicePrincipal', remedy: 'retry' },
    true,
  ],
  [
    'an application unknown, for ever',
    { kind: 'addSecret' },
    notFound,
    { reason: 'notReplicated', step: 'secret' },
    true,
  ],
  ['an application unknown while removing', removal, notFound, { reason: 'notReplicated', step: 'secret' }, true],
  [
    'a role not found, for ever',
    smtp,
    roleUnknown,
    { reason: 'graphRefused', step: 'consent', subject: 'SMTP.SendAsApp' },
    true,
  ],
  ['throttling, for ever', { kind: 'addSecret' }, throttled, { reason: 'throttled', step: 'secret' }, true],
  [
    '403 while consenting',
    smtp,
    graphRefusal(403, 'Authorization_RequestDenied'),
    { reason: 'graphForbidden', step: 'consent' },
    false,
  ],
  [
    'a lifetime too long',
    { kind: 'addSecret' },
    graphRefusal(400, 'CredentialInvalidLifetimeAsPerAppPolicy'),
    { reason: 'secretLifetimeTooLong', step: 'secret' },
    false,
  ],
  [
    'secrets banned',
    { kind: 'addSecret' },
    graphRefusal(400, 'CredentialTypeNotAllowedAsPerAppPolicy'),
    { reason: 'secretsForbidden', step: 'secret' },
    false,
  ],
  [
    '504 after adding a secret',
    { kind: 'addSecret' },
    { kind: 'text', status: 504, body: '' },
    { reason: 'noAnswer', step: 'secret' },
    false,
  ],
  [
    'a secret whose answer breaks off',
    { kind: 'addSecret' },
    { kind: 'truncated', status: 200, body: '{"secretText":"hid' },
    { reason: 'noAnswer' },
    false,
  ],
  [
    'a reset while creating',
    { kind: 'createApplication' },
    { kind: 'reset' },
    { reason: 'noAnswer', step: 'application' },
    false,
  ],
])('%s', async (_name, effect, answer, expected, again) => {
  service.script(answer);
  const outcome = await perform(effect);
  expect(outcome).toMatchObject({ ok: false, problem: expected });
  expect(JSON.stringify(outcome)).not.toContain('hid');
  expect(service.asked.length > 1).toBe(again);
});

test('the application is single tenant with exactly the permissions of the chosen channels, made only if missing', async () => {
  service.script(application);
  await access.perform({ ...whole, request: { ...request, channels: ['pop3'] } }, { kind: 'createApplication' });
  const [asked] = service.asked;
  expect(asked).toMatchObject({ method: 'PATCH', url: "/v1.0/applications(uniqueName='ebiss-mail-bot-k7q2m4')" });
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
  service.script(secret);
  const outcome = await perform({ kind: 'addSecret' });
  expect(JSON.parse(service.asked[0]?.body ?? '')).toEqual({
    passwordCredential: { displayName: 'eBiss EDI-PROD-01 · K7Q2M4 · attempt 1', endDateTime: secretEndsAt },
  });
  expect(outcome).toMatchObject({ ok: true, value: { secretText: 'the-secret' } });
  expect(outcome.ok && JSON.stringify(outcome.value.happening)).not.toContain('the-secret');
});

test('a setup of another tenant is refused before anything is asked', async () => {
  service.script({ kind: 'reset' });
  const foreign = {
    ...whole,
    request: { ...request, tenant: { id: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601', typed: 'x' } },
  };
  expect(await access.perform(foreign, { kind: 'addSecret' })).toMatchObject({
    ok: false,
    problem: { reason: 'wrongTenantSignedIn' },
  });
  expect(await access.survey(foreign)).toMatchObject({ ok: false, problem: { reason: 'wrongTenantSignedIn' } });
  expect(service.asked).toHaveLength(0);
});
