// Turns what the core asks for into rows of the same transaction: messages of the outbox and jobs. Sends nothing itself.

import { trialOf } from '../setup/check.ts';
import type { WrittenEffect } from '../setup/events.ts';
import type { Message, SetupMessage } from '../setup/message.ts';
import type { Setup } from '../setup/setup.ts';
import type { Writes } from './store.ts';

export async function writeEffect(writes: Writes, setup: Setup, effect: WrittenEffect): Promise<void> {
  const { id: setupId, conversationId } = setup;
  switch (effect.kind) {
    case 'refreshCards':
      for (const message of cardMessages(setup)) await writes.putMessage(message);
      return;
    case 'notify': {
      const { notice, who } = effect;
      const content = { kind: 'notice', notice, ...(who === undefined ? {} : { who }) } as const;
      return writes.putMessage({ conversationId, setupId, content });
    }
    case 'destroySecret':
      return writes.deleteSecret(setupId, effect.keyId);
    case 'notifyExchange': {
      const content = { kind: 'notice', notice: effect.notice } as const;
      return writes.putMessage({ conversationId: effect.conversationId, setupId, content });
    }
    case 'repostHandOver':
      return toHandOver(writes, setup, { kind: 'livingCard', audience: 'exchange', renew: true });
    case 'postUndo':
      return toHandOver(writes, setup, { kind: 'undo' });
    case 'scheduleCheck':
      return writes.sendJob({
        kind: 'check',
        setupId,
        ...trialOf(effect),
        at: effect.at,
      });
    case 'watchConsent':
      return writes.sendJob({ kind: 'consent', setupId, at: effect.at });
    case 'scheduleHandOver':
      return writes.sendJob({ kind: 'handOver', setupId, at: effect.at });
    case 'postHandOver':
      return;
  }
}

async function toHandOver(writes: Writes, setup: Setup, content: SetupMessage['content']): Promise<void> {
  if (setup.handOver === null) return;
  await writes.putMessage({ conversationId: setup.handOver.conversationId, setupId: setup.id, content });
}

function cardMessages(setup: Setup): readonly Message[] {
  const ofRequester: Message = {
    conversationId: setup.conversationId,
    setupId: setup.id,
    content: { kind: 'livingCard', audience: 'requester', renew: false },
  };
  if (setup.handOver === null) return [ofRequester];
  const ofExchange: Message = {
    conversationId: setup.handOver.conversationId,
    setupId: setup.id,
    content: { kind: 'livingCard', audience: 'exchange', renew: false },
  };
  return [ofRequester, ofExchange];
}
