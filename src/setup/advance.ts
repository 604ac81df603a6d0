// advance(setup, event) -> the setup as it is then, and what is to be done. Pure and exhaustive: no clock, no
// randomness, no I/O. An event that no longer fits (a second press, a late answer) changes nothing that was observed.

import { afterCheck, startCheck } from './advance-check.ts';
import type { Advanced, Rules } from './advanced.ts';
import type { Effect, GraphEffect, Observed, SetupEvent } from './events.ts';
import type { Person } from './person.ts';
import { isConsented, isProvisioned } from './phase.ts';
import { problem } from './problem.ts';
import type { Channel, SetupRequest } from './request.ts';
import { type Setup, setupFormat } from './setup.ts';

export type Beginning = {
  readonly id: string;
  readonly request: SetupRequest;
  readonly requester: Person;
  readonly conversationId: string;
  readonly at: string;
};

export function beginSetup({ id, request, requester, conversationId, at }: Beginning): Setup {
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
    application: null,
    servicePrincipal: null,
    secret: null,
    consented: [],
    handOver: null,
    exchangeReport: null,
    checking: null,
    checksSinceReport: 0,
    nextCheckAt: null,
    token: null,
    results: [],
    problem: null,
  };
}

/** The cards first: who is told that something happened finds the card saying so. */
export function advance(setup: Setup, event: SetupEvent, rules: Rules): Advanced {
  const { setup: next, effects } = step(setup, event, rules);
  return { setup: { ...next, version: setup.version + 1 }, effects: [{ kind: 'refreshCards' }, ...effects] };
}

function step(setup: Setup, event: SetupEvent, rules: Rules): Advanced {
  switch (event.kind) {
    case 'asked':
    case 'changed':
      return { setup: { ...setup, request: event.request, authorization: null, problem: null }, effects: [] };
    case 'cancelled':
      return { setup: { ...setup, cancelledAt: event.at, nextCheckAt: null }, effects: [] };
    case 'authorized':
      return authorize(setup, event);
    case 'applicationCreated':
      return proceed({ ...setup, application: { objectId: event.objectId, appId: event.appId } });
    case 'servicePrincipalCreated':
      return proceed({ ...setup, servicePrincipal: { objectId: event.objectId } });
    case 'roleAssigned':
      return { setup: { ...setup, consented: withChannel(setup, event.channel) }, effects: [] };
    case 'secretAdded':
      return {
        setup: {
          ...setup,
          secret: { keyId: event.keyId, addedAt: event.at, endsAt: event.endsAt, attempt: setup.attempts },
        },
        effects: [],
      };
    case 'secretRemoved':
      return { setup, effects: [] };
    case 'effectFailed':
      return { setup: { ...setup, problem: setup.problem ?? event.problem }, effects: [] };
    case 'runEnded':
      return endRun(setup, event);
    case 'interrupted':
      return interrupt(setup, event);
    case 'handedOver':
      return { setup: { ...setup, handOver: handOverOf(event) }, effects: [] };
    case 'exchangeReported':
      return report(setup, event);
    case 'checkStarted':
      return startCheck(setup, event);
    case 'checkFinished':
      return afterCheck(setup, event, rules);
  }
}

function withChannel(setup: Setup, channel: Channel): readonly Channel[] {
  return setup.request.channels.filter((wanted) => wanted === channel || setup.consented.includes(wanted));
}

function authorize(setup: Setup, event: Extract<SetupEvent, { kind: 'authorized' }>): Advanced {
  if (setup.run !== null || setup.cancelledAt !== null) return { setup, effects: [] };
  const { observed } = event;
  const attempt = setup.attempts + 1;
  const live = setup.secret !== null && observed.secretKeyIds.includes(setup.secret.keyId);
  const seen: Setup = {
    ...setup,
    authorization: event.authorization,
    attempts: attempt,
    run: { attempt, startedAt: event.at },
    problem: null,
    application: observed.application,
    servicePrincipal: observed.servicePrincipal,
    consented: setup.request.channels.filter((channel) => observed.consented.includes(channel)),
    secret: live ? setup.secret : null,
  };
  const next = proceed(seen);
  return { setup: next.setup, effects: [...strayRemovals(seen, observed), ...next.effects] };
}

/** Secrets of an earlier attempt whose answer was lost: nobody can ever read them, so they must not stay live. */
function strayRemovals(setup: Setup, observed: Observed): readonly GraphEffect[] {
  return observed.secretKeyIds
    .filter((keyId) => keyId !== setup.secret?.keyId)
    .map((keyId) => ({ kind: 'removeSecret', keyId }));
}

/** What the run does next. Application, then enterprise application, then all the rest side by side. */
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

function endRun(setup: Setup, event: SetupEvent): Advanced {
  if (setup.run === null) return { setup, effects: [] };
  const ended: Setup = { ...setup, run: null };
  const whole = isProvisioned(ended) && (ended.authorization?.consent === 'elsewhere' || isConsented(ended));
  if (!whole || ended.problem !== null) {
    return { setup: ended, effects: [{ kind: 'notify', notice: 'provisioningStopped' }] };
  }
  const handOver: readonly Effect[] = ended.handOver === null ? [{ kind: 'postHandOver' }] : [];
  const recheck: readonly Effect[] =
    ended.exchangeReport === null ? [] : [{ kind: 'scheduleCheck', scope: 'all', at: event.at }];
  return { setup: ended, effects: [{ kind: 'notify', notice: 'provisioned' }, ...handOver, ...recheck] };
}

function handOverOf(event: Extract<SetupEvent, { kind: 'handedOver' }>): NonNullable<Setup['handOver']> {
  return { conversationId: event.conversationId, toChannel: event.toChannel, at: event.at };
}

/** The process that worked is gone. A check is simply tried again; a run needs the administrator, whose token is gone. */
function interrupt(setup: Setup, event: SetupEvent): Advanced {
  if (setup.run === null) {
    if (setup.checking === null) return { setup, effects: [] };
    const recheck: Effect = { kind: 'scheduleCheck', scope: setup.checking.scope, at: event.at };
    return { setup: { ...setup, checking: null, nextCheckAt: event.at }, effects: [recheck] };
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

/** The first try begins at once, and the cards say so until it has an answer. */
function report(setup: Setup, event: SetupEvent): Advanced {
  if (event.by === null || !isProvisioned(setup)) return { setup, effects: [] };
  const { by, at } = event;
  return {
    setup: {
      ...setup,
      exchangeReport: { by, at },
      checksSinceReport: 0,
      nextCheckAt: at,
      checking: { scope: 'all', startedAt: at },
    },
    effects: [
      { kind: 'notify', notice: 'exchangeReported' },
      { kind: 'scheduleCheck', scope: 'all', at },
    ],
  };
}
