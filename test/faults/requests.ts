// The requests of a job, as an undisturbed one makes them: whatever the bot comes to ask in future is in it by itself.

import type { Service } from '../../sandbox/faults/fault.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

export type RequestOfJob = {
  readonly name: string;
  readonly service: Service;
  readonly method: string;
  readonly path: RegExp;
  readonly requestBody?: RegExp;
  /** How many like it come before it. */
  readonly skip: number;
};

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Records while `work` is done. Two that are alike are told apart by their order. */
export async function requestsOf(sandbox: Sandbox, work: () => Promise<unknown>): Promise<readonly RequestOfJob[]> {
  const seen = new Map<string, number>();
  const requests: RequestOfJob[] = [];
  const stop = sandbox.watchCalls(({ phase, service, method, path }) => {
    if (phase !== 'arrived') return;
    const pattern = patternOf(path);
    const key = `${service} ${method} ${pattern}`;
    const skip = seen.get(key) ?? 0;
    seen.set(key, skip + 1);
    const shown = path.replace(new RegExp(guid, 'gi'), '…').replace(/ebiss-mail-bot-[\w-]+/, '…');
    const name = `${service} ${method} ${shown}${skip === 0 ? '' : ` (${skip + 1})`}`;
    requests.push({ name, service, method, path: new RegExp(pattern), skip });
  });
  await work();
  stop();
  return requests;
}

/** Ids differ from run to run; everything else of the path is the request. */
function patternOf(path: string): string {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `^${escaped.replace(new RegExp(guid, 'gi'), guid).replace(/ebiss-mail-bot-[\w-]+/, 'ebiss-mail-bot-[\\w-]+')}$`;
}
