// One appointment of verification: takes the secret from the sealed store, has the mail servers asked, saves what was
// seen. Whether and when to try again is decided by the core.

import { type CheckReport, type Trial, trialOf } from '../setup/check.ts';
import type { Evidence } from '../setup/evidence.ts';
import { sendAsOn } from '../setup/exchange-memory.ts';
import { holdsSecret } from '../setup/kept-secret.ts';
import type { CheckJob } from '../setup/message.ts';
import { type Problem, problem } from '../setup/problem.ts';
import { isMailAccepted } from '../setup/round-trip.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup, type SetupChanges } from './change-setup.ts';

export type VerificationRequest = Trial & {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** A secret that is younger than a minute may not be known everywhere yet. */
  readonly secretCreatedAt: string;
  /** What is granted already, and since when. */
  readonly granted: { readonly channels: Setup['consented']; readonly at: string | null };
  readonly sender: string | null;
  /** What was seen or said beside the check itself. */
  readonly known: Known;
  readonly channels: Setup['request']['channels'];
  readonly mailboxes: Setup['request']['mailboxes'];
};

export type Known = {
  readonly evidence: Evidence | null;
  readonly minutesSinceReport: number | null;
  readonly objectId: string | null;
  readonly sender: string | null;
  readonly sendAs: readonly string[];
  readonly accepted: readonly string[];
};

export function knownOf(setup: Setup, now: Date): Known {
  const { exchangeReport, servicePrincipal, request, results } = setup;
  return {
    evidence: exchangeReport?.evidence ?? null,
    minutesSinceReport:
      exchangeReport === null ? null : Math.max(0, now.getTime() - Date.parse(exchangeReport.at)) / 60_000,
    objectId: servicePrincipal?.objectId ?? null,
    sender: request.sender,
    sendAs: sendAsOn(request),
    accepted: results.filter((result) => isMailAccepted(setup, result)).map(({ mailbox }) => mailbox),
  };
}

export type VerificationDeps = SetupChanges & {
  readonly now: () => Date;
  readonly checkMail: (request: VerificationRequest) => Promise<CheckReport>;
  readonly reportFailure: (doing: string, error: unknown) => void;
};

export async function verify(deps: VerificationDeps, job: CheckJob): Promise<void> {
  // At the appointment's own time, by which the job knows its check again where the queue has to try it once more.
  const begun = await changeSetup(deps, job.setupId, (setup) =>
    isDue(setup, job) ? { kind: 'checkStarted', ...trialOf(job), at: job.at, by: null } : null,
  );
  if (begun.kind !== 'changed') return;
  const report = await takeReport(deps, begun.setup, trialOf(job));
  await changeSetup(deps, job.setupId, () => ({ kind: 'checkFinished', report, at: report.finishedAt, by: null }));
}

/** On the agenda while nothing else is running; or this job's own check: asked for by a press, or begun and not ended. */
function isDue(setup: Setup, job: CheckJob): boolean {
  if (setup.cancelledAt !== null || setup.application === null || !holdsSecret(setup)) return false;
  return setup.checking === null || setup.checking.startedAt === job.at;
}

/** Asks Entra and, unless only the token is meant, the mail servers. Never throws for what they do. */
export async function takeReport(
  deps: VerificationDeps,
  setup: Setup,
  trial: Trial,
  /** Where it is not kept here, as somebody brought it along. */
  brought: string | null = null,
): Promise<CheckReport> {
  const startedAt = deps.now().toISOString();
  const { application, secret, request } = setup;
  const text = secret === null ? null : (brought ?? (await deps.store.openSecret(setup.id, secret.keyId)));
  if (application === null || secret === null || text === null) return failedReport(trial, startedAt, secretGone);
  try {
    return await deps.checkMail({
      tenantId: request.tenant.id,
      clientId: application.appId,
      clientSecret: text,
      secretCreatedAt: secret.addedAt,
      granted: { channels: setup.consented, at: setup.authorization?.at ?? null },
      ...trial,
      channels: request.channels,
      sender: request.sender,
      known: knownOf(setup, deps.now()),
      mailboxes: request.mailboxes,
    });
  } catch (error) {
    deps.reportFailure('verification', error);
    return failedReport(trial, startedAt, bug);
  }
}

const secretGone = problem({
  reason: 'clientSecretRefused',
  step: 'secret',
  actor: 'entraAdministrator',
  remedy: 'askAdmin',
});

const bug = problem({ reason: 'unexpected', step: 'verification', actor: 'us', remedy: 'tellUs' });

function failedReport({ scope }: Trial, at: string, found: Problem): CheckReport {
  return {
    scope,
    startedAt: at,
    finishedAt: at,
    token: { at, stages: [], roles: [], problem: found },
    channels: [],
  };
}
