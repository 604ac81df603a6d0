// From what went wrong while signing in to what people are told. Entra's codes (AADSTS…) decide, never its prose; of the
// prose only the first line is kept, which holds no code, token or secret.

import { AuthError } from '@azure/msal-node';
import { z } from 'zod';
import { type Problem, problem } from '../setup/problem.ts';
import { oneLine } from '../setup/text-of-others.ts';
import type { Latest } from './entra-network.ts';

const step = 'authorize';
const detailsLimit = 300;

const errorCallback = z.object({
  error: z.string().max(200),
  error_description: z.string().max(4000).optional(),
  error_subcode: z.string().max(200).optional(),
});

const declined = ['AADSTS65004', 'AADSTS50126', 'AADSTS90099'];
const consentMissing = ['AADSTS65001', 'AADSTS90094', 'AADSTS90093', 'AADSTS90095', 'AADSTS90008'];
/** An account of another organization or another identity provider, who is no guest of this one; or of none at all. */
const strangers = ['AADSTS50020', 'AADSTS90072', 'AADSTS50034'];
/** Wrong secret, expired secret, unknown app, reply address: the bot's own sign-in app is set up wrongly. */
const ours = ['AADSTS7000215', 'AADSTS7000222', 'AADSTS700016', 'AADSTS50011', 'AADSTS650052', 'AADSTS700054'];
/** Conditional access and multi-factor rules of the tenant. */
const policies = ['AADSTS53000', 'AADSTS53001', 'AADSTS53002', 'AADSTS53003', 'AADSTS53004', 'AADSTS530003'];

/** For a callback that brought an error instead of a code. */
export function callbackProblem(query: unknown): Problem {
  const read = errorCallback.safeParse(query);
  if (!read.success) return refusedSignIn('callback');
  const { error, error_description: description = '', error_subcode: subcode } = read.data;
  const code = codeIn(description);
  const cancelled = error === 'access_denied' && (code === null || subcode === 'cancel');
  if (cancelled && !isOne(consentMissing, code)) return declinedProblem(code ?? error, description);
  return byCode(error, code, description);
}

/** For what msal-node threw, and what the network saw of it. */
export function tokenProblem(error: unknown, latest: Latest): Problem {
  if (latest.kind === 'unreachable') return noAnswer(latest.cause);
  if (!(error instanceof AuthError)) return noAnswer(error instanceof Error ? error.name : 'unknown');
  const status = latest.kind === 'answered' ? latest.status : 0;
  if (status === 429) return throttled(error.errorCode);
  if (status >= 500) return noAnswer(`HTTP ${status}`);
  if (error.errorCode === 'endpoints_resolution_error') return noAnswer(error.errorCode);
  return byCode(error.errorCode, codeIn(error.errorMessage), error.errorMessage);
}

/** Refused by this program itself: `what` names the check that failed. */
export function refusedSignIn(what: 'state' | 'used' | 'callback' | 'idToken'): Problem {
  return problem({ reason: 'signInRefused', step, actor: 'entraAdministrator', remedy: 'retry', subject: what });
}

function byCode(error: string, code: string | null, description: string): Problem {
  const parts = {
    step,
    subject: code ?? error,
    details: firstLine(description),
    requestId: traceId(description),
  } as const;
  if (isOne(declined, code)) return declinedProblem(code ?? error, description);
  if (error === 'consent_required' || isOne(consentMissing, code)) {
    return problem({ ...parts, reason: 'signInConsentMissing', actor: 'entraAdministrator', remedy: 'askAdmin' });
  }
  if (isOne(strangers, code)) {
    return problem({ ...parts, reason: 'wrongTenantSignedIn', actor: 'entraAdministrator', remedy: 'retry' });
  }
  if (isOne(ours, code)) return problem({ ...parts, reason: 'signInRefused', actor: 'us', remedy: 'tellUs' });
  const remedy = isOne(policies, code) ? 'askAdmin' : 'retry';
  return problem({ ...parts, reason: 'signInRefused', actor: 'entraAdministrator', remedy });
}

function declinedProblem(subject: string, description: string): Problem {
  const parts = { step, subject, details: firstLine(description), requestId: traceId(description) } as const;
  return problem({ ...parts, reason: 'signInDeclined', actor: 'entraAdministrator', remedy: 'retry' });
}

function noAnswer(details: string): Problem {
  const parts = { step, subject: 'Microsoft Entra ID', details } as const;
  return problem({ ...parts, reason: 'noAnswer', actor: 'entraAdministrator', remedy: 'retry' });
}

function throttled(details: string): Problem {
  return problem({ reason: 'throttled', step, actor: 'entraAdministrator', remedy: 'retry', details });
}

function isOne(codes: readonly string[], code: string | null): boolean {
  return code !== null && codes.includes(code);
}

function codeIn(text: string): string | null {
  return /AADSTS\d{4,8}/.exec(text)?.[0] ?? null;
}

function traceId(text: string): string | null {
  return /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null;
}

function firstLine(text: string): string | null {
  const line = oneLine(text.split(/[\r\n]| Trace ID:/)[0] ?? '', detailsLimit);
  return line === '' ? null : line;
}
