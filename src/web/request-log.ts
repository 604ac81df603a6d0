// One log line for each request: route name, method, status, milliseconds. Never the address: it holds tickets and, in
// the callback, Entra's code.

import type { Log } from '../telemetry/log.ts';

export type Answered = {
  readonly route: string | null;
  readonly method: string;
  readonly status: number;
  readonly milliseconds: number;
};

const quietRoutes: readonly string[] = ['livez', 'readyz', 'metrics'];

export function logAnswered(log: Log, { route, method, status, milliseconds }: Answered): void {
  const line = { route, method, status, ms: milliseconds };
  if (status >= 500) log.warn(line, 'request');
  else if (route !== null && quietRoutes.includes(route)) log.debug(line, 'request');
  else log.info(line, 'request');
}
