// What a person can choose among faults on purpose: the bot's requests by their purpose, what may happen to them, and
// which of the two go together.

import type { Fault, FaultKind } from '../faults/fault.ts';
import { entraAnswers, graphAnswers } from '../faults/known-answers.ts';

type Place = Pick<Fault, 'service' | 'method' | 'path' | 'requestBody'>;

export type RequestName =
  | 'application'
  | 'servicePrincipal'
  | 'grant'
  | 'secret'
  | 'anything'
  | 'signInToken'
  | 'mailToken';

export type RequestChoice = { readonly name: RequestName; readonly label: string; readonly place: Place };

export const requests: readonly RequestChoice[] = [
  {
    name: 'application',
    label: 'Create the app registration',
    place: graph('POST PATCH', /^\/v1\.0\/applications(\(uniqueName='.*'\))?$/i),
  },
  {
    name: 'servicePrincipal',
    label: 'Create the enterprise application',
    place: graph('POST PATCH', /^\/v1\.0\/servicePrincipals(\(appId='.*'\))?$/i),
  },
  {
    name: 'grant',
    label: 'Grant a permission',
    place: graph('POST', /\/(appRoleAssignedTo|appRoleAssignments)$/i),
  },
  { name: 'secret', label: 'Add the client secret', place: graph('POST', /\/addPassword$/i) },
  { name: 'anything', label: 'Any request to Microsoft Graph', place: graph('*', /^/) },
  { name: 'signInToken', label: 'Token for a person who signs in', place: token('authorization_code') },
  { name: 'mailToken', label: 'Token for the mail servers', place: token('client_credentials') },
];

function graph(method: string, path: RegExp): Place {
  return { service: 'graph', method, path };
}

function token(grantType: string): Place {
  const requestBody = new RegExp(`(^|&)grant_type=${grantType}(&|$)`);
  return { service: 'entra', method: 'POST', path: /\/oauth2\/v2\.0\/token$/, requestBody };
}

export type Happening = {
  readonly name: string;
  readonly label: string;
  readonly at: readonly RequestName[];
  /** Whether the seconds count; `some`: they must not be 0. */
  readonly seconds: 'unused' | 'any' | 'some';
  readonly kind: (seconds: number, service: Fault['service']) => FaultKind;
};

const creations: readonly RequestName[] = ['application', 'servicePrincipal', 'grant', 'secret'];
const graphRequests: readonly RequestName[] = [...creations, 'anything'];
const tokenRequests: readonly RequestName[] = ['signInToken', 'mailToken'];
const everywhere: readonly RequestName[] = [...graphRequests, ...tokenRequests];
const answersOf = { graph: graphAnswers, entra: entraAnswers } as const;

export const happenings: readonly Happening[] = [
  {
    name: 'throttled',
    label: 'Wait (429 with Retry-After)',
    at: everywhere,
    seconds: 'any',
    kind: (seconds, service) => answersOf[service].throttled(seconds),
  },
  {
    name: 'throttledSilently',
    label: 'Wait (429, no Retry-After)',
    at: everywhere,
    seconds: 'unused',
    kind: (_seconds, service) => answersOf[service].throttled(null),
  },
  {
    name: 'unavailable',
    label: 'Unavailable (503)',
    at: everywhere,
    seconds: 'any',
    kind: (seconds, service) => answersOf[service].unavailable(seconds),
  },
  {
    name: 'gatewayTimeout',
    label: 'Done, then gateway error 504',
    at: everywhere,
    seconds: 'unused',
    kind: () => ({ kind: 'gateway', status: 504, effect: true }),
  },
  {
    name: 'resetBefore',
    label: 'Broken off before it is done',
    at: everywhere,
    seconds: 'unused',
    kind: () => ({ kind: 'reset', effect: false }),
  },
  {
    name: 'resetAfter',
    label: 'Broken off after it was done',
    at: everywhere,
    seconds: 'unused',
    kind: () => ({ kind: 'reset', effect: true }),
  },
  {
    name: 'truncated',
    label: 'Done, half of the answer lost',
    at: everywhere,
    seconds: 'unused',
    kind: () => ({ kind: 'truncated' }),
  },
  {
    name: 'delay',
    label: 'Done at once, answered late',
    at: everywhere,
    seconds: 'some',
    kind: (seconds) => ({ kind: 'delay', milliseconds: seconds * 1000 }),
  },
  {
    name: 'late',
    label: 'Done late, then answered',
    at: everywhere,
    seconds: 'some',
    kind: (seconds) => ({ kind: 'late', milliseconds: seconds * 1000 }),
  },
  {
    name: 'unknown',
    label: 'Done, but unknown for a while',
    at: creations,
    seconds: 'some',
    kind: (seconds) => ({ kind: 'replication', seconds }),
  },
  {
    name: 'forbidden',
    label: 'Not allowed (403)',
    at: graphRequests,
    seconds: 'unused',
    kind: () => graphAnswers.forbidden(),
  },
  {
    name: 'secretInvalid',
    label: 'Secret not known (7000215)',
    at: tokenRequests,
    seconds: 'unused',
    kind: () => entraAnswers.secretInvalid(),
  },
  {
    name: 'blocked',
    label: 'Conditional Access (53003)',
    at: tokenRequests,
    seconds: 'unused',
    kind: () => entraAnswers.blockedByConditionalAccess(),
  },
];
