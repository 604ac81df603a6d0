// Who may do what in the sandbox's Graph, what it lets one read and how: scopes and directory roles both decide.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directoryRoles, exchangeOnlineAppId } from '../../sandbox/cloud.ts';
import { contosoId } from '../../sandbox/contoso.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { graphAs, graphWith } from '../support/graph-client.ts';
import { accountId } from '../support/signed-in.ts';
import { trust } from '../support/trust.ts';

const redirectUri = 'http://127.0.0.1:3978/signin/callback';
const alex = 'alex.admin@contoso.example';
const clara = 'clara.admin@contoso.example';
const dora = 'dora.dev@contoso.example';
const erik = 'erik.admin@contoso.example';
const robin = 'robin.keller@contoso.example';
const guest = 'gast_partner.example#EXT#@contoso.example';
const allScopes = ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'User.Read.All', 'Policy.Read.All'];
const denied = {
  statusCode: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
};

let sandbox: Sandbox;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await startSandbox({ caFile: join(folder, 'ca.pem'), redirectUri });
  trust(sandbox.caPem);
  await as(alex);
});
afterAll(() => sandbox.close());

function as(username: string, scopes = allScopes) {
  return graphAs(sandbox, { tenant: contosoId, username, scopes, redirectUri });
}

async function assignRole(graph: Client, principalId: string): Promise<void> {
  const exchange = await graph.api(`/servicePrincipals(appId='${exchangeOnlineAppId}')`).get();
  const grant = { principalId, resourceId: exchange.id, appRoleId: exchange.appRoles[0].id };
  await graph.api(`/servicePrincipals/${exchange.id}/appRoleAssignedTo`).post(grant);
}

