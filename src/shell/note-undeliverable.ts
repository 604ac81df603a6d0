// What the outbox gave up is noted where somebody waits for it: a hand-over that never arrived is a state with a way on,
// and must not look as if it were being worked on.

import type { Message } from '../setup/message.ts';
import { changeSetup } from './change-setup.ts';
import type { HandOverWatchDeps } from './watch-hand-over.ts';

export async function noteUndeliverable(deps: HandOverWatchDeps, message: Message): Promise<void> {
  const { setupId, conversationId, content } = message;
  if (setupId === null || content.kind !== 'livingCard' || content.audience !== 'exchange') return;
  await changeSetup(deps, setupId, ({ handOver, exchangeReport, cancelledAt }) =>
    handOver?.toChannel === true &&
    handOver.conversationId === conversationId &&
    handOver.undeliverableAt === null &&
    exchangeReport === null &&
    cancelledAt === null
      ? { kind: 'handOverUndeliverable', at: deps.now().toISOString(), by: null }
      : null,
  );
}
