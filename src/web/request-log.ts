// One log line for each request: route name, method, status, milliseconds. Never the address: it holds tickets and, in
// the callback, Entra's code. Of those that were refused only so many a minute: a flood must not fill the disk.

import type { Log } from '../telemetry/log.ts';
import { createSparing } from '../telemetry/sparing.ts';

export type Answered = {
  readonly route: string | null;
  readonly method: string;
  readonly status: number;
  readonly milliseconds: number;
};

const quietRoutes: readonly string[] = ['livez', 'readyz', 'metrics'];
export const refusedPerMinute = 120;

export function createRequestLog(log: Log, now: () => Date): (answered: Answered) => void {
  const refused = createSparing(refusedPerMinute);
  return ({ route, method, status, milliseconds }) => {
    const line = { route, method, status, ms: milliseconds };
    if (status >= 500) return log.warn(line, 'request');
    if (route !== null && quietRoutes.includes(route)) return log.debug(line, 'request');
    const leftOut = status >= 400 ? refused.take(now()) : 0;
    if (leftOut !== null) log.info({ ...line, ...(leftOut === 0 ? {} : { leftOut }) }, 'request');
  };
}
