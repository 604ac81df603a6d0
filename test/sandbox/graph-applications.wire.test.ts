// App registrations, enterprise applications, secrets and grants in the sandbox's Graph, by the real Graph client.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfidentialClientApplication } from '@azure/msal-node';
import type { Client } from '@microsoft/microsoft-graph-client';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exchangeOnlineAppId, type Tenant } from '../../sandbox/cloud.ts';
import { contosoId } from '../../sandbox/contoso.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { graphAs } from '../support/graph-client.ts';
import { trust } from '../support/trust.ts';

const redirectUri = 'http://127.0.0.1:3978/signin/callback';
const alex = 'alex.admin@contoso.example';
const allScopes = ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'User.Read.All', 'Policy.Read.All'];

let sandbox: Sandbox;
let graph: Client;
let contoso: Tenant;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await startSandbox({ caFile: join(folder, 'ca.pem'), redirectUri });
  trust(sandbox.caPem);
  const found = sandbox.cloud.tenants.find((tenant) => tenant.id === contosoId);
  if (found === undefined) throw new Error('no Contoso');
  contoso = found;
  graph = await as(alex);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.cloud.replicationDelaySeconds = 0;
  contoso.applications = [];
  contoso.appRoleAssignments = [];
  contoso.servicePrincipals = contoso.servicePrincipals.filter(({ appId }) => appId === exchangeOnlineAppId);
  contoso.secretPolicy = { maximumDays: null, forbidden: false };
});

function as(username: string, scopes = allScopes): Promise<Client> {
  return graphAs(sandbox, { tenant: contosoId, username, scopes, redirectUri });
}

async function provisioned() {
  const application = await graph.api('/applications').post({ displayName: 'eBiss', signInAudience: 'AzureADMyOrg' });
  const principal = await graph.api('/servicePrincipals').post({ appId: application.appId });
  const secret = await graph
    .api(`/applications/${application.id}/addPassword`)
    .post({ passwordCredential: { displayName: 'eBiss', endDateTime: new Date(Date.now() + 9e9).toISOString() } });
  const exchange = await graph.api(`/servicePrincipals(appId='${exchangeOnlineAppId}')`).get();
  const grant = (value: string) => {
    const role = exchange.appRoles.find((candidate: { value: string }) => candidate.value === value);
    return { principalId: principal.id, resourceId: exchange.id, appRoleId: role.id };
  };
  return { application, principal, secret, exchange, grant };
}

function tokenFor(clientId: string, clientSecret: string, scope = 'https://outlook.office365.com/.default') {
  const client = new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret,
      authority: `${sandbox.entraUrl}/${contosoId}`,
      knownAuthorities: [new URL(sandbox.entraUrl).host],
    },
  });
  return client.acquireTokenByClientCredential({ scopes: [scope], skipCache: true });
}

describe('create-if-missing', () => {
  test('creates once, then changes; without the header it finds nothing', async () => {
    const path = "/applications(uniqueName='ebiss''s')";
    const body = { displayName: 'eBiss', tags: ['eBiss'] };
    await expect(graph.api(path).patch(body)).rejects.toMatchObject({
      statusCode: 404,
      code: 'Request_ResourceNotFound',
    });
    const created = await graph.api(path).header('Prefer', 'create-if-missing').patch(body);
    expect(created).toMatchObject({ uniqueName: "ebiss's", displayName: 'eBiss', signInAudience: 'AzureADMyOrg' });
    const changed = await graph
      .api(path)
      .header('Prefer', 'create-if-missing')
      .patch({ displayName: 'eBiss 3', notes: 'made by a test' });
    expect(changed).toBeUndefined();
    expect(await graph.api(path).get()).toMatchObject({
      id: created.id,
      displayName: 'eBiss 3',
      notes: 'made by a test',
    });
    expect(contoso.applications).toHaveLength(1);
  });

  test('finds an application that replicas do not know yet', async () => {
    sandbox.cloud.replicationDelaySeconds = 3600;
    const upsert = () =>
      graph.api("/applications(uniqueName='k')").header('Prefer', 'create-if-missing').patch({ displayName: 'eBiss' });
    await upsert();
    expect(await upsert()).toBeUndefined();
    expect(contoso.applications).toHaveLength(1);
  });
});

