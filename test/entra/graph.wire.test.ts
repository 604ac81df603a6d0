import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { EntraConfig } from '../../src/entra/cloud-endpoints.ts';
import { createGraph, type GraphRequest } from '../../src/entra/graph.ts';
import { askGraph } from '../../src/entra/graph-problem.ts';
import { resolveTenant } from '../../src/entra/tenant.ts';
import { graphRefusal, type Scripted, type ScriptedService, startScriptedService } from './scripted-service.ts';

let service: ScriptedService;
let config: EntraConfig;

beforeAll(async () => {
  service = await startScriptedService();
  config = {
    entraUrl: service.url,
    graphUrl: service.url,
    signIn: { clientId: 'client', clientSecret: 'secret' },
    redirectUri: 'http://127.0.0.1/signin/callback',
  };
});
afterAll(() => service.close());

const get: GraphRequest = { method: 'GET', path: '/organization', query: { $filter: "a eq 'x&y#z'" } };
const post: GraphRequest = { method: 'POST', path: '/servicePrincipals', body: { appId: 'a' } };
const patch: GraphRequest = { method: 'PATCH', path: "/applications(uniqueName='k')", body: { displayName: 'a' } };
const schema = z.object({ id: z.string() });

function ask(request: GraphRequest) {
  return askGraph(createGraph(config, 'delegated-token', 5_000), 'application', schema, request);
}

test('a request carries the token, the version and an encoded query', async () => {
  service.script({ kind: 'json', status: 200, body: { id: 'x' } });
  expect(await ask(get)).toEqual({ ok: true, value: { id: 'x' } });
  expect(service.asked[0]?.url).toBe('/v1.0/organization?$filter=a%20eq%20%27x%26y%23z%27');
  expect(service.asked[0]?.headers.authorization).toBe('Bearer delegated-token');
});

test.each<[string, Scripted, object]>([
  [
    '403',
    graphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges.'),
    {
      reason: 'graphForbidden',
      remedy: 'askAdmin',
      requestId: 'req-1',
      details: '403 Authorization_RequestDenied: Insufficient privileges.',
    },
  ],
  ['401', graphRefusal(401, 'InvalidAuthenticationToken'), { reason: 'signInExpired', remedy: 'retry' }],
  [
    '429',
    { kind: 'json', status: 429, body: {}, headers: { 'retry-after': '20' } },
    { reason: 'throttled', subject: '20 s' },
  ],
  ['429 without Retry-After', graphRefusal(429, 'TooManyRequests'), { reason: 'throttled', subject: null }],
  [
    '404',
    graphRefusal(404, 'Request_ResourceNotFound'),
    { reason: 'graphRefused', subject: 'Request_ResourceNotFound' },
  ],
  [
    '400',
    graphRefusal(400, 'Request_BadRequest', 'Property x is invalid.'),
    { reason: 'graphRefused', remedy: 'tellUs' },
  ],
  [
    'a ban on secrets',
    graphRefusal(400, 'CredentialTypeNotAllowedAsPerAppPolicy'),
    { reason: 'secretsForbidden', remedy: 'askAdmin' },
  ],
  [
    'a bound on secrets',
    graphRefusal(400, 'CredentialInvalidLifetimeAsPerAppPolicy', 'x', 'InvalidKeyEndDate'),
    { reason: 'secretLifetimeTooLong', remedy: 'askAdmin' },
  ],
  [
    'a refusal that is no JSON',
    { kind: 'text', status: 400, body: '<html>' },
    { reason: 'graphRefused', subject: 'HTTP 400' },
  ],
  ['503', graphRefusal(503, 'ServiceUnavailable'), { reason: 'noAnswer', remedy: 'retry', details: 'HTTP 503' }],
  ['504', { kind: 'text', status: 504, body: '<html>' }, { reason: 'noAnswer', details: 'HTTP 504' }],
  ['a reset', { kind: 'reset' }, { reason: 'noAnswer', details: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) }],
  ['a body that breaks off', { kind: 'truncated', status: 201, body: '{"id":' }, { reason: 'noAnswer' }],
  ['an answer that is no JSON', { kind: 'text', status: 200, body: '<html>' }, { reason: 'noAnswer' }],
  [
    'an answer of another shape',
    { kind: 'json', status: 200, body: { id: 7, secretText: 'hidden' } },
    { reason: 'unexpected', details: 'id: invalid_type' },
  ],
])('%s to a creation: asked once and told as it is', async (_name, answer, expected) => {
  for (const request of [post, patch]) {
    service.script(answer);
    expect(await ask(request)).toMatchObject({ ok: false, problem: { step: 'application', ...expected } });
    expect(service.asked).toHaveLength(1);
  }
});

