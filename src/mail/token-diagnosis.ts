// From an AADSTS number to who can mend it. Pure. Entra asks to branch on the numbers and never on the text, which changes.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes

import { type Problem, problem } from '../setup/problem.ts';
import type { TokenRefusal } from './token-endpoint.ts';

type Verdict = Pick<Problem, 'reason' | 'actor' | 'remedy'>;

/** How old the secret is: what Graph answered a moment ago has not reached every sign-in server yet. */
export type SecretAge = 'new' | 'old' | 'unknown';

const newForMilliseconds = 10 * 60_000;

export function secretAge(createdAt: string | null, now: Date): SecretAge {
  if (createdAt === null) return 'unknown';
  return isNew(createdAt, now) ? 'new' : 'old';
}

/** False where it is not known when it was made. */
export function isNew(madeAt: string | null, now: Date): boolean {
  return madeAt !== null && now.getTime() - Date.parse(madeAt) < newForMilliseconds;
}

const throttled: Verdict = { reason: 'throttled', actor: 'nobody', remedy: 'wait' };
const tenantUnknown: Verdict = { reason: 'tenantUnknown', actor: 'requester', remedy: 'changeInput' };
const tokenRefused: Verdict = { reason: 'tokenRefused', actor: 'entraAdministrator', remedy: 'askAdmin' };

const permanent: Readonly<Record<number, Verdict>> = {
  7000222: { reason: 'clientSecretExpired', actor: 'entraAdministrator', remedy: 'askAdmin' },
  7000112: { reason: 'enterpriseApplicationDisabled', actor: 'entraAdministrator', remedy: 'askAdmin' },
  53003: { reason: 'conditionalAccess', actor: 'entraAdministrator', remedy: 'askAdmin' },
  500011: { reason: 'exchangeOnlineMissing', actor: 'entraAdministrator', remedy: 'askAdmin' },
  90002: tenantUnknown,
  900023: tenantUnknown,
  50000: throttled,
  90024: throttled,
  90033: throttled,
  90055: throttled,
};

/** What is also said of something that exists but has not been replicated. */
const untilReplicated: Readonly<Record<number, Problem['reason']>> = {
  7000215: 'clientSecretRefused',
  700016: 'applicationUnknown',
  7000229: 'enterpriseApplicationMissing',
};

export function refusalProblem(refusal: TokenRefusal, status: number, age: SecretAge): Problem {
  const known = refusal.codes.find((code) => verdictOf(code, age) !== null);
  const code = known ?? refusal.codes[0];
  const verdict = known === undefined ? null : verdictOf(known, age);
  return problem({
    ...(verdict ?? (status === 429 || status >= 500 ? throttled : tokenRefused)),
    step: 'verification',
    subject: code === undefined ? refusal.error : `AADSTS${code}`,
    details: refusal.words,
    requestId: refusal.requestId,
  });
}

function verdictOf(code: number, age: SecretAge): Verdict | null {
  // A sign-in server that does not know the newest secret yet speaks of the ones it knows.
  if (code === 7000222 && age === 'new') return { reason: 'clientSecretRefused', actor: 'nobody', remedy: 'wait' };
  const reason = untilReplicated[code];
  if (reason === undefined) return permanent[code] ?? null;
  if (age === 'new') return { reason, actor: 'nobody', remedy: 'wait' };
  return { reason, actor: 'entraAdministrator', remedy: age === 'old' ? 'askAdmin' : 'retry' };
}