describe('a body', () => {
  test.each([
    [{ displayName: 'x', secret: 'y' }, "Invalid property 'secret'."],
    [{ displayName: 5 }, "Invalid value specified for property 'displayName' of resource 'Application'."],
    [{ displayName: null, tags: 'a' }, "property 'tags'"],
    [{ displayName: 'x', tags: ['with space'] }, "property 'tags'"],
    [{ displayName: 'x', signInAudience: 'Anyone' }, "property 'signInAudience'"],
    [
      { displayName: 'x', requiredResourceAccess: [{ resourceAppId: 'r', resourceAccess: [{ id: 'no guid' }] }] },
      "'id'",
    ],
    [{ displayName: 'x', requiredResourceAccess: [{ resourceAppId: 'r', access: [] }] }, "Invalid property 'access'."],
    [{ displayName: 'x', appId: 'mine' }, "Property 'appId' is read-only"],
    [{ displayName: 'x', passwordCredentials: [{ displayName: 'y' }] }, 'must be generated with service actions'],
    [{ notes: 'nameless' }, "A value is required for property 'displayName' of resource 'Application'."],
  ])('%j is refused', async (body, message) => {
    const refused = graph.api('/applications').post(body);
    await expect(refused).rejects.toMatchObject({ statusCode: 400, code: 'Request_BadRequest' });
    await expect(refused).rejects.toThrow(message);
    expect(contoso.applications).toEqual([]);
  });

  test('that is no JSON is refused', async () => {
    const refused = graph.api('/applications').headers({ 'content-type': 'text/plain' }).post('displayName=x');
    await expect(refused).rejects.toMatchObject({ statusCode: 400, code: 'BadRequest' });
  });
});

describe('secrets', () => {
  test('are shown once, listed by hint, and removable', async () => {
    const { application, secret } = await provisioned();
    expect(secret.secretText).toMatch(/^.{3}8Q~.{34}$/);
    expect(secret.hint).toBe(secret.secretText.slice(0, 3));
    const [listed] = (await graph.api(`/applications/${application.id}`).get()).passwordCredentials;
    expect(listed).toMatchObject({ keyId: secret.keyId, secretText: null, hint: secret.hint });
    const path = `/applications(appId='${application.appId}')/removePassword`;
    await graph.api(path).post({ keyId: secret.keyId });
    await expect(graph.api(path).post({ keyId: secret.keyId })).rejects.toMatchObject({ statusCode: 400 });
    await expect(tokenFor(application.appId, secret.secretText)).rejects.toThrow('AADSTS7000215');
  });

  test('live two years where no end is given', async () => {
    const { application } = await provisioned();
    const { startDateTime, endDateTime } = await graph.api(`/applications/${application.id}/addPassword`).post({});
    expect(new Date(endDateTime).getUTCFullYear()).toBe(new Date(startDateTime).getUTCFullYear() + 2);
  });

  test.each([
    [{ maximumDays: 90, forbidden: false }, 'CredentialInvalidLifetimeAsPerAppPolicy'],
    [{ maximumDays: null, forbidden: true }, 'CredentialTypeNotAllowedAsPerAppPolicy'],
  ])('are refused by the policy %j', async (policy, code) => {
    const { application } = await provisioned();
    contoso.secretPolicy = policy;
    const refused = graph.api(`/applications/${application.id}/addPassword`).post({ passwordCredential: {} });
    await expect(refused).rejects.toMatchObject({ statusCode: 400, code });
    const { isEnabled, applicationRestrictions } = await graph.api('/policies/defaultAppManagementPolicy').get();
    expect(isEnabled).toBe(true);
    expect(applicationRestrictions.passwordCredentials).toHaveLength(1);
  });
});

