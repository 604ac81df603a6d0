// The faults that are planted now, and which of them a request meets. Does nothing to the request itself.

import type { Call } from '../http/call.ts';
import { concerns, type Fault, type PlantedFault, type Service } from './fault.ts';

export type Faults = {
  /** Where several concern a request, it meets the one planted first that is not used up. */
  plant(fault: Fault): void;
  /** Removes all of them. What has met one already goes on. */
  clear(): void;
  /** In the order of planting; those that are used up stay. */
  planted(): readonly PlantedFault[];
  /** No answer of Graph leaves sooner than so long after its request came; 0 is off. */
  readonly answerDelay: { graphMilliseconds: number };
};

export type PlantedFaults = Faults & {
  /** The fault that meets this request, which is counted by that. */
  meet(service: Service, call: Call): Fault | undefined;
};

type Entry = { readonly fault: Fault; seen: number; met: number };

export function makeFaults(): PlantedFaults {
  const entries: Entry[] = [];
  return {
    plant: (fault) => void entries.push({ fault, seen: 0, met: 0 }),
    clear: () => void entries.splice(0),
    planted: () => entries.map(({ fault, met }) => ({ fault, met })),
    answerDelay: { graphMilliseconds: 0 },
    meet(service, call) {
      const concerned = entries.filter(({ fault }) => concerns(fault, service, call));
      // Each is told of every request that it concerns, so that `skip` does not depend on what else is planted.
      for (const entry of concerned) entry.seen += 1;
      const found = concerned.find(({ fault, seen, met }) => seen > (fault.skip ?? 0) && met < (fault.times ?? 1));
      if (found !== undefined) found.met += 1;
      return found?.fault;
    },
  };
}
