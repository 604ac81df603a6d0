// The part of `advance` that deals with a provisioning run: what is to be created next, what is done about a secret whose
// answer was lost, and how a run ends. Application, then enterprise application, then all the rest side by side.

import type { Advanced } from './advanced.ts';
import { isMendedByAuthorizing, isSecretRefused, mustAuthorizeAgain } from './authorize-again.ts';
import { nextConsentLook } from './consent-watch.ts';
import { type Effect, type GraphEffect, type Observed, type SetupEvent, stepOfEffect } from './events.ts';
import { forAnotherPrincipal } from './exchange-memory.ts';
import type { Person } from './person.ts';
import { isConsented, isProvisioned } from './phase.ts';
import type { Problem } from './problem.ts';
import type { Channel } from './request.ts';
import { type ProvisioningRun, type Setup, unproved } from './setup.ts';
import type { StepName } from './steps.ts';

type Of<Kind extends SetupEvent['kind']> = Extract<SetupEvent, { kind: Kind }>;

/** After so many lost answers in one run something else is wrong, and a further secret would only be lost as well. */
const mostLostAnswers = 3;

export function authorize(setup: Setup, event: Of<'authorized'>): Advanced {
  if (setup.run !== null || setup.cancelledAt !== null) return { setup, effects: [] };
  const { observed } = event;
  const { refusedToken: _, ...known } = setup;
  const attempt = setup.attempts + 1;
  const live = setup.secret !== null && observed.secretKeyIds.includes(setup.secret.keyId) && !isSecretRefused(setup);
  const isLost = mustAuthorizeAgain(setup);
  const isKept = live && observed.application !== null && observed.servicePrincipal !== null;
  const seen: Setup = {
    ...known,
    authorization: event.authorization,
    attempts: attempt,
    run: { attempt, startedAt: event.at, pauses: [], lost: null },
    problem: null,
    application: observed.application,
    servicePrincipal: observed.servicePrincipal,
    consented: setup.request.channels.filter((channel) => observed.consented.includes(channel)),
    secret: live ? setup.secret : null,
    // What was refused is looked at anew; what was proved counts no more once something is made anew.
    token: setup.token?.problem != null && isMendedByAuthorizing(setup.token.problem) ? null : setup.token,
    ...(isLost && !isKept ? { ...unproved, token: null, results: [] } : {}),
  };
  const next = proceed(seen);
  const gone: readonly Effect[] =
    setup.secret === null || live ? [] : [{ kind: 'destroySecret', keyId: setup.secret.keyId }];
  return { setup: next.setup, effects: [...gone, ...strayRemovals(seen, observed.secretKeyIds), ...next.effects] };
}

/** Secrets whose text nobody has: they can never be used, so they must not stay live. */
function strayRemovals(setup: Setup, keyIds: Observed['secretKeyIds']): readonly GraphEffect[] {
  return keyIds.filter((keyId) => keyId !== setup.secret?.keyId).map((keyId) => ({ kind: 'removeSecret', keyId }));
}

/** What the run does next. */
function proceed(setup: Setup): Advanced {
  if (setup.run === null) return { setup, effects: [] };
  if (setup.application === null) return { setup, effects: [{ kind: 'createApplication' }] };
  if (setup.servicePrincipal === null) return { setup, effects: [{ kind: 'createServicePrincipal' }] };
  const missing = setup.authorization?.consent === 'here' ? setup.request.channels : [];
  const grants = missing
    .filter((channel) => !setup.consented.includes(channel))
    .map((channel): GraphEffect => ({ kind: 'assignRole', channel }));
  const secret: readonly GraphEffect[] = setup.secret === null ? [{ kind: 'addSecret' }] : [];
  return { setup, effects: [...grants, ...secret] };
}

export function createdApplication(setup: Setup, event: Of<'applicationCreated'>): Advanced {
  const { objectId, appId } = event;
  return proceed({ ...resumed(setup, 'application'), application: { objectId, appId } });
}

export function createdServicePrincipal(setup: Setup, event: Of<'servicePrincipalCreated'>): Advanced {
  return proceed({ ...resumed(setup, 'servicePrincipal'), servicePrincipal: { objectId: event.objectId } });
}

export function assignedRole(setup: Setup, { channel }: Of<'roleAssigned'>): Advanced {
  return { setup: { ...resumed(setup, stepOfEffect.assignRole), consented: withChannel(setup, channel) }, effects: [] };
}

function withChannel(setup: Setup, channel: Channel): readonly Channel[] {
  return setup.request.channels.filter((wanted) => wanted === channel || setup.consented.includes(wanted));
}

const unused = { read: null, delivered: null };

/** Where an answer was lost, here or in an attempt before this one, a second secret may turn up late. */
export function addedSecret(setup: Setup, { keyId, endsAt, at }: Of<'secretAdded'>): Advanced {
  const secret = { keyId, addedAt: at, endsAt, attempt: setup.attempts, readers: readersOf(setup), ...unused };
  const doubtful = setup.run?.lost != null || setup.attempts > 1;
  return {
    setup: { ...resumed(setup, 'secret'), secret },
    effects: doubtful ? [{ kind: 'findLostSecrets' }] : [],
  };
}

