// A provisioning run: from the administrator's press to the last answer of Graph. Saves each observation as it comes,
// so that whatever ends the process leaves a state from which Continue goes on. Never keeps the token beyond the run.

import { type GraphEffect, type Observed, type SetupEvent, stepOfEffect } from '../setup/events.ts';
import type { Pause } from '../setup/pause.ts';
import type { Person } from '../setup/person.ts';
import { type Outcome, problem } from '../setup/problem.ts';
import type { Authorization, Setup } from '../setup/setup.ts';
import type { Performed, TenantAccess } from '../setup/survey.ts';
import { type Changed, changeSetup, type SetupChanges } from './change-setup.ts';

export type ProvisioningDeps = SetupChanges & {
  readonly now: () => Date;
  /** A bug or a broken transport, with the name of what was being done. */
  readonly reportFailure: (doing: string, error: unknown) => void;
};

export type ProvisioningRequest = {
  readonly setupId: string;
  /** The version that the administrator saw; another one means that the plan changed under their eyes. */
  readonly version: number;
  readonly access: TenantAccess;
  readonly authorization: Authorization;
  readonly observed: Observed;
};

export type Started = { readonly kind: 'started'; readonly ended: Promise<void> } | { readonly kind: 'stale' | 'busy' };

/** Saves the intent and returns; the run goes on by itself. `ended` resolves when nothing is left to do, and never rejects. */
export async function startProvisioning(deps: ProvisioningDeps, request: ProvisioningRequest): Promise<Started> {
  const { authorization, observed } = request;
  const changed = await changeSetup(deps, request.setupId, (setup) =>
    setup.version === request.version && setup.run === null && setup.cancelledAt === null
      ? { kind: 'authorized', at: authorization.at, by: authorization.by, authorization, observed }
      : null,
  );
  if (changed.kind === 'unknown') return { kind: 'stale' };
  if (changed.kind === 'refused') return { kind: changed.setup.run === null ? 'stale' : 'busy' };
  // Nobody awaits the run: what even its own catch could not save is found unfinished, and interrupted, at the next start.
  const ended = run(deps, request, changed).catch((error: unknown) => deps.reportFailure('provisioning', error));
  return { kind: 'started', ended };
}

type Began = Extract<Changed, { kind: 'changed' }>;

async function run(deps: ProvisioningDeps, request: ProvisioningRequest, began: Began): Promise<void> {
  const by: Person = request.authorization.by;
  try {
    await performAll(deps, request, began);
    await changeSetup(deps, request.setupId, () => ({ kind: 'runEnded', at: deps.now().toISOString(), by }));
  } catch (error) {
    deps.reportFailure('provisioning', error);
    await changeSetup(deps, request.setupId, () => ({ kind: 'interrupted', at: deps.now().toISOString(), by: null }));
  } finally {
    request.access.close();
  }
}

/**
 * Side by side what one save asks for; each answer is saved at once and may ask for more. Where one cannot be saved the
 * others are still awaited: a run that was given up must not go on creating while the next one looks at the tenant.
 */
async function performAll(deps: ProvisioningDeps, request: ProvisioningRequest, began: Began): Promise<void> {
  const settled = await Promise.allSettled(
    began.effects.map(async (effect) => {
      const outcome = await perform(deps, request, began.setup, effect);
      const changed = await saveOutcome(deps, request, outcome);
      if (changed.kind === 'changed') await performAll(deps, request, changed);
    }),
  );
  const lost = settled.find((one) => one.status === 'rejected');
  if (lost !== undefined) throw lost.reason;
}

async function perform(
  deps: ProvisioningDeps,
  { access, setupId }: ProvisioningRequest,
  setup: Setup,
  effect: GraphEffect,
): Promise<Outcome<Performed>> {
  try {
    return await access.perform(setup, effect, (pause) => tellPause(deps, setupId, pause));
  } catch (error) {
    deps.reportFailure(effect.kind, error);
    const step = stepOfEffect[effect.kind];
    return { ok: false, problem: problem({ reason: 'unexpected', step, actor: 'us', remedy: 'tellUs' }) };
  }
}

/** Only for people to see: the run neither waits for it nor fails where it cannot be saved. */
function tellPause(deps: ProvisioningDeps, setupId: string, pause: Pause): void {
  const event: SetupEvent = { kind: 'paused', pause, at: pause.startedAt, by: null };
  changeSetup(deps, setupId, (setup) => (setup.run === null ? null : event)).catch((error: unknown) =>
    deps.reportFailure('telling of a pause', error),
  );
}

function saveOutcome(
  deps: ProvisioningDeps,
  request: ProvisioningRequest,
  outcome: Outcome<Performed>,
): Promise<Changed> {
  const stamp = { at: deps.now().toISOString(), by: request.authorization.by };
  if (!outcome.ok) {
    const failed: SetupEvent = { ...stamp, kind: 'effectFailed', problem: outcome.problem };
    return changeSetup(deps, request.setupId, () => failed);
  }
  const { happening, secretText } = outcome.value;
  return changeSetup(
    deps,
    request.setupId,
    () => ({ ...stamp, ...happening }),
    async (writes) => {
      if (happening.kind !== 'secretAdded' || secretText === null) return;
      await writes.sealSecret(request.setupId, happening.keyId, secretText, happening.endsAt);
    },
  );
}