describe('directory roles', () => {
  test.each([alex, clara])('let %s create, consent and read the policy', async (username) => {
    const graph = await as(username);
    const { appId } = await graph.api('/applications').post({ displayName: 'eBiss' });
    const principal = await graph.api('/servicePrincipals').post({ appId });
    await assignRole(graph, principal.id);
    expect(await graph.api('/policies/defaultAppManagementPolicy').get()).toMatchObject({ isEnabled: false });
  });

  test.each([erik, robin])('let %s register an application and no more', async (username) => {
    const graph = await as(username);
    const own = await graph.api('/applications').post({ displayName: 'My own' });
    await graph.api(`/applications/${own.id}/addPassword`).post({ passwordCredential: {} });
    await expect(graph.api('/servicePrincipals').post({ appId: own.appId })).rejects.toMatchObject(denied);
    const other = await (await as(alex)).api('/applications').post({ displayName: 'Not theirs' });
    await expect(graph.api(`/applications/${other.id}`).patch({ notes: 'x' })).rejects.toMatchObject(denied);
    await expect(graph.api(`/applications/${other.id}`).delete()).rejects.toMatchObject(denied);
    await expect(graph.api('/policies/defaultAppManagementPolicy').get()).rejects.toMatchObject(denied);
  });

  test('let an application developer make the enterprise application of their own single-tenant application', async () => {
    const graph = await as(dora);
    const own = await graph.api('/applications').post({ displayName: 'My own' });
    await graph.api(`/applications/${own.id}`).patch({ notes: 'Mine' });
    await graph.api(`/applications/${own.id}/addPassword`).post({ passwordCredential: {} });
    const principal = await graph.api('/servicePrincipals').post({ appId: own.appId });
    const upsert = graph.api(`/servicePrincipals(appId='${own.appId}')`).header('Prefer', 'create-if-missing');
    expect(await upsert.patch({ accountEnabled: true })).toBeUndefined();
    await graph.api(`/servicePrincipals/${principal.id}`).delete();
    expect(await upsert.patch({})).toMatchObject({ appId: own.appId });
  });

  test('let an application developer do no more than that', async () => {
    const graph = await as(dora);
    const administrators = await as(alex);
    const other = await administrators.api('/applications').post({ displayName: 'Not theirs' });
    const wide = await graph.api('/applications').post({ displayName: 'Own', signInAudience: 'AzureADMultipleOrgs' });
    for (const { appId } of [other, wide]) {
      await expect(graph.api('/servicePrincipals').post({ appId })).rejects.toMatchObject(denied);
      const upsert = graph.api(`/servicePrincipals(appId='${appId}')`).header('Prefer', 'create-if-missing');
      await expect(upsert.patch({})).rejects.toMatchObject(denied);
    }
    const principal = await administrators.api('/servicePrincipals').post({ appId: other.appId });
    await expect(graph.api(`/servicePrincipals/${principal.id}`).patch({})).rejects.toMatchObject(denied);
    await expect(graph.api(`/servicePrincipals/${principal.id}`).delete()).rejects.toMatchObject(denied);
    await expect(assignRole(graph, principal.id)).rejects.toMatchObject(denied);
    await expect(graph.api('/policies/defaultAppManagementPolicy').get()).rejects.toMatchObject(denied);
    const unknown = { appId: '11111111-1111-4111-8111-111111111111' };
    await expect(graph.api('/servicePrincipals').post(unknown)).rejects.toMatchObject({ statusCode: 400 });
  });

  test('let a privileged role administrator assign app roles and make no enterprise application', async () => {
    const { appId } = await (await as(alex)).api('/applications').post({ displayName: 'eBiss' });
    const principal = await (await as(alex)).api('/servicePrincipals').post({ appId });
    const other = await (await as(alex)).api('/applications').post({ displayName: 'Not theirs' });
    const [contoso] = sandbox.cloud.tenants;
    const account = contoso?.accounts.find(({ username }) => username === robin);
    account?.directoryRoles.push(directoryRoles.privilegedRoleAdministrator);
    const graph = await as(robin);
    await assignRole(graph, principal.id);
    await expect(graph.api('/servicePrincipals').post({ appId: other.appId })).rejects.toMatchObject(denied);
    await expect(graph.api(`/applications/${other.id}`).patch({ notes: 'x' })).rejects.toMatchObject(denied);
    await expect(graph.api('/policies/defaultAppManagementPolicy').get()).rejects.toMatchObject(denied);
    account?.directoryRoles.pop();
    await expect(assignRole(graph, principal.id)).rejects.toMatchObject(denied);
  });

  test('let a guest read themselves alone', async () => {
    const graph = await as(guest);
    expect(await graph.api('/me').get()).toMatchObject({ displayName: 'Gina Gast' });
    await expect(graph.api('/users').get()).rejects.toMatchObject(denied);
    await expect(graph.api(`/users/${accountId(sandbox, alex)}`).get()).rejects.toMatchObject(denied);
    await expect(graph.api('/applications').post({ displayName: 'x' })).rejects.toMatchObject(denied);
  });
});

describe('scopes', () => {
  test.each([
    ['GET', '/applications', ['User.Read']],
    ['POST', '/applications', ['Application.Read.All']],
    ['POST', '/servicePrincipals/x/appRoleAssignedTo', ['Application.ReadWrite.All']],
    ['GET', '/policies/defaultAppManagementPolicy', ['Application.ReadWrite.All']],
    ['GET', '/users', ['User.Read']],
    ['GET', "/users?$filter=proxyAddresses/any(p:p eq 'smtp:edi@contoso.example')", ['User.ReadBasic.All']],
  ])('%s %s is refused with %j alone', async (method, path, scopes) => {
    const request = (await as(alex, scopes)).api(path);
    await expect(method === 'GET' ? request.get() : request.post({})).rejects.toMatchObject(denied);
  });

  test.each(['garbage', 'e30.e30.e30'])('no valid token: 401 for "%s"', async (token) => {
    const refused = graphWith(sandbox, token).api('/me').get();
    await expect(refused).rejects.toMatchObject({ statusCode: 401, code: 'InvalidAuthenticationToken' });
  });

  test("a token for Exchange is not one for Graph, and an application's own token may do nothing", async () => {
    const claims = { tid: contosoId, oid: accountId(sandbox, alex) };
    const forExchange = await sandbox.issueToken({ ...claims, aud: 'https://outlook.office365.com', scp: 'User.Read' });
    await expect(graphWith(sandbox, forExchange).api('/me').get()).rejects.toMatchObject({ statusCode: 401 });
    const ofApplication = await sandbox.issueToken({ ...claims, aud: 'https://graph.microsoft.com' });
    await expect(graphWith(sandbox, ofApplication).api('/me').get()).rejects.toMatchObject(denied);
    const expired = await sandbox.issueToken({
      ...claims,
      aud: 'https://graph.microsoft.com',
      scp: 'User.Read',
      exp: 1,
    });
    await expect(graphWith(sandbox, expired).api('/me').get()).rejects.toMatchObject({ statusCode: 401 });
  });
});

