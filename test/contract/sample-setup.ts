// A setup as somebody asks for it, for tests of whatever keeps or carries setups.

import { beginSetup } from '../../src/setup/advance.ts';
import type { HandOver } from '../../src/setup/hand-over.ts';
import type { Person } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';

export const robin: Person = {
  tenantId: '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10',
  objectId: '7a1c9e52-3b0d-4c77-9f21-5e8d6a4b1c01',
  name: 'Robin Keller',
};

export function sampleSetup(id: string, over: Partial<Setup> = {}): Setup {
  const setup = beginSetup({
    id,
    request: {
      tenant: { id: robin.tenantId, typed: 'contoso.example' },
      appName: 'eBiss 3 mail',
      channels: ['smtp', 'pop3'],
      mailboxes: ['edi@contoso.example', 'orders@contoso.example'],
      sender: null,
      sendAs: true,
      roundTrip: true,
      smtpAuth: 'mailbox',
      secretMonths: 12,
      server: 'EDI-PROD-01',
      reference: null,
    },
    requester: robin,
    applicationKey: 'ebiss-mail-bot-k7q2m4-0123456789abcdef0123456789abcdef',
    conversationId: 'a:1',
    at: '2026-11-02T08:00:00.000Z',
  });
  return { ...setup, ...over };
}

/** Nobody has answered it yet. */
export function handOverTo(conversationId: string, toChannel = true, at = '2026-11-02T08:05:00.000Z'): HandOver {
  return {
    conversationId,
    toChannel,
    at,
    objectId: 'sp',
    textHash: 'c0de'.repeat(16),
    approvals: [],
    rejection: null,
    taken: null,
    remindedAt: null,
    lapsedAt: null,
    undeliverableAt: null,
  };
}
