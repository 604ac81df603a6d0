// Where each step of a setup stands, in the order of the procedure: the one source of every checklist that is shown.

import { handOverProblem } from './hand-over-state.ts';
import type { Pause } from './pause.ts';
import { isConsented, isProvisioned, phaseOf } from './phase.ts';
import type { Problem } from './problem.ts';
import type { Setup } from './setup.ts';
import { type Step, type StepName, steps } from './steps.ts';
import { setupVerdict } from './verdict.ts';

export type StepState =
  | { readonly kind: 'done'; readonly at: string | null }
  /** `pause` where Microsoft makes it wait just now. */
  | { readonly kind: 'working'; readonly pause: Pause | null }
  /** Waiting for the step's actor; `since` is when it became their turn. */
  | { readonly kind: 'waiting'; readonly since: string | null }
  | { readonly kind: 'wrong'; readonly problem: Problem }
  /** Not its turn yet. */
  | { readonly kind: 'later' };

export type ChecklistRow = Step & { readonly state: StepState };

export function checklist(setup: Setup): readonly ChecklistRow[] {
  return steps.map((step) => ({ ...step, state: stateOf(setup, step.name) }));
}

function stateOf(setup: Setup, step: StepName): StepState {
  switch (step) {
    case 'plan':
      return { kind: 'done', at: setup.askedAt };
    case 'authorize':
      return setup.authorization === null
        ? { kind: 'waiting', since: setup.askedAt }
        : { kind: 'done', at: setup.authorization.at };
    case 'application':
      return created(setup, step, setup.application !== null);
    case 'servicePrincipal':
      return created(setup, step, setup.servicePrincipal !== null);
    case 'secret':
      return created(setup, step, setup.secret !== null);
    case 'consent':
      return consentState(setup);
    case 'exchange':
      return exchangeState(setup);
    case 'verification':
      return verificationState(setup);
  }
}

function created(setup: Setup, step: StepName, there: boolean): StepState {
  // A secret that is there may still have to be told from one whose answer was lost.
  if (there && setup.run?.pauses.some((pause) => pause.step === step) !== true) return { kind: 'done', at: null };
  if (setup.problem?.step === step) return { kind: 'wrong', problem: setup.problem };
  return setup.run === null || isTooEarly(setup, step) ? { kind: 'later' } : working(setup, step);
}

function isTooEarly({ application, servicePrincipal }: Setup, step: StepName): boolean {
  if (step === 'application') return false;
  return step === 'servicePrincipal' ? application === null : servicePrincipal === null;
}

function working(setup: Setup, step: StepName): StepState {
  return { kind: 'working', pause: setup.run?.pauses.find((pause) => pause.step === step) ?? null };
}

function consentState(setup: Setup): StepState {
  if (isConsented(setup)) return { kind: 'done', at: null };
  if (setup.problem?.step === 'consent') return { kind: 'wrong', problem: setup.problem };
  if (setup.authorization?.consent === 'here') return created(setup, 'consent', false);
  return setup.servicePrincipal === null
    ? { kind: 'later' }
    : { kind: 'waiting', since: setup.authorization?.at ?? null };
}

function exchangeState(setup: Setup): StepState {
  if (setup.exchangeReport !== null) return { kind: 'done', at: setup.exchangeReport.at };
  if (!isProvisioned(setup)) return { kind: 'later' };
  const problem = handOverProblem(setup);
  if (problem !== null) return { kind: 'wrong', problem };
  return { kind: 'waiting', since: setup.handOver?.at ?? null };
}

function verificationState(setup: Setup): StepState {
  const verdict = setupVerdict(setup);
  if (setup.checking !== null) return working(setup, 'verification');
  if (verdict === 'verified' || verdict === 'signedIn') return { kind: 'done', at: setup.token?.at ?? null };
  const problem = firstProblem(setup);
  if (phaseOf(setup) === 'wrong' && problem !== null) return { kind: 'wrong', problem };
  return setup.nextCheckAt === null ? { kind: 'later' } : { kind: 'waiting', since: setup.exchangeReport?.at ?? null };
}

/** The first thing found wrong by the latest check, or null. */
export function firstProblem(setup: Setup): Problem | null {
  if (setup.token !== null && setup.token.problem !== null) return setup.token.problem;
  return setup.results.find((result) => result.problem !== null)?.problem ?? null;
}
