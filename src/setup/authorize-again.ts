// What a check has found that only a new authorization mends: what was created is no longer in the tenant, or no longer
// accepted there. As long as time may mend it, nobody is asked to.

import { wasDelivered } from './kept-secret.ts';
import type { Problem, Reason } from './problem.ts';
import type { Setup } from './setup.ts';
import { mayPass } from './verdict.ts';

const secretReasons: readonly Reason[] = ['clientSecretRefused', 'clientSecretExpired'];
const reasons: readonly Reason[] = [...secretReasons, 'applicationUnknown', 'enterpriseApplicationMissing'];

export function isMendedByAuthorizing(problem: Problem): boolean {
  return reasons.includes(problem.reason) && !mayPass(problem);
}

/** Also where a secret that somebody brought along was refused: whether it is gone, the tenant tells. */
export function mustAuthorizeAgain({ run, token, refusedToken }: Setup): boolean {
  const refused = [token?.problem, refusedToken?.problem].filter((one) => one !== undefined && one !== null);
  return run === null && refused.some(isMendedByAuthorizing);
}

/**
 * A secret of which the tenant still knows is no use then: a new one takes its place. Not one that eBiss alone holds: what
 * was brought along may have been another.
 */
export function isSecretRefused(setup: Setup): boolean {
  const reason = setup.token?.problem?.reason;
  return mustAuthorizeAgain(setup) && !wasDelivered(setup) && secretReasons.some((one) => one === reason);
}

/** Of a secret that was brought along: it may be mistyped, or an old one, and then says nothing of the one in eBiss. */
export function isOfTypedSecret(setup: Setup, problem: Problem | null, at: string): boolean {
  if (problem === null || setup.secret === null || !wasDelivered(setup)) return false;
  if (problem.reason === 'clientSecretExpired') return setup.secret.endsAt > at;
  return problem.reason === 'clientSecretRefused';
}
