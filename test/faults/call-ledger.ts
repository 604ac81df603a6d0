// Keeps count of the requests that reach the sandbox, and tells when all that came have been dealt with: what is carried
// out late may still change the tenant.

import type { WatchedCall } from '../../sandbox/faults/call-watch.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

export type LedgerCall = WatchedCall & {
  /** Its place among the requests to the same service, from 0. */
  readonly place: number;
};

export type CallLedger = {
  count(): number;
  graphCount(): number;
  /** Resolves once every request that has arrived was carried out, or given up. */
  quiet(): Promise<void>;
  stop(): void;
};

export function keepLedger(
  sandbox: Sandbox,
  onCall: (call: LedgerCall) => void | Promise<void> = () => {},
): CallLedger {
  const places = new Map<number, number>();
  const counts = { graph: 0, entra: 0 };
  let over = 0;
  let tellQuiet = () => {};
  const stop = sandbox.watchCalls(async (call) => {
    if (call.phase === 'arrived') places.set(call.number, counts[call.service]++);
    await onCall({ ...call, place: places.get(call.number) ?? -1 });
    if (call.phase === 'carriedOut') over += 1;
    if (over === places.size) tellQuiet();
  });
  return {
    stop,
    count: () => places.size,
    graphCount: () => counts.graph,
    quiet: () =>
      new Promise((resolve) => {
        tellQuiet = resolve;
        if (over === places.size) resolve();
      }),
  };
}
