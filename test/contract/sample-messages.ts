// Messages for tests of the outbox.

import type { Message } from '../../src/setup/message.ts';

export function notice(conversationId: string, setupId = 'NONE22'): Message {
  return { conversationId, setupId, content: { kind: 'notice', notice: 'verified' } };
}

export function refresh(
  conversationId: string,
  setupId = 'NONE22',
  renew = false,
  audience: 'requester' | 'exchange' = 'requester',
): Message {
  return { conversationId, setupId, content: { kind: 'livingCard', audience, renew } };
}