describe('client credentials', () => {
  test('give a token without roles before the grant and with them after it', async () => {
    const { application, principal, secret, exchange, grant } = await provisioned();
    const before = await tokenFor(application.appId, secret.secretText);
    expect(decodeJwt(before?.accessToken ?? '')).not.toHaveProperty('roles');
    for (const value of ['SMTP.SendAsApp', 'POP.AccessAsApp']) {
      await graph.api(`/servicePrincipals/${exchange.id}/appRoleAssignedTo`).post(grant(value));
    }
    const after = await tokenFor(application.appId, secret.secretText);
    expect(decodeJwt(after?.accessToken ?? '')).toMatchObject({
      iss: `https://sts.windows.net/${contosoId}/`,
      ver: '1.0',
      aud: 'https://outlook.office365.com',
      appid: application.appId,
      tid: contosoId,
      oid: principal.id,
      roles: ['SMTP.SendAsApp', 'POP.AccessAsApp'],
    });
  });

  test('are refused with the code that says why', async () => {
    const { application, principal, secret } = await provisioned();
    const { appId } = application;
    const text = secret.secretText;
    await expect(tokenFor(appId, 'wrong')).rejects.toThrow(
      `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
    );
    await expect(tokenFor('11111111-1111-4111-8111-111111111111', text)).rejects.toThrow('AADSTS700016');
    await expect(tokenFor(appId, text, 'https://made.up/.default')).rejects.toThrow('AADSTS500011');
    await expect(tokenFor(appId, text, 'https://outlook.office365.com/SMTP.Send')).rejects.toThrow('AADSTS70011');
    for (const credential of contoso.applications.flatMap((item) => item.passwordCredentials)) {
      credential.endDateTime = '2020-01-01T00:00:00Z';
    }
    await expect(tokenFor(appId, text)).rejects.toThrow('AADSTS7000222');
    for (const credential of contoso.applications.flatMap((item) => item.passwordCredentials)) {
      credential.endDateTime = '2999-01-01T00:00:00Z';
    }
    await graph.api(`/servicePrincipals/${principal.id}`).patch({ accountEnabled: false });
    await expect(tokenFor(appId, text)).rejects.toThrow('AADSTS7000112');
    await graph.api(`/servicePrincipals/${principal.id}`).delete();
    await expect(tokenFor(appId, text)).rejects.toThrow('AADSTS7000229');
    await graph.api(`/applications/${application.id}`).delete();
    await expect(tokenFor(appId, text)).rejects.toThrow('AADSTS700016');
  });
});

describe('Conditional Access for workload identities', () => {
  afterEach(() => {
    contoso.conditionalAccessBlocks = false;
  });

  test('refuses the application and nobody who signs in', async () => {
    const { application, secret } = await provisioned();
    contoso.conditionalAccessBlocks = true;
    await expect(tokenFor(application.appId, secret.secretText)).rejects.toMatchObject({
      errorCode: 'invalid_grant',
      errorMessage: expect.stringContaining('AADSTS53003: Access has been blocked by Conditional Access policies.'),
    });
    await expect(tokenFor(application.appId, 'wrong')).rejects.toThrow('AADSTS7000215');
    const person = await as(alex);
    expect(await person.api('/me').get()).toMatchObject({ displayName: 'Alex Brandt' });
  });
});

describe('grants', () => {
  test('are refused twice, with a wrong role, and for an unknown principal', async () => {
    const { exchange, grant, principal } = await provisioned();
    const post = (body: object) => graph.api(`/servicePrincipals/${exchange.id}/appRoleAssignedTo`).post(body);
    const wanted = grant('SMTP.SendAsApp');
    await post(wanted);
    await expect(post(wanted)).rejects.toThrow('Permission being assigned already exists on the object');
    const wrongRole = { ...wanted, appRoleId: principal.id };
    await expect(post(wrongRole)).rejects.toThrow('Permission being assigned was not found on application');
    await expect(post({ ...wanted, principalId: wanted.appRoleId })).rejects.toThrow('Not a valid reference update');
    const { value } = await graph.api(`/servicePrincipals/${principal.id}/appRoleAssignments`).get();
    expect(value).toMatchObject([{ appRoleId: wanted.appRoleId, resourceDisplayName: 'Office 365 Exchange Online' }]);
  });

  test('a second enterprise application of the same app is refused', async () => {
    const { application } = await provisioned();
    await expect(graph.api('/servicePrincipals').post({ appId: application.appId })).rejects.toMatchObject({
      statusCode: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
    });
  });
});

describe('while replicas do not know a new object', () => {
  test('each call says what Graph says, and later works', async () => {
    sandbox.cloud.replicationDelaySeconds = 3600;
    const application = await graph.api('/applications').post({ displayName: 'eBiss' });
    const addPassword = () => graph.api(`/applications/${application.id}/addPassword`).post({ passwordCredential: {} });
    const postPrincipal = () => graph.api('/servicePrincipals').post({ appId: application.appId });
    await expect(addPassword()).rejects.toMatchObject({ statusCode: 404, code: 'Request_ResourceNotFound' });
    await expect(addPassword()).rejects.toThrow(
      `Resource '${application.id}' does not exist or one of its queried reference-property objects are not present.`,
    );
    await expect(postPrincipal()).rejects.toThrow(
      `The appId '${application.appId}' of the service principal does not reference a valid application object.`,
    );
    replicate();
    const secret = await addPassword();
    const principal = await postPrincipal();
    await expect(tokenFor(application.appId, secret.secretText)).rejects.toThrow('AADSTS7000215');
    const exchange = await graph.api(`/servicePrincipals(appId='${exchangeOnlineAppId}')`).get();
    const assign = () =>
      graph.api(`/servicePrincipals/${exchange.id}/appRoleAssignedTo`).post({
        principalId: principal.id,
        resourceId: exchange.id,
        appRoleId: exchange.appRoles[0].id,
      });
    await expect(assign()).rejects.toThrow('Permission being assigned was not found on application');
    replicate();
    await assign();
    const list = () => graph.api(`/servicePrincipals/${principal.id}/appRoleAssignments`).get();
    expect((await list()).value).toEqual([]);
    replicate();
    expect((await list()).value).toHaveLength(1);
    expect(await tokenFor(application.appId, secret.secretText)).toMatchObject({ tokenType: 'Bearer' });
  });

  function replicate(): void {
    const { applications, servicePrincipals, appRoleAssignments } = contoso;
    const secrets = applications.flatMap((application) => application.passwordCredentials);
    for (const object of [...applications, ...servicePrincipals, ...appRoleAssignments, ...secrets]) object.knownAt = 0;
  }
});
