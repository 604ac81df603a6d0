// One appointment of verification: takes the secret from the sealed store, has the mail servers asked, saves what was
// seen. Whether and when to try again is decided by the core.

import type { CheckReport, CheckScope } from '../setup/check.ts';
import type { CheckJob } from '../setup/message.ts';
import { type Problem, problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import { changeSetup, type SetupChanges } from './change-setup.ts';

export type VerificationRequest = {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** A secret that is younger than a minute may not be known everywhere yet. */
  readonly secretCreatedAt: string;
  /** What is granted already, and since when. */
  readonly granted: { readonly channels: Setup['consented']; readonly at: string | null };
  readonly scope: CheckScope;
  readonly channels: Setup['request']['channels'];
  readonly mailboxes: Setup['request']['mailboxes'];
};

export type VerificationDeps = SetupChanges & {
  readonly now: () => Date;
  readonly checkMail: (request: VerificationRequest) => Promise<CheckReport>;
  readonly reportFailure: (doing: string, error: unknown) => void;
};

export async function verify(deps: VerificationDeps, job: CheckJob): Promise<void> {
  // At the appointment's own time, by which the job knows its check again where the queue has to try it once more.
  const begun = await changeSetup(deps, job.setupId, (setup) =>
    isDue(setup, job) ? { kind: 'checkStarted', scope: job.scope, at: job.at, by: null } : null,
  );
  if (begun.kind !== 'changed') return;
  const report = await takeReport(deps, begun.setup, job.scope);
  await changeSetup(deps, job.setupId, () => ({ kind: 'checkFinished', report, at: report.finishedAt, by: null }));
}

/** On the agenda while nothing else is running; or this job's own check: asked for by a press, or begun and not ended. */
function isDue(setup: Setup, job: CheckJob): boolean {
  if (setup.cancelledAt !== null || setup.application === null || setup.secret === null) return false;
  return setup.checking === null || setup.checking.startedAt === job.at;
}

/** Asks Entra and, unless only the token is meant, the mail servers. Never throws for what they do. */
export async function takeReport(deps: VerificationDeps, setup: Setup, scope: CheckScope): Promise<CheckReport> {
  const startedAt = deps.now().toISOString();
  const { application, secret, request } = setup;
  const text = secret === null ? null : await deps.store.openSecret(setup.id, secret.keyId);
  if (application === null || secret === null || text === null) return failedReport(scope, startedAt, secretGone);
  try {
    return await deps.checkMail({
      tenantId: request.tenant.id,
      clientId: application.appId,
      clientSecret: text,
      secretCreatedAt: secret.addedAt,
      granted: { channels: setup.consented, at: setup.authorization?.at ?? null },
      scope,
      channels: request.channels,
      mailboxes: request.mailboxes,
    });
  } catch (error) {
    deps.reportFailure('verification', error);
    return failedReport(scope, startedAt, bug);
  }
}

const secretGone = problem({
  reason: 'clientSecretRefused',
  step: 'secret',
  actor: 'entraAdministrator',
  remedy: 'askAdmin',
});

const bug = problem({ reason: 'unexpected', step: 'verification', actor: 'us', remedy: 'tellUs' });

function failedReport(scope: CheckScope, at: string, found: Problem): CheckReport {
  return {
    scope,
    startedAt: at,
    finishedAt: at,
    token: { at, stages: [], roles: [], problem: found },
    channels: [],
  };
}
