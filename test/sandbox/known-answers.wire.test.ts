// The refusals that Graph and the token endpoint are known to give, as a caller gets them when they are planted.

import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { contosoId } from '../../sandbox/contoso.ts';
import { entraAnswers, graphAnswers } from '../../sandbox/faults/known-answers.ts';
import { creation, startCaller } from './caller.ts';

const tokenRequest = { method: 'POST', path: /\/token$/ } as const;

const { sandbox, send, create, askForToken } = await startCaller();

afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const appId = '11111111-1111-4111-8111-111111111111';
const policy = '00000000-0000-0000-0000-000000000000';

describe('what Graph is known to say', () => {
  test.each([
    [429, 'TooManyRequests', 'Too many requests.', '7', graphAnswers.throttled(7)],
    [429, 'TooManyRequests', 'Too many requests.', null, graphAnswers.throttled(null)],
    [503, 'serviceNotAvailable', 'Service unavailable', '3', graphAnswers.unavailable(3)],
    [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the op', null, graphAnswers.forbidden()],
    [401, 'InvalidAuthenticationToken', 'the token is expired.', null, graphAnswers.tokenExpired()],
    [403, 'Directory_QuotaExceeded', 'The directory object quota limit for the P', null, graphAnswers.quotaExceeded()],
    [404, 'Request_ResourceNotFound', `Resource '${appId}' does not exist or one of`, null, graphAnswers.notFound()],
    [400, 'Request_BadRequest', `The appId '${appId}' of the service p`, null, graphAnswers.noBackingApplication()],
    [400, 'Request_BadRequest', 'must in the local tenant', null, graphAnswers.backingApplicationNotLocal()],
    [400, 'Request_BadRequest', 'Permission being assigned was not found on', null, graphAnswers.permissionNotFound()],
    [400, 'Request_BadRequest', 'Not a valid reference update.', null, graphAnswers.notAReference()],
    [409, 'Directory_ConcurrencyViolation', 'Please wait briefly and retry.', null, graphAnswers.concurrentChange()],
    [400, 'CredentialInvalidLifetimeAsPerAppPolicy', `policy '${policy}'.`, null, graphAnswers.lifetimeTooLong()],
    [400, 'CredentialTypeNotAllowedAsPerAppPolicy', `policy '${policy}'.`, null, graphAnswers.secretsForbidden()],
    [400, 'SignInAudienceNotAllowedAsPerAppPolicy', "'AzureADMultipleOrgs'", null, graphAnswers.audienceForbidden()],
  ])('%i %s: %s', async (status, code, message, retryAfter, known) => {
    sandbox.faults.plant({ ...known, method: '*', path: /./ });
    const path = `/applications/${appId}`;
    const response = await send('PATCH', path, { appId, signInAudience: 'AzureADMultipleOrgs' });
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    const requestId = response.headers.get('request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      error: {
        code,
        message: expect.stringContaining(message),
        innerError: { 'request-id': requestId, 'client-request-id': 'mine' },
      },
    });
  });

  test('has ids of its own each time', async () => {
    sandbox.faults.plant({ ...graphAnswers.throttled(1), ...creation, times: 2 });
    const ids = [await create(), await create()].map((response) => response.headers.get('request-id'));
    expect(new Set(ids).size).toBe(2);
  });
});

describe('what the token endpoint is known to say', () => {
  test.each([
    [401, 7000215, "for a secret added to app 'a-client'.", 'invalid_client', null, entraAnswers.secretInvalid()],
    [401, 7000222, "keys for app 'a-client' are expired.", 'invalid_client', null, entraAnswers.secretExpired()],
    [400, 700016, "identifier 'a-client' was not", 'unauthorized_client', null, entraAnswers.applicationUnknown()],
    [401, 7000229, `in the tenant ${contosoId}.`, 'invalid_client', null, entraAnswers.servicePrincipalMissing()],
    [400, 53003, 'does not allow token issuance.', 'invalid_grant', null, entraAnswers.blockedByConditionalAccess()],
    [503, 90033, 'A transient error has occurred.', 'temporarily_unavailable', null, entraAnswers.unavailable(null)],
    [429, 90055, 'excessive request rate.', 'temporarily_unavailable', '9', entraAnswers.throttled(9)],
  ])('%i AADSTS%i: %s', async (status, code, text, error, retryAfter, known) => {
    sandbox.faults.plant({ ...known, ...tokenRequest });
    const response = await askForToken();
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    const body: unknown = await response.json();
    expect(body).toMatchObject({ error, error_codes: [code], correlation_id: 'mine', trace_id: expect.any(String) });
    expect(body).toMatchObject({ error_description: expect.stringMatching(`^AADSTS${code}: `) });
    expect(body).toMatchObject({ error_description: expect.stringContaining(text) });
  });
});