test('a read is asked once as well: whether it is asked again is for others to decide', async () => {
  service.script(graphRefusal(503, 'ServiceUnavailable'), { kind: 'json', status: 200, body: { id: 'x' } });
  expect(await ask(get)).toMatchObject({ ok: false, problem: { reason: 'noAnswer' } });
  expect(service.asked).toHaveLength(1);
});

test('throttling tells how long Microsoft asks to wait', async () => {
  service.script({ kind: 'json', status: 429, body: {}, headers: { 'retry-after': '120' } });
  expect(await ask(get)).toMatchObject({ ok: false, problem: { reason: 'throttled', subject: '120 s' } });
});

test('each request is told with its status, 0 for none', async () => {
  const told: string[] = [];
  const onGraphAnswer = (method: string, status: number, seconds: number) =>
    void told.push(`${method} ${status} ${seconds > 0}`);
  const graph = createGraph({ ...config, onGraphAnswer }, 'delegated-token', 5_000);
  for (const answer of [graphRefusal(403, 'x'), { kind: 'reset' }] as const) {
    service.script(answer);
    await graph.send(post);
  }
  expect(told).toEqual(['POST 403 true', 'POST 0 true']);
});

test('once closed, nothing is sent any more', async () => {
  service.script({ kind: 'json', status: 200, body: { id: 'x' } });
  const graph = createGraph(config, 'delegated-token', 5_000);
  graph.close();
  expect(await graph.send(get)).toMatchObject({ kind: 'noAnswer' });
  expect(service.asked).toHaveLength(0);
});

test('a redirect is not followed, so the token goes nowhere else', async () => {
  service.script({ kind: 'json', status: 302, body: {}, headers: { location: `${service.url}/elsewhere` } });
  expect(await ask(post)).toMatchObject({ ok: false, problem: { reason: 'noAnswer' } });
  expect(service.asked).toHaveLength(1);
});

test.each([
  'common',
  'organizations',
  'a b.example',
  '../x.example',
  'x.example/..',
  'evil.example:443',
  '',
  '@x.example',
  'x.example?y',
])('%j is no tenant, and nothing is asked', async (typed) => {
  service.script({ kind: 'reset' });
  expect(await resolveTenant(config, typed)).toMatchObject({
    ok: false,
    problem: { reason: 'tenantUnknown', remedy: 'changeInput' },
  });
  expect(service.asked).toHaveLength(0);
});

const guid = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';
test.each<[string, Scripted, object]>([
  [
    'a document',
    { kind: 'json', status: 200, body: { issuer: `https://login.microsoftonline.com/${guid}/v2.0` } },
    { ok: true, value: guid },
  ],
  [
    'no such tenant',
    {
      kind: 'json',
      status: 400,
      body: { error: 'invalid_tenant', error_description: 'AADSTS90002: Tenant not found.' },
    },
    { problem: { reason: 'tenantUnknown', actor: 'requester' } },
  ],
  [
    'the consumers’ tenant',
    { kind: 'json', status: 200, body: { issuer: 'https://x.example/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0' } },
    { problem: { reason: 'tenantUnknown' } },
  ],
  [
    'a portal’s page',
    { kind: 'text', status: 200, body: '<html>' },
    { problem: { reason: 'noAnswer', remedy: 'retry' } },
  ],
  ['503', { kind: 'text', status: 503, body: '' }, { problem: { reason: 'noAnswer' } }],
  [
    'a reset',
    { kind: 'reset' },
    { problem: { reason: 'noAnswer', details: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) } },
  ],
])('a domain, answered with %s', async (_name, answer, expected) => {
  service.script(answer);
  expect(await resolveTenant(config, ' Contoso.Example ')).toMatchObject(expected);
  expect(service.asked[0]?.url).toBe('/contoso.example/v2.0/.well-known/openid-configuration');
});
