// The refusals that Graph and the token endpoint are known to give now and then, word for word and naming what the call
// names. To be spread into a fault; one whose cause the sandbox knows itself is made where the sandbox makes it.

import {
  applicationUnknown,
  blockedByConditionalAccess,
  secretExpired,
  secretInvalid,
  servicePrincipalMissing,
} from '../entra/client-refused.ts';
import { correlationIdOf, type Refusal, refusal, refusalAnswer } from '../entra/refusal.ts';
import { notAReference, permissionNotFound } from '../graph/app-role-assignments.ts';
import { lifetimeTooLong, secretsForbidden } from '../graph/application-secrets.ts';
import { parsedJson } from '../graph/body.ts';
import { onTheWire } from '../graph/envelope.ts';
import { badRequest, forbidden, notFound, type Reply, refused } from '../graph/reply.ts';
import { noBackingApplication } from '../graph/service-principals.ts';
import { type Call, formOf } from '../http/call.ts';
import type { FaultKind, Service } from './fault.ts';

export type KnownAnswer = Extract<FaultKind, { kind: 'refused' }> & { readonly service: Service };

/** Seconds; null: the service does not say how long. */
type RetryAfter = number | null;

export const graphAnswers = {
  throttled: (seconds: RetryAfter) => graph(() => refused(429, 'TooManyRequests', 'Too many requests.'), seconds),
  unavailable: (seconds: RetryAfter) =>
    graph(() => refused(503, 'serviceNotAvailable', 'Service unavailable'), seconds),
  tokenExpired: () =>
    graph(() => refused(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.')),
  forbidden: () => graph(forbidden),
  quotaExceeded: () =>
    graph(() =>
      refused(
        403,
        'Directory_QuotaExceeded',
        'The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.',
      ),
    ),
  notFound: () => graph((call) => notFound(keyIn(call.path))),
  noBackingApplication: () => graph((call) => noBackingApplication(appIdIn(call))),
  backingApplicationNotLocal: () =>
    graph(() =>
      badRequest(
        'When using this permission, the backing application of the service principal being created must in the local tenant',
      ),
    ),
  permissionNotFound: () => graph(permissionNotFound),
  notAReference: () => graph(notAReference),
  concurrentChange: () =>
    graph(() =>
      refused(
        409,
        'Directory_ConcurrencyViolation',
        'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
      ),
    ),
  lifetimeTooLong: () => graph(lifetimeTooLong),
  secretsForbidden: () => graph(secretsForbidden),
  audienceForbidden: () =>
    graph((call) =>
      refused(
        400,
        'SignInAudienceNotAllowedAsPerAppPolicy',
        `'signInAudience' property value '${named(call, 'signInAudience') ?? 'AzureADMyOrg'}' is not allowed.`,
      ),
    ),
};

export const entraAnswers = {
  throttled: (seconds: RetryAfter) =>
    entra(() => refusal(429, 'temporarily_unavailable', 90055, excessiveRate), seconds),
  unavailable: (seconds: RetryAfter) =>
    entra(
      () => refusal(503, 'temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.'),
      seconds,
    ),
  secretInvalid: () => entra((call) => secretInvalid(clientIn(call)).refusal),
  secretExpired: () => entra((call) => secretExpired(clientIn(call)).refusal),
  applicationUnknown: () => entra((call) => applicationUnknown(clientIn(call), tenantIn(call)).refusal),
  servicePrincipalMissing: () => entra((call) => servicePrincipalMissing(clientIn(call), tenantIn(call)).refusal),
  blockedByConditionalAccess: () => entra(() => blockedByConditionalAccess().refusal),
};

const excessiveRate = 'The server has terminated the request due to excessive request rate.';

function graph(reply: (call: Call) => Reply, retryAfter: RetryAfter = null): KnownAnswer {
  return { service: 'graph', kind: 'refused', refuse: (call) => waiting(onTheWire(call, reply(call)), retryAfter) };
}

function entra(reason: (call: Call) => Refusal, retryAfter: RetryAfter = null): KnownAnswer {
  const refuse = (call: Call) => waiting(refusalAnswer(reason(call), correlationIdOf(call)), retryAfter);
  return { service: 'entra', kind: 'refused', refuse };
}

function waiting(answer: ReturnType<KnownAnswer['refuse']>, seconds: RetryAfter) {
  return seconds === null ? answer : { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } };
}

function clientIn(call: Call): string {
  return formOf(call).get('client_id') ?? '';
}

function tenantIn(call: Call): string {
  return call.path.split('/')[1] ?? '';
}

/** The object's key in a path of Graph; the last piece where there is none. */
function keyIn(path: string): string {
  const quoted = /\(\w+='((?:[^']|'')+)'\)/.exec(path)?.[1]?.replaceAll("''", "'");
  const id = /\/([0-9a-f-]{36})(?:\/|$)/i.exec(path)?.[1];
  return quoted ?? id ?? path.split('/').at(-1) ?? '';
}

function appIdIn(call: Call): string {
  return named(call, 'appId') ?? keyIn(call.path);
}

/** A text that the call's JSON body has under this name. */
function named(call: Call, name: string): string | null {
  const body = parsedJson(call);
  const value = body.ok ? body.value[name] : null;
  return typeof value === 'string' ? value : null;
}
