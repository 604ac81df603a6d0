// advance(setup, event) -> the setup as it is then, and what is to be done. Pure and exhaustive: no clock, no
// randomness, no I/O. An event that no longer fits (a second press, a late answer) changes nothing that was observed.

import { afterCheck, seeConsent, startCheck } from './advance-check.ts';
import * as handOver from './advance-hand-over.ts';
import * as provisioning from './advance-provisioning.ts';
import type { Advanced, Rules } from './advanced.ts';
import type { Effect, SetupEvent } from './events.ts';
import { secretDelivered, secretRead, withoutSecret } from './kept-secret.ts';
import type { Person } from './person.ts';
import { isProvisioned } from './phase.ts';
import { problem } from './problem.ts';
import type { SetupRequest } from './request.ts';
import { type Setup, setupFormat } from './setup.ts';

export type Beginning = {
  readonly id: string;
  readonly request: SetupRequest;
  readonly requester: Person;
  readonly conversationId: string;
  readonly applicationKey: string;
  readonly at: string;
};

export function beginSetup({ id, request, requester, conversationId, applicationKey, at }: Beginning): Setup {
  return {
    format: setupFormat,
    id,
    version: 1,
    request,
    requester,
    conversationId,
    askedAt: at,
    cancelledAt: null,
    authorization: null,
    run: null,
    attempts: 0,
    applicationKey,
    application: null,
    servicePrincipal: null,
    secret: null,
    consented: [],
    handOver: null,
    exchangeReport: null,
    exchangeTouched: null,
    exchangeBefore: null,
    undo: null,
    checking: null,
    checksSinceReport: 0,
    nextCheckAt: null,
    accepted: null,
    verifiedAt: null,
    wasVerified: false,
    boundary: null,
    token: null,
    results: [],
    problem: null,
  };
}

/** The cards first: who is told that something happened finds the card saying so. */
export function advance(setup: Setup, event: SetupEvent, rules: Rules): Advanced {
  const { setup: next, effects } = withoutSecret(step(setup, event, rules), event);
  return { setup: { ...next, version: setup.version + 1 }, effects: [{ kind: 'refreshCards' }, ...effects] };
}

function step(setup: Setup, event: SetupEvent, rules: Rules): Advanced {
  switch (event.kind) {
    case 'asked':
      return { setup: { ...setup, request: event.request }, effects: [] };
    case 'changed':
      return change(setup, event.request);
    case 'cancelled':
      return { setup: { ...setup, cancelledAt: event.at, nextCheckAt: null }, effects: [] };
    case 'authorized':
      return provisioning.authorize(setup, event);
    case 'applicationCreated':
      return provisioning.createdApplication(setup, event);
    case 'servicePrincipalCreated':
      return provisioning.createdServicePrincipal(setup, event);
    case 'roleAssigned':
      return provisioning.assignedRole(setup, event);
    case 'secretAdded':
      return provisioning.addedSecret(setup, event);
    case 'secretRemoved':
      return provisioning.removedSecret(setup);
    case 'secretRead':
      return secretRead(setup, event);
    case 'secretDelivered':
      return secretDelivered(setup, event);
    case 'secretAnswerLost':
      return provisioning.lostSecretAnswer(setup, event);
    case 'lostSecretsFound':
      return provisioning.foundLostSecrets(setup, event);
    case 'paused':
      return provisioning.paused(setup, event);
    case 'effectFailed':
      return provisioning.failEffect(setup, event.problem);
    case 'runEnded':
      return provisioning.endRun(setup, event);
    case 'interrupted':
      return interrupt(setup, event);
    case 'consentSeen':
      return seeConsent(setup, event);
    case 'handedOver':
    case 'exchangeApproved':
    case 'exchangeRejected':
    case 'exchangeTaken':
    case 'exchangeReported':
    case 'handOverReminded':
    case 'handOverLapsed':
    case 'handOverRenewed':
    case 'handOverUndeliverable':
    case 'undoAsked':
      return handOver.stepHandOver(setup, event);
    case 'checkStarted':
      return startCheck(setup, event);
    case 'checkFinished':
      return afterCheck(setup, event, rules);
  }
}

/** What was authorized was authorized as it was asked; before anything exists it must be authorized anew. */
function change(setup: Setup, request: SetupRequest): Advanced {
  if (isProvisioned(setup)) return handOver.changedAfterwards(setup, request);
  return { setup: { ...setup, request, authorization: null, problem: null }, effects: [] };
}

/** The process that worked is gone. A check is simply tried again; a run needs the administrator, whose token is gone. */
function interrupt(setup: Setup, event: SetupEvent): Advanced {
  if (setup.run === null) {
    if (setup.checking === null) return { setup, effects: [] };
    const { startedAt: _, ...trial } = setup.checking;
    const recheck: Effect = { kind: 'scheduleCheck', ...trial, at: event.at };
    // A boundary is beside what is on the agenda, which stays.
    const nextCheckAt = trial.scope === 'boundary' ? setup.nextCheckAt : event.at;
    return { setup: { ...setup, checking: null, nextCheckAt }, effects: [recheck] };
  }
  const interrupted = problem({
    reason: 'interrupted',
    step: 'authorize',
    actor: 'entraAdministrator',
    remedy: 'retry',
  });
  return {
    setup: { ...setup, run: null, checking: null, problem: interrupted },
    effects: [{ kind: 'notify', notice: 'provisioningStopped' }],
  };
}
