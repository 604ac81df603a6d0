// Tells listeners of each request twice, and waits for them: so a test can act, or end the caller, at exactly that moment.

import type { Call } from '../http/call.ts';
import type { Service } from './fault.ts';

export type WatchedCall = {
  /** `arrived`: nothing has been done yet. `carriedOut`: all that will be done has been done, no answer is sent yet. */
  readonly phase: 'arrived' | 'carriedOut';
  readonly service: Service;
  readonly method: string;
  /** As sent, percent-decoded, without the query. */
  readonly path: string;
  /** In the order of arrival at both services, from 1. */
  readonly number: number;
};

export type CallListener = (call: WatchedCall) => void | Promise<void>;

export type CallWatch = {
  /** Gives what ends the watching. */
  watch(listener: CallListener): () => void;
  /** Counts a request, and gives what tells of it. */
  begin(service: Service, call: Call): (phase: WatchedCall['phase']) => Promise<void>;
  countFromOne(): void;
};

export function makeCallWatch(): CallWatch {
  const listeners = new Set<CallListener>();
  let count = 0;
  return {
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    begin(service, { method, path }) {
      count += 1;
      const seen = { service, method, path, number: count };
      return async (phase) => {
        // Of those there are now: one that begins while another is waited for would hear of what is over.
        for (const listener of [...listeners]) if (listeners.has(listener)) await listener({ phase, ...seen });
      };
    },
    countFromOne() {
      count = 0;
    },
  };
}
