// A setup that has been provisioned in the sandbox's Contoso, in as many variants as a test asks for.

import type { Cloud, Tenant } from '../../sandbox/cloud.ts';
import { contosoId, createCloud } from '../../sandbox/contoso.ts';
import { type HandOverFacts, handOverFacts } from '../../src/exchange/hand-over-facts.ts';
import { beginSetup } from '../../src/setup/advance.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import type { Setup } from '../../src/setup/setup.ts';

export const clientId = '1c9d3f5a-0b2e-4d61-8a77-3e5f60718293';
/** Of the enterprise application. */
export const objectId = '2dae4f6b-1c3f-4e72-9b88-4f6071829304';
/** Of the app registration: the one that must not be used. */
export const registrationId = '3ebf507c-2d40-4f83-8c99-5071829304a5';

/** Stands for the SHA-256 of the text; the script only carries it. */
export const textHash = 'c0de'.repeat(16);

const request: SetupRequest = {
  tenant: { id: contosoId, typed: 'contoso.example' },
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
};

export function provisionedSetup(changes: Partial<SetupRequest> = {}): Setup {
  const person = { tenantId: contosoId, objectId: '7a1c9e52-3b0d-4c77-9f21-5e8d6a4b1c01', name: 'Robin Keller' };
  const begun = beginSetup({
    id: 'K7Q2M4',
    request: { ...request, ...changes },
    requester: person,
    applicationKey: 'ebiss-mail-bot-k7q2m4-0123456789abcdef0123456789abcdef',
    conversationId: 'a',
    at: '2026-11-24T08:00:00.000Z',
  });
  return {
    ...begun,
    application: { objectId: registrationId, appId: clientId },
    servicePrincipal: { objectId },
  };
}

export function factsOf(changes: Partial<SetupRequest> = {}): HandOverFacts {
  const facts = handOverFacts(provisionedSetup(changes));
  if (facts === null) throw new Error('A provisioned setup has facts.');
  return facts;
}

/** The sandbox's tenants, with application and enterprise application of the setup in Contoso. */
export function provisionedCloud(): { readonly cloud: Cloud; readonly tenant: Tenant } {
  const cloud = createCloud('http://127.0.0.1/signin/callback');
  const [tenant] = cloud.tenants;
  if (tenant === undefined) throw new Error('The sandbox has a tenant.');
  const shared = { appId: clientId, displayName: request.appName, knownAt: 0 };
  tenant.servicePrincipals.push({ ...shared, id: objectId, accountEnabled: true });
  tenant.applications.push({
    ...shared,
    id: registrationId,
    uniqueName: null,
    signInAudience: 'AzureADMyOrg',
    notes: null,
    tags: [],
    requiredResourceAccess: [],
    passwordCredentials: [],
    createdDateTime: '2026-11-24T08:00:00.000Z',
  });
  return { cloud, tenant };
}
