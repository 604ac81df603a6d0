// Organisations of the sandbox in each of which one setup is provisioned and waits for Exchange: a token is issued, and
// both sign-ins are refused, because nobody has registered anything.

import { randomUUID } from 'node:crypto';
import { exchangeAppRoles, exchangeOnlineAppId, type Tenant } from '../sandbox/cloud.ts';
import { newSetupId } from '../src/storage/setup-id.ts';
import type { Storage } from '../src/storage/storage.ts';
import { waitingSetup } from '../test/support/checked-setups.ts';

const secretText = 'abc8Q~secret-of-the-benchmark-0123456789';
const day = 86_400_000;

/** Beside the organisations that the sandbox has: like `model`, with an application, its secret and its permissions. */
export function newOrganisation(model: Tenant): Tenant {
  const exchange = model.servicePrincipals.find(({ appId }) => appId === exchangeOnlineAppId);
  if (exchange === undefined) throw new Error('the model has no Exchange');
  const tenantId = randomUUID();
  const [objectId, appId, principalId] = [randomUUID(), randomUUID(), randomUUID()];
  const createdDateTime = new Date(Date.now() - day).toISOString();
  const endDateTime = new Date(Date.now() + 300 * day).toISOString();
  const dates = { startDateTime: createdDateTime, endDateTime };
  const named = { displayName: 'eBiss 3 mail', knownAt: 0 };
  const roles = exchangeAppRoles.filter(({ value }) => ['SMTP.SendAsApp', 'POP.AccessAsApp'].includes(value));
  return {
    ...model,
    id: tenantId,
    displayName: tenantId,
    domains: [`${tenantId}.example`],
    applications: [
      {
        ...named,
        id: objectId,
        appId,
        uniqueName: null,
        signInAudience: 'AzureADMyOrg',
        notes: null,
        tags: [],
        requiredResourceAccess: [],
        passwordCredentials: [{ keyId: randomUUID(), displayName: null, secretText, hint: 'abc', ...dates }],
        createdDateTime,
      },
    ],
    servicePrincipals: [exchange, { ...named, id: principalId, appId, accountEnabled: true }],
    appRoleAssignments: roles.map(({ id: appRoleId }) => {
      return { id: randomUUID(), principalId, resourceId: exchange.id, appRoleId, createdDateTime };
    }),
    exchangeServicePrincipals: [],
  };
}

/** As it is kept when the administrator has reported at `dueAt`, at which it is tried for the first time. */
export async function putWaitingSetup(storage: Storage, tenant: Tenant, dueAt: string, serviceUrl: string) {
  const like = waitingSetup();
  const [application, principal] = [tenant.applications[0], tenant.servicePrincipals[1]];
  const { secret, exchangeReport, handOver } = like;
  if (secret === null || exchangeReport === null || handOver === null || application === undefined) throw new Error();
  const place = { personal: `a:${tenant.id}`, channel: `19:${tenant.id}@thread.tacv2` } as const;
  const addedAt = application.createdDateTime;
  const setup = {
    ...like,
    id: newSetupId(),
    conversationId: place.personal,
    request: { ...like.request, tenant: { id: tenant.id, typed: tenant.domains[0] ?? '' } },
    requester: { ...like.requester, tenantId: tenant.id },
    application: { objectId: application.id, appId: application.appId },
    servicePrincipal: { objectId: principal?.id ?? '' },
    secret: { ...secret, addedAt, endsAt: new Date(Date.now() + 300 * day).toISOString() },
    handOver: { ...handOver, conversationId: place.channel },
    exchangeReport: { ...exchangeReport, at: dueAt },
    nextCheckAt: dueAt,
  };
  await storage.inTransaction(async (tx) => {
    if (!(await tx.insertSetup(setup))) throw new Error('the id is taken');
    await tx.sealSecret(setup.id, setup.secret.keyId, secretText, setup.secret.endsAt);
    await tx.sendJob({ kind: 'check', setupId: setup.id, scope: 'all', at: dueAt });
  });
  for (const kind of ['personal', 'channel'] as const) {
    const conversation = { id: place[kind], conversationType: kind, tenantId: tenant.id };
    const reference = { serviceUrl: `${serviceUrl}/`, channelId: 'msteams', conversation, bot: { id: '28:bot' } };
    await storage.rememberConversation({ id: place[kind], tenantId: tenant.id, kind, reference });
  }
}
