// Stands between a server and its service: tells the watchers, and lets each request meet its fault. Knows no path.

import { setMaxListeners } from 'node:events';
import type { Cloud } from '../cloud.ts';
import { type Answer, answered, type Call, empty, type Handler, json, type Outcome } from '../http/call.ts';
import type { CallWatch } from './call-watch.ts';
import type { Fault, FaultKind, Service } from './fault.ts';
import { gatewayPage } from './gateway-page.ts';
import { pause } from './pause.ts';
import type { PlantedFaults } from './planted-faults.ts';

/** A service: `cloud` is the one to carry it out on, which may differ from the sandbox's in how fast replicas learn. */
export type CarryOut = (call: Call, cloud: Cloud) => Answer | Promise<Answer>;

export type FaultyServing = {
  handlerOf(service: Service, carryOut: CarryOut): Handler;
  /** Breaks off every request that is under way; what was not carried out never will be. */
  breakOff(): void;
};

type Parts = { readonly cloud: Cloud; readonly faults: PlantedFaults; readonly watch: CallWatch };

export function serveWithFaults(parts: Parts): FaultyServing {
  let ending = newEnding();
  return {
    handlerOf: (service, carryOut) => (call) => serve(parts, { service, carryOut, call, signal: ending.signal }),
    breakOff() {
      ending.abort();
      ending = newEnding();
    },
  };
}

function newEnding(): AbortController {
  const ending = new AbortController();
  // Every request that waits listens to it, hundreds at once under load: no leak that Node should warn of.
  setMaxListeners(0, ending.signal);
  return ending;
}

type Visit = {
  readonly service: Service;
  readonly carryOut: CarryOut;
  readonly call: Call;
  readonly signal: AbortSignal;
};

async function serve({ cloud, faults, watch }: Parts, visit: Visit): Promise<Outcome> {
  const { service, call, carryOut, signal } = visit;
  const arrivedAt = performance.now();
  const tell = watch.begin(service, call);
  await tell('arrived');
  if (signal.aborted) return { kind: 'reset' };
  const fault = faults.meet(service, call);
  const carry = async (replicationDelaySeconds = cloud.replicationDelaySeconds) =>
    await carryOut(call, { ...cloud, replicationDelaySeconds });
  const outcome = await outcomeOf(fault, visit, carry);
  if (signal.aborted) return { kind: 'reset' };
  await tell('carriedOut');
  await pause(fault?.kind === 'delay' ? fault.milliseconds : 0, signal);
  if (service === 'graph') await pause(arrivedAt + faults.answerDelay.graphMilliseconds - performance.now(), signal);
  return signal.aborted ? { kind: 'reset' } : outcome;
}

type Carry = (replicationDelaySeconds?: number) => Promise<Answer>;

async function outcomeOf(fault: Fault | undefined, { call, signal }: Visit, carry: Carry): Promise<Outcome> {
  switch (fault?.kind) {
    case undefined:
    case 'delay':
      return answered(await carry());
    case 'answer':
      return answered(given(fault));
    case 'refused':
      return answered(fault.refuse(call));
    case 'gateway':
      if (fault.effect) await carry();
      return answered(gatewayPage(fault.status, fault.headers));
    case 'reset':
      if (fault.effect) await carry();
      return { kind: 'reset' };
    case 'truncated':
      return { kind: 'truncated', answer: await carry() };
    case 'late':
      await pause(fault.milliseconds, signal);
      return signal.aborted ? { kind: 'reset' } : answered(await carry());
    case 'replication':
      return answered(await carry(fault.seconds));
  }
}

function given({ status, headers = {}, body }: Extract<FaultKind, { kind: 'answer' }>): Answer {
  return body === undefined ? { ...empty(status), headers } : json(status, body, headers);
}
