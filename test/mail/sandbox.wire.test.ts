// The whole check against the sandbox: each thing that an administrator can leave out is told by its own reason.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchangeAppRoles, type Mailbox, type Tenant } from '../../sandbox/cloud.ts';
import { contosoId } from '../../sandbox/contoso.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { checkMail } from '../../src/mail/check-mail.ts';
import type { MailCheck } from '../../src/mail/mail-check.ts';
import type { ServerAddress } from '../../src/mail/server-address.ts';
import { trust } from '../support/trust.ts';

const mailbox = 'edi@contoso.example';
const app = { appId: randomUUID(), objectId: randomUUID(), principalId: randomUUID() };
const secretText = 'abc8Q~sandbox-secret-of-this-test-0123456789';

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-check-'));
  sandbox = await startSandbox({ caFile: join(folder, 'ca.pem'), redirectUri: 'http://127.0.0.1/signin/callback' });
  trust(sandbox.caPem);
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

function here(): { tenant: Tenant; box: Mailbox } {
  const tenant = sandbox.cloud.tenants.find((one) => one.id === contosoId);
  const box = tenant?.mailboxes.find((one) => one.address === mailbox);
  if (tenant === undefined || box === undefined) throw new Error('the sandbox has no such mailbox');
  return { tenant, box };
}

/** Everything as it is when nobody forgot anything. */
function setUp(): { tenant: Tenant; box: Mailbox } {
  const { tenant, box } = here();
  const createdDateTime = new Date().toISOString();
  tenant.applications = [
    {
      id: app.objectId,
      appId: app.appId,
      displayName: 'eBiss 3 mail',
      uniqueName: null,
      signInAudience: 'AzureADMyOrg',
      notes: null,
      tags: [],
      requiredResourceAccess: [],
      passwordCredentials: [
        {
          keyId: randomUUID(),
          displayName: null,
          secretText,
          hint: 'abc',
          startDateTime: new Date(Date.now() - 60_000).toISOString(),
          endDateTime: new Date(Date.now() + 86_400_000).toISOString(),
        },
      ],
      createdDateTime,
      knownAt: 0,
    },
  ];
  const exchange = tenant.servicePrincipals.filter((principal) => principal.appId !== app.appId);
  tenant.servicePrincipals = [
    ...exchange,
    { id: app.principalId, appId: app.appId, displayName: 'eBiss 3 mail', accountEnabled: true, knownAt: 0 },
  ];
  const roles = exchangeAppRoles.filter((role) => ['SMTP.SendAsApp', 'POP.AccessAsApp'].includes(role.value));
  tenant.appRoleAssignments = roles.map(({ id: appRoleId }) => ({
    id: randomUUID(),
    principalId: app.principalId,
    resourceId: exchange[0]?.id ?? '',
    appRoleId,
    createdDateTime,
  }));
  tenant.exchangeServicePrincipals = [
    { appId: app.appId, objectId: app.principalId, displayName: 'eBiss 3 mail', guid: randomUUID() },
  ];
  Object.assign(box, { smtpClientAuthenticationDisabled: false, popEnabled: true, fullAccess: [app.principalId] });
  return { tenant, box };
}

function toAddress(text: string): ServerAddress {
  const [host = '', port = ''] = text.split(':');
  return { host, port: Number(port) };
}

async function check(parts: Partial<MailCheck> = {}) {
  return checkMail({
    tenantId: contosoId,
    clientId: app.appId,
    clientSecret: secretText,
    scope: 'all',
    channels: ['smtp', 'pop3'],
    mailboxes: [mailbox],
    testMail: { subject: 'eBiss mail test', text: 'A test, to be deleted at once.' },
    endpoints: {
      entra: { url: sandbox.entraUrl, knownAuthority: new URL(sandbox.entraUrl).host },
      smtp: toAddress(sandbox.smtpAddress),
      pop3: toAddress(sandbox.pop3Address),
    },
    ...parts,
  });
}

async function reasons(parts: Partial<MailCheck> = {}) {
  const report = await check(parts);
  const reasonOf = (channel: string) => report.channels.find((one) => one.channel === channel)?.problem?.reason ?? null;
  return { token: report.token.problem?.reason ?? null, smtp: reasonOf('smtp'), pop3: reasonOf('pop3') };
}

