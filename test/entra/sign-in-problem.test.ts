import { AuthError, ServerError } from '@azure/msal-node';
import { expect, test } from 'vitest';
import type { Latest } from '../../src/entra/entra-network.ts';
import { callbackProblem, tokenProblem } from '../../src/entra/sign-in-problem.ts';

const trace = 'Trace ID: 11111111-2222-3333-4444-555555555555 Correlation ID: x Timestamp: y';

test.each([
  ['access_denied', 'AADSTS65004: User declined to consent.', 'signInDeclined', 'retry'],
  ['access_denied', undefined, 'signInDeclined', 'retry'],
  ['access_denied', 'AADSTS90094: Admin consent is required.', 'signInConsentMissing', 'askAdmin'],
  ['access_denied', 'AADSTS65001: Not consented.', 'signInConsentMissing', 'askAdmin'],
  ['consent_required', undefined, 'signInConsentMissing', 'askAdmin'],
  ['interaction_required', 'AADSTS53003: Blocked by Conditional Access.', 'signInRefused', 'askAdmin'],
  ['invalid_request', 'AADSTS50020: The account does not exist in the tenant.', 'wrongTenantSignedIn', 'retry'],
  ['invalid_request', 'AADSTS90072: An account of another identity provider.', 'wrongTenantSignedIn', 'retry'],
  ['invalid_client', 'AADSTS7000222: The client secret keys are expired.', 'signInRefused', 'tellUs'],
  ['server_error', 'AADSTS90033: A transient error has occurred.', 'signInRefused', 'retry'],
])('a callback with %s, %s is %s', (error, description, reason, remedy) => {
  const query = {
    error,
    state: 's',
    ...(description === undefined ? {} : { error_description: `${description} ${trace}` }),
  };
  expect(callbackProblem(query)).toMatchObject({ reason, remedy, step: 'authorize' });
});

test('the trace id is kept for the support, and only the first line of the words', () => {
  const query = { error: 'x', error_description: `AADSTS50105: Not assigned.\r\n${trace}` };
  expect(callbackProblem(query)).toMatchObject({
    subject: 'AADSTS50105',
    details: 'AADSTS50105: Not assigned.',
    requestId: '11111111-2222-3333-4444-555555555555',
  });
});

test.each([[{}], [null], ['text'], [{ error: ['a', 'b'] }]])('a callback that brings %j is refused', (query) => {
  expect(callbackProblem(query)).toMatchObject({ reason: 'signInRefused', subject: 'callback' });
});

const answered = (status: number): Latest => ({ kind: 'answered', status, secondsAsked: null });

test.each<[Error, Latest, string]>([
  [
    new ServerError('invalid_grant', 'c', 'AADSTS65001: no consent', '', '65001'),
    answered(400),
    'signInConsentMissing',
  ],
  [new ServerError('invalid_client', 'c', 'AADSTS7000215: wrong', '', '7000215'), answered(401), 'signInRefused'],
  [new ServerError('temporarily_unavailable', 'c', 'AADSTS90033: busy', '', '90033'), answered(503), 'noAnswer'],
  [new ServerError('too_many', 'c', 'AADSTS90055: busy', '', '90055'), answered(429), 'throttled'],
  [new AuthError('endpoints_resolution_error', 'c', 'no'), answered(429), 'throttled'],
  [new AuthError('endpoints_resolution_error', 'c', 'no'), { kind: 'none' }, 'noAnswer'],
  [new AuthError('network_error', 'c', 'no'), { kind: 'unreachable', cause: 'ECONNRESET' }, 'noAnswer'],
  [new AuthError('nonce_mismatch', 'c', 'no'), answered(200), 'signInRefused'],
])('msal-node’s %s after %o is told as %s', (error, latest, reason) => {
  expect(tokenProblem(error, latest).reason).toBe(reason);
});
