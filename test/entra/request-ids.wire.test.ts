// Microsoft Graph's own ids of requests are kept with what the requests did, so that its support can be asked years later.
// What Graph really answered is heard from Node itself, below the program.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createAccess } from '../../src/entra/access.ts';
import type { GraphEffect } from '../../src/setup/events.ts';
import type { TenantAccess } from '../../src/setup/survey.ts';
import { quick } from '../support/quick-patience.ts';
import { accessOf, must } from './administrator.ts';
import { startCloud } from './cloud-under-test.ts';
import { authorizedSetup, created, plannedSetup, request } from './provisioned-setup.ts';
import { runProvisioning } from './provisioning-run.ts';
import { type Scripted, type ScriptedService, startScriptedService } from './scripted-service.ts';

const answered = z.object({
  request: z.object({ method: z.string(), path: z.string() }),
  response: z.object({ headers: z.array(z.instanceof(Uint8Array)) }),
});

type Heard<Value> = { readonly value: Value; readonly ids: ReadonlyMap<string, string> };

/** `ids`: `METHOD path` of each request that was answered, by the id that its answer carried. */
async function hearing<Value>(work: () => Promise<Value>): Promise<Heard<Value>> {
  const ids = new Map<string, string>();
  const onAnswer = (message: unknown) => {
    const { request, response } = answered.parse(message);
    const texts = response.headers.map((part) => Buffer.from(part).toString('latin1'));
    const id = texts[texts.findIndex((name) => name.toLowerCase() === 'request-id') + 1];
    if (id !== undefined) ids.set(id, `${request.method} ${request.path.split('?')[0]}`);
  };
  subscribe('undici:request:headers', onAnswer);
  try {
    return { value: await work(), ids };
  } finally {
    unsubscribe('undici:request:headers', onAnswer);
  }
}

test('each change of a run is kept with the id of the request that made it', async () => {
  const sandbox = await startCloud();
  const access = await accessOf(sandbox, 'createAndConsent');
  const survey = must(await access.survey(plannedSetup()));
  const { value: ran, ids } = await hearing(() => runProvisioning(access, plannedSetup(), survey));
  access.close();
  await sandbox.close();
  const made = ran.happenings.flatMap((one) => ('requestId' in one ? [[one.kind, ids.get(one.requestId ?? '')]] : []));
  const kinds = made.map(([kind]) => kind).toSorted();
  expect(kinds).toEqual([
    'applicationCreated',
    'roleAssigned',
    'roleAssigned',
    'secretAdded',
    'servicePrincipalCreated',
  ]);
  expect(Object.fromEntries(made)).toMatchObject({
    applicationCreated: expect.stringMatching(/^PATCH .*\/applications\(uniqueName=/),
    servicePrincipalCreated: expect.stringMatching(/^POST .*\/servicePrincipals$/),
    roleAssigned: expect.stringMatching(/^POST .*\/appRoleAssignedTo$/),
    secretAdded: expect.stringMatching(/^POST .*\/addPassword$/),
  });
});

let service: ScriptedService;
let access: TenantAccess;

beforeAll(async () => {
  service = await startScriptedService();
});
beforeEach(() => {
  const signIn = { clientId: 'client', clientSecret: 'secret' };
  const config = { entraUrl: service.url, graphUrl: service.url, signIn, redirectUri: 'http://127.0.0.1/' };
  access = createAccess(config, request.tenant.id, 'delegated-token', { page: quick, run: quick });
});
afterAll(() => service.close());

function answer(status: number, body: unknown, headers: Record<string, string>): Scripted {
  return { kind: 'json', status, body, headers };
}

const application = { id: 'app-object', appId: 'app-client' };
const there = {
  error: { code: 'Request_BadRequest', message: 'Permission being assigned already exists on the object' },
};
const gone = { error: { code: 'Request_BadRequest', message: 'No password credential found with keyId.' } };
const smtp: GraphEffect = { kind: 'assignRole', channel: 'smtp' };
const removal: GraphEffect = { kind: 'removeSecret', keyId: 'lost' };

test.each<[string, GraphEffect, Scripted[], string | undefined]>([
  [
    'of the change, not of the look after it',
    { kind: 'createApplication' },
    [answer(204, null, { 'request-id': 'change' }), answer(200, application, { 'request-id': 'look' })],
    'change',
  ],
  ['of the refusal that says it is so already', smtp, [answer(400, there, { 'request-id': 'refused' })], 'refused'],
  ['of the removal of what is gone', removal, [answer(400, gone, { 'request-id': 'refused' })], 'refused'],
  [
    'of a look for lost secrets',
    { kind: 'findLostSecrets' },
    [answer(200, { passwordCredentials: [] }, { 'request-id': 'look' })],
    'look',
  ],
  [
    'the one it was sent with, where Graph told no other',
    smtp,
    [answer(201, {}, { 'client-request-id': 'ours' })],
    'ours',
  ],
  ['none, where none was told', smtp, [answer(201, {}, {})], undefined],
  ['none, where it is no id', smtp, [answer(201, {}, { 'request-id': '=cmd|calc <b>' })], undefined],
  ['none, where it is too long', smtp, [answer(201, {}, { 'request-id': 'x'.repeat(101) })], undefined],
])('the id %s', async (_what, effect, answers, requestId) => {
  service.script(...answers);
  const outcome = must(await access.perform(authorizedSetup(created), effect, () => {}));
  expect('requestId' in outcome.happening ? outcome.happening.requestId : undefined).toBe(requestId);
});
