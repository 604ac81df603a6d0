// Every way in which a request of a setup can go wrong that the two services and the network between are known for. A
// fault is planted on one request at a time.

import type { FaultKind } from '../../sandbox/faults/fault.ts';
import { entraAnswers, graphAnswers } from '../../sandbox/faults/known-answers.ts';

export type KnownFault = { readonly name: string; readonly what: FaultKind };

/** A single request counts as unanswered after so long in these runs (see `impatience` in cell.ts). */
export const timeoutMs = 400;

function fault(name: string, what: FaultKind): KnownFault {
  return { name, what };
}

const ofTheNetwork: readonly KnownFault[] = [
  fault('502 before it was carried out', { kind: 'gateway', status: 502, effect: false }),
  fault('503 of a gateway', { kind: 'gateway', status: 503, effect: false }),
  fault('504 before it was carried out', { kind: 'gateway', status: 504, effect: false }),
  fault('504 after it was carried out', { kind: 'gateway', status: 504, effect: true }),
  fault('reset before it was carried out', { kind: 'reset', effect: false }),
  fault('reset after it was carried out', { kind: 'reset', effect: true }),
  fault('answer breaks off', { kind: 'truncated' }),
  fault('answer after the deadline', { kind: 'delay', milliseconds: timeoutMs * 1.5 }),
  fault('carried out after the deadline', { kind: 'late', milliseconds: timeoutMs * 1.5 }),
];

export const graphFaults: readonly KnownFault[] = [
  ...ofTheNetwork,
  fault('429, Retry-After 1 s', graphAnswers.throttled(1)),
  fault('429 without Retry-After', graphAnswers.throttled(null)),
  fault('503, Retry-After 1 s', graphAnswers.unavailable(1)),
  fault('unknown to replicas for 1 s', { kind: 'replication', seconds: 1 }),
  fault('401 token expired', graphAnswers.tokenExpired()),
  fault('403 forbidden', graphAnswers.forbidden()),
  fault('403 quota exceeded', graphAnswers.quotaExceeded()),
  fault('404 not found', graphAnswers.notFound()),
  fault('400 no backing application', graphAnswers.noBackingApplication()),
  fault('400 backing application not local', graphAnswers.backingApplicationNotLocal()),
  fault('400 permission not found', graphAnswers.permissionNotFound()),
  fault('400 not a valid reference', graphAnswers.notAReference()),
  fault('409 concurrent change', graphAnswers.concurrentChange()),
  fault('400 lifetime too long', graphAnswers.lifetimeTooLong()),
  fault('400 secrets forbidden', graphAnswers.secretsForbidden()),
  fault('400 audience forbidden', graphAnswers.audienceForbidden()),
];

export const entraFaults: readonly KnownFault[] = [
  ...ofTheNetwork,
  fault('429, Retry-After 1 s', entraAnswers.throttled(1)),
  fault('429 without Retry-After', entraAnswers.throttled(null)),
  fault('503 AADSTS90033', entraAnswers.unavailable(null)),
  fault('AADSTS7000215 secret invalid', entraAnswers.secretInvalid()),
  fault('AADSTS7000222 secret expired', entraAnswers.secretExpired()),
  fault('AADSTS700016 application unknown', entraAnswers.applicationUnknown()),
  fault('AADSTS7000229 enterprise application missing', entraAnswers.servicePrincipalMissing()),
  fault('AADSTS53003 Conditional Access', entraAnswers.blockedByConditionalAccess()),
];
