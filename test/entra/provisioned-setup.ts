// Setups for tests of entra/: asked for in the sandbox's Contoso, authorised, and optionally with what was created.

import { contosoId, requester } from '../../sandbox/contoso.ts';
import { newApplicationKey } from '../../src/entra/keys.ts';
import { beginSetup } from '../../src/setup/advance.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { newSetupId } from '../../src/storage/setup-id.ts';

export const request: SetupRequest = {
  tenant: { id: contosoId, typed: 'contoso.example' },
  appName: "eBiss mail of O'Brien",
  channels: ['smtp', 'pop3'],
  mailboxes: ['edi@contoso.example', 'orders@contoso.example'],
  sender: null,
  sendAs: true,
  roundTrip: true,
  smtpAuth: 'mailbox',
  secretMonths: 12,
  server: 'EDI-PROD-01',
  reference: 'CHG-4711',
};

export const secretEndsAt = '2027-06-01T08:00:00.000Z';

export function plannedSetup(parts: Partial<Setup> = {}): Setup {
  const begun = beginSetup({
    id: 'K7Q2M4',
    request,
    requester: { tenantId: contosoId, objectId: requester.objectId, name: requester.name },
    applicationKey: 'ebiss-mail-bot-k7q2m4-0123456789abcdef0123456789abcdef',
    conversationId: 'chat',
    at: '2026-11-24T08:00:00.000Z',
  });
  return { ...begun, ...parts };
}

/** With ids of its own, for tests that play several in one tenant. */
export function newPlannedSetup(): Setup {
  const id = newSetupId();
  return plannedSetup({ id, applicationKey: newApplicationKey(id) });
}

export function authorizedSetup(parts: Partial<Setup> = {}): Setup {
  return plannedSetup({
    attempts: 1,
    run: { attempt: 1, startedAt: '2026-11-24T08:05:00.000Z', pauses: [], lost: null },
    authorization: {
      by: {
        tenantId: contosoId,
        objectId: '2f6b8d10-91c4-4f7e-a1b2-0c3d4e5f6a02',
        name: 'Alex Brandt',
        username: 'alex.admin@contoso.example',
        directoryRoles: [],
        guest: false,
      },
      at: '2026-11-24T08:05:00.000Z',
      consent: 'here',
      consentRefused: false,
      reader: null,
      secretEndsAt,
      organization: 'Contoso',
      requesterUsername: null,
      exchangeOnline: { servicePrincipalId: 'exo-sp', roleIds: { smtp: 'role-smtp', pop3: 'role-pop3' } },
    },
    ...parts,
  });
}

export const created = {
  application: { objectId: 'app-object', appId: 'app-client' },
  servicePrincipal: { objectId: 'sp-object' },
} as const;
