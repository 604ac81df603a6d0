// A test with a client secret that somebody brings along to the page, because it is not kept here. The text lives in the
// memory of this one test; what it finds is saved like what any other test finds.

import { holdsSecret } from '../setup/kept-secret.ts';
import type { SignedInPerson } from '../setup/person.ts';
import { isProvisioned } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup } from './change-setup.ts';
import type { Pace } from './pace.ts';
import { takeReport, type VerificationDeps } from './verify.ts';

export type TestBrought = { readonly setupId: string; readonly by: SignedInPerson; readonly secretText: string };

/** `ended` resolves when the result was saved, and never rejects. */
export type TestBegun =
  | { readonly kind: 'begun'; readonly ended: Promise<void> }
  | { readonly kind: 'notNow' }
  | { readonly kind: 'tooOften'; readonly seconds: number };

const trial = { scope: 'all' } as const;

export async function testOnPage(
  deps: VerificationDeps & { readonly testPace: Pace },
  { setupId, by, secretText }: TestBrought,
): Promise<TestBegun> {
  const present = await deps.store.findSetup(setupId);
  if (present === null || !mayBeginNow(present)) return { kind: 'notNow' };
  const seconds = deps.testPace.take(by, deps.now());
  if (seconds > 0) return { kind: 'tooOften', seconds };
  const { tenantId, objectId, name } = by;
  const at = deps.now().toISOString();
  const begun = await changeSetup(deps, setupId, (setup) =>
    mayBeginNow(setup) ? { kind: 'checkStarted', ...trial, at, by: { tenantId, objectId, name } } : null,
  );
  if (begun.kind !== 'changed') return { kind: 'notNow' };
  // Nobody awaits it: what cannot even be saved is found unfinished, and ended, at the next start.
  const ended = finish(deps, begun.setup, secretText).catch((error: unknown) =>
    deps.reportFailure('test on the page', error),
  );
  return { kind: 'begun', ended };
}

function mayBeginNow(setup: Setup): boolean {
  const isQuiet = setup.checking === null && setup.run === null && setup.cancelledAt === null;
  return isQuiet && isProvisioned(setup) && !holdsSecret(setup);
}

async function finish(deps: VerificationDeps, setup: Setup, secretText: string): Promise<void> {
  const report = await takeReport(deps, setup, trial, secretText);
  await changeSetup(deps, setup.id, () => ({ kind: 'checkFinished', report, at: report.finishedAt, by: null }));
}