function readersOf({ authorization }: Setup): readonly Person[] {
  if (authorization === null) return [];
  const { tenantId, objectId, name } = authorization.by;
  const by: Person = { tenantId, objectId, name };
  return authorization.reader === null ? [by] : [by, authorization.reader];
}

export function lostSecretAnswer(setup: Setup, event: Of<'secretAnswerLost'>): Advanced {
  const { run } = setup;
  if (run === null) return { setup, effects: [] };
  const before = run.lost ?? { answers: 0, removed: 0 };
  const lost = { answers: before.answers + 1, lastAt: event.at, removed: before.removed };
  const problem = lost.answers >= mostLostAnswers ? (setup.problem ?? event.problem) : setup.problem;
  return {
    setup: { ...resumed(setup, 'secret'), run: { ...withoutPause(run, 'secret'), lost }, problem },
    effects: [{ kind: 'findLostSecrets' }],
  };
}

export function foundLostSecrets(setup: Setup, { keyIds }: Of<'lostSecretsFound'>): Advanced {
  const answers = setup.run?.lost?.answers ?? 0;
  const again: readonly GraphEffect[] =
    setup.run !== null && setup.secret === null && answers < mostLostAnswers ? [{ kind: 'addSecret' }] : [];
  return { setup: resumed(setup, 'secret'), effects: [...strayRemovals(setup, keyIds), ...again] };
}

export function removedSecret(setup: Setup): Advanced {
  const { run } = setup;
  if (run === null || run.lost === null) return { setup, effects: [] };
  return { setup: { ...setup, run: { ...run, lost: { ...run.lost, removed: run.lost.removed + 1 } } }, effects: [] };
}

export function paused(setup: Setup, { pause }: Of<'paused'>): Advanced {
  const { run } = setup;
  if (run === null) return { setup, effects: [] };
  return {
    setup: { ...setup, run: { ...run, pauses: [...withoutPause(run, pause.step).pauses, pause] } },
    effects: [],
  };
}

function withoutPause(run: ProvisioningRun, step: StepName): ProvisioningRun {
  return { ...run, pauses: run.pauses.filter((pause) => pause.step !== step) };
}

/** The step has gone on, so what it waited for is over. */
function resumed(setup: Setup, step: StepName): Setup {
  return setup.run === null ? setup : { ...setup, run: withoutPause(setup.run, step) };
}

/** A consent that this person may not give is handed on; all else finishes without it. */
export function failEffect(setup: Setup, problem: Problem): Advanced {
  const { authorization } = setup;
  const going = resumed(setup, problem.step);
  if (problem.step === 'consent' && problem.reason === 'graphForbidden' && authorization !== null) {
    const handedOn = { ...authorization, consent: 'elsewhere', consentRefused: true } as const;
    return { setup: { ...going, authorization: handedOn }, effects: [] };
  }
  return { setup: { ...going, problem: setup.problem ?? problem }, effects: [] };
}

export function endRun(setup: Setup, { at }: Of<'runEnded'>): Advanced {
  if (setup.run === null) return { setup, effects: [] };
  const ended: Setup = { ...setup, run: null };
  const whole = isProvisioned(ended) && (ended.authorization?.consent === 'elsewhere' || isConsented(ended));
  if (!whole || ended.problem !== null) {
    return { setup: ended, effects: [{ kind: 'notify', notice: 'provisioningStopped' }] };
  }
  return afterwards(withoutForeignHandOver(ended), at);
}

/** Commands that name another enterprise application than the present one were run for nothing. */
function withoutForeignHandOver(setup: Setup): Setup {
  if (setup.handOver === null || setup.handOver.objectId === setup.servicePrincipal?.objectId) return setup;
  const fresh = { handOver: null, exchangeReport: null, nextCheckAt: null, ...unproved, token: null, results: [] };
  return { ...forAnotherPrincipal(setup), ...fresh };
}

function afterwards(setup: Setup, at: string): Advanced {
  const handOver: readonly Effect[] = setup.handOver === null ? [{ kind: 'postHandOver' }] : [];
  const recheck: readonly Effect[] = setup.exchangeReport === null ? [] : [{ kind: 'scheduleCheck', scope: 'all', at }];
  const look = isConsented(setup) ? null : nextConsentLook(setup.authorization?.at ?? at, at);
  const consent: readonly Effect[] = look === null ? [] : [{ kind: 'watchConsent', at: look }];
  const notice = isConsented(setup) ? 'provisioned' : 'consentMissing';
  const next = recheck.length === 0 ? setup : { ...setup, nextCheckAt: at };
  return { setup: next, effects: [{ kind: 'notify', notice }, ...handOver, ...recheck, ...consent] };
}
