// From what Graph replied to what people are told: the reason, who can mend it, and how. Keeps Graph's own code and
// message as details, and never an answer's content, which may hold a secret.

import type { ZodType } from 'zod';
import { done, failed, type Outcome, type Problem, problem } from '../setup/problem.ts';
import type { StepName } from '../setup/steps.ts';
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

function refusalProblem(step: StepName, refusal: Refusal): Problem {
  const base = { step, subject: refusal.code, details: ownWords(refusal), requestId: refusal.requestId } as const;
  const codes = [refusal.code, ...refusal.detailCodes];
  if (codes.includes('CredentialTypeNotAllowedAsPerAppPolicy')) {
    return problem({ ...base, reason: 'secretsForbidden', actor: 'entraAdministrator', remedy: 'askAdmin' });
  }
  if (codes.includes('CredentialInvalidLifetimeAsPerAppPolicy')) {
    return problem({ ...base, reason: 'secretLifetimeTooLong', actor: 'requester', remedy: 'changeInput' });
  }
  switch (refusal.status) {
    case 401:
      // The delegated token has ended (about an hour): signing in again gives a new one.
      return problem({ ...base, reason: 'signInRefused', actor: 'entraAdministrator', remedy: 'retry' });
    case 403:
      return problem({ ...base, reason: 'graphForbidden', actor: 'entraAdministrator', remedy: 'askAdmin' });
    case 429: {
      const seconds = refusal.retryAfterSeconds;
      const subject = seconds === null ? null : `${seconds} s`;
      return problem({ ...base, subject, reason: 'throttled', actor: 'entraAdministrator', remedy: 'retry' });
    }
    default:
      return problem({ ...base, reason: 'graphRefused', actor: 'us', remedy: 'tellUs' });
  }
}

export function ownWords(refusal: Refusal): string {
  return [`${refusal.status} ${refusal.code}`, refusal.message]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, detailsLimit);
}