describe('what is read', () => {
  test('mailboxes are users, found by address in any case', async () => {
    const graph = await as(alex);
    const filter = "mail eq 'EDI@contoso.example' or proxyAddresses/any(p:p eq 'smtp:edi@contoso.example')";
    const { value } = await graph.api('/users').filter(filter).select('id,mail,proxyAddresses').get();
    expect(value).toEqual([
      { id: expect.any(String), mail: 'edi@contoso.example', proxyAddresses: ['SMTP:edi@contoso.example'] },
    ]);
    const none = await graph.api('/users').filter("mail eq 'nobody@contoso.example'").get();
    expect(none.value).toEqual([]);
  });

  test('a person by user principal name, also with #EXT#', async () => {
    const graph = await as(alex);
    const path = `/users/${encodeURIComponent(guest)}`;
    expect(await graph.api(path).select('userType').get()).toMatchObject({ userType: 'Guest' });
    await expect(graph.api('/users/nobody@contoso.example').get()).rejects.toMatchObject({ statusCode: 404 });
  });

  test('the organisation with its verified domains', async () => {
    const { value } = await (await as(robin, ['User.Read'])).api('/organization').get();
    expect(value).toMatchObject([
      { id: contosoId, verifiedDomains: [{ name: 'contoso.example', isDefault: true }, {}] },
    ]);
  });

  test('applications by name, quotes and all', async () => {
    const graph = await as(alex);
    await graph.api('/applications').post({ displayName: "O'Brien (EDI)" });
    const { value } = await graph
      .api('/applications')
      .filter("displayName eq 'O''Brien (EDI)'")
      .select('displayName')
      .get();
    expect(value).toEqual([{ displayName: "O'Brien (EDI)" }]);
  });

  test.each([
    ['/applications?$select=nope', "Could not find a property named 'nope'"],
    ["/applications?$filter=nope eq 'x'", "Could not find a property named 'nope'"],
    ["/applications?$filter=displayName contains 'x'", 'Unsupported Query.'],
    ['/applications?$expand=owners', '$expand'],
    ['/nonsense', "Resource not found for the segment 'nonsense'."],
  ])('%s is refused', async (path, message) => {
    await expect((await as(alex)).api(path).get()).rejects.toThrow(message);
  });

  test('errors carry the ids that support asks for', async () => {
    const response = await fetch(`${sandbox.graphUrl}/v1.0/me`, { headers: { 'client-request-id': 'mine' } });
    expect(response.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      error: { innerError: { 'request-id': response.headers.get('request-id'), 'client-request-id': 'mine' } },
    });
  });
});

describe('a batch', () => {
  test('answers each request, and 424 for what depends on a failure', async () => {
    const graph = await as(alex);
    const requests = [
      { id: '1', method: 'GET', url: '/me?$select=id' },
      { id: '2', method: 'POST', url: '/applications', body: {}, headers: { 'Content-Type': 'application/json' } },
      { id: '3', method: 'GET', url: '/me', dependsOn: ['2'] },
    ];
    const { responses } = await graph.api('/$batch').post({ requests });
    expect(responses.map(({ status }: { status: number }) => status)).toEqual([200, 400, 424]);
    expect(responses[0].body).toMatchObject({ id: accountId(sandbox, alex) });
    await expect(graph.api('/$batch').post({ requests: [requests[0], requests[0]] })).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});