describe('against the sandbox', () => {
  const sound = { token: null, smtp: null, pop3: null };

  test('a setup in which nothing was forgotten signs in to both', async () => {
    setUp();
    expect(await reasons()).toEqual(sound);
  });

  test('no registration in Exchange', async () => {
    setUp().tenant.exchangeServicePrincipals = [];
    expect(await reasons()).toEqual({
      token: null,
      smtp: 'notRegisteredOrPropagating',
      pop3: 'notRegisteredOrPropagating',
    });
  });

  test('the object id of the app registration in place of the enterprise application', async () => {
    const { tenant } = setUp();
    for (const registered of tenant.exchangeServicePrincipals) registered.objectId = app.objectId;
    expect((await reasons()).smtp).toBe('notRegisteredOrPropagating');
  });

  test('SMTP AUTH off for the mailbox, for the organisation, and security defaults', async () => {
    setUp().box.smtpClientAuthenticationDisabled = true;
    expect(await reasons()).toEqual({ ...sound, smtp: 'smtpAuthOffForMailbox' });
    setUp().box.smtpClientAuthenticationDisabled = null;
    expect(await reasons()).toEqual({ ...sound, smtp: 'smtpAuthOffForOrganization' });
    const { tenant } = setUp();
    tenant.securityDefaults = true;
    expect(await reasons()).toEqual({ ...sound, smtp: 'securityDefaults' });
    tenant.securityDefaults = false;
  });

  test('no FullAccess, and POP3 switched off', async () => {
    setUp().box.fullAccess = [];
    expect(await reasons()).toEqual({ ...sound, pop3: 'mailboxNotAccessible' });
    setUp().box.popEnabled = false;
    expect(await reasons()).toEqual({ ...sound, pop3: 'mailboxNotAccessible' });
  });

  test('no consent, a wrong secret, no enterprise application, no application', async () => {
    setUp().tenant.appRoleAssignments = [];
    expect((await reasons()).token).toBe('permissionMissing');
    setUp();
    expect((await reasons({ clientSecret: 'abc8Q~another-secret-altogether-0123456789' })).token).toBe(
      'clientSecretRefused',
    );
    const { tenant } = setUp();
    tenant.servicePrincipals = tenant.servicePrincipals.filter((principal) => principal.appId !== app.appId);
    expect((await reasons()).token).toBe('enterpriseApplicationMissing');
    setUp().tenant.applications = [];
    expect((await reasons()).token).toBe('applicationUnknown');
  });

  test('a round trip is accepted, found and deleted, and a mail that lay there still lies there', async () => {
    const { box } = setUp();
    const order = {
      id: 'order-1',
      receivedAt: '2026-11-20T08:00:00Z',
      raw: 'Subject: Order 4711\r\n\r\nnot to be read\r\n',
    };
    box.inbox = [order];
    const findPatience = { untilMs: 60_000, delaysMs: [1] };
    const { channels } = await check({ scope: 'roundTrip', findPatience });
    expect(channels.map(({ problem }) => problem)).toEqual([null, null]);
    expect(channels[0]?.acceptedAt).toBeDefined();
    expect(box.inbox).toEqual([order]);
    box.inbox = [];
  });

  test('without FullAccess SMTP signs in, and only the mail shows it', async () => {
    setUp().box.fullAccess = [];
    expect(await reasons({ channels: ['smtp'], scope: 'all' })).toEqual(sound);
    expect(await reasons({ channels: ['smtp'], scope: 'roundTrip' })).toEqual({ ...sound, smtp: 'fullAccessMissing' });
  });

  test('another sender needs SendAs', async () => {
    setUp();
    const sender = 'office@contoso.example';
    expect(await reasons({ scope: 'roundTrip', sender })).toEqual({ ...sound, smtp: 'sendAsMissing' });
  });

  test('a mailbox that was not granted stays closed', async () => {
    setUp();
    const { boundary } = await check({ scope: 'boundary', mailbox: 'office@contoso.example' });
    expect(boundary?.kind).toBe('refused');
  });
});
