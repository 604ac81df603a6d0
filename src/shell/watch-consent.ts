// Looks whether somebody has given the admin consent meanwhile: the permissions in a fresh token tell, whoever gave it
// and wherever. Looks again by itself until it was given or nobody is expected to give it any more.

import type { CheckReport } from '../setup/check.ts';
import { nextConsentLook } from '../setup/consent-watch.ts';
import { holdsSecret } from '../setup/kept-secret.ts';
import type { ConsentJob } from '../setup/message.ts';
import { isConsented } from '../setup/phase.ts';
import { permissionOf } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup } from './change-setup.ts';
import { takeReport, type VerificationDeps } from './verify.ts';

export async function watchConsent(deps: VerificationDeps, job: ConsentJob): Promise<void> {
  const setup = await deps.store.findSetup(job.setupId);
  if (setup === null || !isAwaited(setup)) return;
  // A run or a check that is under way tells by itself.
  const report =
    setup.run === null && setup.checking === null ? await takeReport(deps, setup, { scope: 'token' }) : null;
  const seen = report === null ? [] : channelsIn(setup, report);
  const isNew = seen.some((channel) => !setup.consented.includes(channel));
  const at = deps.now().toISOString();
  const present = isNew
    ? await changeSetup(deps, setup.id, (now) =>
        isAwaited(now) ? { kind: 'consentSeen', channels: seen, at, by: null } : null,
      )
    : null;
  const still = present === null || present.kind === 'unknown' ? setup : present.setup;
  const next = nextConsentLook(setup.authorization?.at ?? at, at);
  if (!isAwaited(still) || next === null) return;
  await deps.store.inTransaction((writes) => writes.sendJob({ kind: 'consent', setupId: setup.id, at: next }));
}

function isAwaited(setup: Setup): boolean {
  return setup.cancelledAt === null && holdsSecret(setup) && !isConsented(setup);
}

function channelsIn(setup: Setup, report: CheckReport): Setup['consented'] {
  return setup.request.channels.filter((channel) => report.token.roles.includes(permissionOf[channel]));
}
