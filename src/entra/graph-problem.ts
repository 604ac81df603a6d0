// From what Graph replied to what people are told: the reason, who can mend it, and how. Keeps Graph's own code and
// message as details, and never an answer's content, which may hold a secret.

import type { ZodType } from 'zod';
import { done, failed, type Outcome, type Problem, problem } from '../setup/problem.ts';
import type { StepName } from '../setup/steps.ts';
import { oneLine } from '../setup/text-of-others.ts';
import type { Graph, GraphRequest } from './graph.ts';
import type { GraphReply, Refusal } from './graph-reply.ts';

const detailsLimit = 500;

/** Sends, and reads the answer with the schema. */
export async function askGraph<T>(
  graph: Graph,
  step: StepName,
  schema: ZodType<T>,
  request: GraphRequest,
): Promise<Outcome<T>> {
  return readReply(step, schema, await graph.send(request));
}

export function readReply<T>(step: StepName, schema: ZodType<T>, reply: GraphReply): Outcome<T> {
  if (reply.kind !== 'answer') return failed(graphProblem(step, reply));
  const read = schema.safeParse(reply.body);
  if (read.success) return done(read.data);
  // Paths only: what was received may be a secret.
  const paths = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ');
  return failed(
    problem({
      reason: 'unexpected',
      step,
      actor: 'us',
      remedy: 'tellUs',
      subject: 'Microsoft Graph',
      details: paths.slice(0, detailsLimit),
      requestId: reply.requestId,
    }),
  );
}

export function graphProblem(step: StepName, reply: Exclude<GraphReply, { kind: 'answer' }>): Problem {
  if (reply.kind === 'refusal') return refusalProblem(step, reply);
  return problem({
    reason: 'noAnswer',
    step,
    actor: 'entraAdministrator',
    remedy: 'retry',
    subject: 'Microsoft Graph',
    details: reply.cause,
    requestId: reply.requestId,
  });
}

type Verdict = Pick<Problem, 'reason' | 'actor' | 'remedy'>;

/** Policies of the tenant and its directory, each by the code that Graph gives. */
const byCode: Readonly<Record<string, Verdict>> = {
  CredentialTypeNotAllowedAsPerAppPolicy: {
    reason: 'secretsForbidden',
    actor: 'entraAdministrator',
    remedy: 'askAdmin',
  },
  CredentialInvalidLifetimeAsPerAppPolicy: {
    reason: 'secretLifetimeTooLong',
    actor: 'entraAdministrator',
    remedy: 'askAdmin',
  },
  SignInAudienceNotAllowedAsPerAppPolicy: { reason: 'policyForbids', actor: 'entraAdministrator', remedy: 'askAdmin' },
  HostNameNotOnVerifiedDomain: { reason: 'policyForbids', actor: 'entraAdministrator', remedy: 'askAdmin' },
  CannotDeleteOrUpdateEnabledEntitlement: {
    reason: 'policyForbids',
    actor: 'entraAdministrator',
    remedy: 'askAdmin',
  },
  Directory_ConcurrencyViolation: { reason: 'throttled', actor: 'entraAdministrator', remedy: 'retry' },
  Directory_QuotaExceeded: { reason: 'quotaExceeded', actor: 'entraAdministrator', remedy: 'askAdmin' },
};

const byStatus: Readonly<Record<number, Verdict>> = {
  401: { reason: 'signInExpired', actor: 'entraAdministrator', remedy: 'retry' },
  403: { reason: 'graphForbidden', actor: 'entraAdministrator', remedy: 'askAdmin' },
  429: { reason: 'throttled', actor: 'entraAdministrator', remedy: 'retry' },
};

const unknownRefusal: Verdict = { reason: 'graphRefused', actor: 'us', remedy: 'tellUs' };

function refusalProblem(step: StepName, refusal: Refusal): Problem {
  const known = [refusal.code, ...refusal.detailCodes].flatMap((code) =>
    Object.hasOwn(byCode, code) ? (byCode[code] ?? []) : [],
  );
  const verdict = known[0] ?? byStatus[refusal.status] ?? unknownRefusal;
  return problem({
    ...verdict,
    step,
    subject: verdict.reason === 'throttled' ? secondsAsked(refusal) : oneLine(refusal.code),
    details: ownWords(refusal),
    requestId: refusal.requestId,
  });
}

function secondsAsked({ retryAfterSeconds }: Refusal): string | null {
  return retryAfterSeconds === null ? null : `${retryAfterSeconds} s`;
}

export function ownWords(refusal: Refusal): string {
  const parts = [`${refusal.status} ${refusal.code}`, refusal.message].filter((part) => part !== '');
  return oneLine(parts.join(': '), detailsLimit);
}
