// What a check has found that only a new authorization mends: what was created is no longer in the tenant, or no longer
// accepted there. As long as time may mend it, nobody is asked to.

import type { Problem, Reason } from './problem.ts';
import type { Setup } from './setup.ts';
import { mayPass } from './verdict.ts';

const secretReasons: readonly Reason[] = ['clientSecretRefused', 'clientSecretExpired'];
const reasons: readonly Reason[] = [...secretReasons, 'applicationUnknown', 'enterpriseApplicationMissing'];

export function isMendedByAuthorizing(problem: Problem): boolean {
  return reasons.includes(problem.reason) && !mayPass(problem);
}

export function mustAuthorizeAgain({ run, token }: Setup): boolean {
  return run === null && token !== null && token.problem !== null && isMendedByAuthorizing(token.problem);
}

/** A secret of which the tenant still knows is no use then: a new one takes its place. */
export function isSecretRefused(setup: Setup): boolean {
  return mustAuthorizeAgain(setup) && secretReasons.some((reason) => reason === setup.token?.problem?.reason);
}
