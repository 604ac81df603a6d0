// What the outbox gave up is noted where somebody waits for it: a hand-over that never arrived is a state with a way on,
// and must not look as if it were being worked on; reverse commands that never arrived go to the requester.

import type { Message } from '../setup/message.ts';
import { changeSetup } from './change-setup.ts';
import type { HandOverWatchDeps } from './watch-hand-over.ts';

export async function noteUndeliverable(deps: HandOverWatchDeps, message: Message): Promise<void> {
  const { setupId, conversationId, content } = message;
  if (setupId === null) return;
  if (content.kind === 'undo') return undoToRequester(deps, setupId, conversationId);
  if (content.kind !== 'livingCard' || content.audience !== 'exchange') return;
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

/** Where even their own chat takes nothing, nobody is left to be told. */
async function undoToRequester({ store }: HandOverWatchDeps, setupId: string, refusedAt: string): Promise<void> {
  await store.inTransaction(async (writes) => {
    const setup = await writes.loadSetup(setupId);
    if (setup === null || setup.conversationId === refusedAt) return;
    const { conversationId } = setup;
    await writes.putMessage({ conversationId, setupId, content: { kind: 'notice', notice: 'undoUndeliverable' } });
    await writes.putMessage({ conversationId, setupId, content: { kind: 'undo' } });
  });
}
