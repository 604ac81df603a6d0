// Activities as Teams sends them, cut down to what matters.

import { bot } from './teams-service.ts';

export const tenantId = '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10';
export const objectId = '7a1c9e52-3b0d-4c77-9f21-5e8d6a4b1c01';

export function activity(serviceUrl: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: '1700000000001',
    channelId: 'msteams',
    serviceUrl: `${serviceUrl}/`,
    from: { id: '29:robin', name: 'Robin Keller', aadObjectId: objectId },
    recipient: { id: `28:${bot.id}`, name: 'eBiss mail' },
    conversation: { id: 'a:personal', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    text: 'setup',
    ...change,
  };
}

export function mentioned(serviceUrl: string): Record<string, unknown> {
  return activity(serviceUrl, {
    conversation: { id: '19:channel@thread.tacv2;messageid=17', conversationType: 'channel', isGroup: true, tenantId },
    text: '<at>eBiss mail</at>\u00a0exchange here\n',
    entities: [{ type: 'mention', text: '<at>eBiss mail</at>', mentioned: { id: `28:${bot.id}`, name: 'eBiss mail' } }],
  });
}

export function press(serviceUrl: string, data: unknown = { setupId: 'K7Q2M4' }): Record<string, unknown> {
  return activity(serviceUrl, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    text: undefined,
    replyToId: 'card-1',
    value: { action: { type: 'Action.Execute', verb: 'setup.plan', data }, trigger: 'manual' },
  });
}

export function added(serviceUrl: string, memberId = `28:${bot.id}`): Record<string, unknown> {
  return activity(serviceUrl, { type: 'conversationUpdate', text: undefined, membersAdded: [{ id: memberId }] });
}
