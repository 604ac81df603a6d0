// What machines ask: is it alive, may it get work, what does it count.

import type { Answer } from './answer.ts';
import { isSameText } from './sessions.ts';
import type { MetricsAccess, WebDeps } from './web-deps.ts';

const plain = 'text/plain; charset=utf-8';

export async function isAlive(): Promise<Answer> {
  return { kind: 'text', status: 200, text: 'alive\n', type: plain };
}

export async function isReadyNow(deps: WebDeps): Promise<Answer> {
  const ready = await deps.isReady();
  return { kind: 'text', status: ready ? 200 : 503, text: ready ? 'ready\n' : 'not ready\n', type: plain };
}

/** null: who asks may not know them, nor that there are any. */
export async function metrics(deps: WebDeps, authorization: string | undefined): Promise<Answer | null> {
  if (!mayRead(deps.config.metrics, authorization)) return null;
  return {
    kind: 'text',
    status: 200,
    text: await deps.metricsText(),
    type: 'text/plain; version=0.0.4; charset=utf-8',
  };
}

function mayRead(access: MetricsAccess, authorization = ''): boolean {
  switch (access.kind) {
    case 'everybody':
      return true;
    case 'nobody':
      return false;
    case 'holder':
      return isSameText(authorization, `Bearer ${access.token}`);
  }
}
