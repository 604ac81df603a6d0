// The sandbox's admin centre and its admin consent pages, by the forms that a browser without script would send.

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Application, exchangeAppRoles, exchangeOnlineAppId, type Tenant } from '../../sandbox/cloud.ts';
import { contosoId, fabrikamId } from '../../sandbox/contoso.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { accountId, press } from '../support/signed-in.ts';
import { trust } from '../support/trust.ts';

const alex = 'alex.admin@contoso.example';
const dora = 'dora.dev@contoso.example';
const erik = 'erik.admin@contoso.example';
const robin = 'robin.keller@contoso.example';
const smtpRole = exchangeAppRoles[2].id;

let sandbox: Sandbox;
let contoso: Tenant;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await startSandbox({
    caFile: join(folder, 'ca.pem'),
    redirectUri: 'http://127.0.0.1:3978/signin/callback',
  });
  const found = sandbox.cloud.tenants.find((tenant) => tenant.id === contosoId);
  if (found === undefined) throw new Error('no Contoso');
  contoso = found;
});
afterAll(() => sandbox.close());
beforeEach(() => {
  contoso.applications = [];
  contoso.appRoleAssignments = [];
});

async function shown(query = ''): Promise<string> {
  const response = await fetch(`${sandbox.pagesUrl}/${query}`);
  expect(response.status).toBe(200);
  return response.text();
}

async function run(username: string, source: string): Promise<string> {
  const runAs = accountId(sandbox, username);
  return (await press(`${sandbox.pagesUrl}/admin/powershell?tenant=${contosoId}`, { runAs, source })).text();
}

function registered(changes: Partial<Application> = {}): Application {
  const application: Application = {
    id: 'aaaaaaaa-0000-4000-8000-000000000001',
    appId: 'aaaaaaaa-0000-4000-8000-000000000002',
    displayName: '<b>eBiss</b>',
    uniqueName: 'ebiss',
    signInAudience: 'AzureADMyOrg',
    notes: null,
    tags: [],
    requiredResourceAccess: [{ resourceAppId: exchangeOnlineAppId, resourceAccess: [{ id: smtpRole, type: 'Role' }] }],
    passwordCredentials: [],
    createdDateTime: '2026-11-24T00:00:00Z',
    knownAt: 0,
    ...changes,
  };
  contoso.applications.push(application);
  return application;
}

describe('the admin centre', () => {
  test('shows the tenant and escapes what others named', async () => {
    const { appId, id } = registered();
    const page = await shown();
    for (const text of ['Contoso', appId, id, '&lt;b&gt;eBiss&lt;/b&gt;', 'edi@contoso.example', 'SMTP.SendAsApp']) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain('<b>eBiss');
    expect(await shown(`?tenant=${fabrikamId}`)).toContain('<h1>Fabrikam</h1>');
  });

  test('runs commands for an Exchange administrator, whose window stays connected', async () => {
    await run(erik, `Connect-ExchangeOnline -Organization ${contosoId}`);
    const page = await run(
      erik,
      "Set-CASMailbox -Identity 'edi@contoso.example' -SmtpClientAuthenticationDisabled $false",
    );
    expect(page).toContain('Ran without an error.');
    expect(contoso.mailboxes[0]?.smtpClientAuthenticationDisabled).toBe(false);
  });

  test('signs in to Exchange the person who was chosen', async () => {
    const who = 'Connect-ExchangeOnline\n(Get-ConnectionInformation | Select-Object -Last 1).UserPrincipalName';
    expect(await run(erik, who)).toContain('erik.admin@contoso.example');
  });

  test('names the line of a mistake and keeps what was typed', async () => {
    const page = await run(erik, "Connect-ExchangeOnline\nFormat-Everything 'x'");
    expect(page).toContain('Line 2: ');
    expect(page).toContain('Format-Everything &#39;x&#39;');
  });

  test('denies the console to everyone else', async () => {
    expect(await run(robin, 'Connect-ExchangeOnline')).toContain('Access denied.');
    expect(await run(alex, 'Connect-ExchangeOnline')).toContain('Access denied.');
  });

  test('saves how the tenant behaves, and says what is wrong with what cannot be saved', async () => {
    const address = `${sandbox.pagesUrl}/admin/settings?tenant=${contosoId}`;
    const fields = { replicationDelaySeconds: '15', maximumDays: '90', forbidden: 'on', securityDefaults: 'on' };
    expect((await press(address, fields)).status).toBe(303);
    expect(sandbox.cloud.replicationDelaySeconds).toBe(15);
    expect(contoso).toMatchObject({ securityDefaults: true, secretPolicy: { maximumDays: 90, forbidden: true } });
    const refused = await press(address, { ...fields, maximumDays: 'soon' });
    expect(refused.status).toBe(400);
    const page = await refused.text();
    expect(page).toContain('value="soon"');
    expect(page).toContain('Enter whole days');
    await press(address, { replicationDelaySeconds: '0', maximumDays: '' });
    expect(contoso).toMatchObject({ securityDefaults: false, secretPolicy: { maximumDays: null, forbidden: false } });
  });

  test('saves how slow Exchange is, and shows it again', async () => {
    const address = `${sandbox.pagesUrl}/admin/settings?tenant=${contosoId}`;
    const fields = { propagationDelaySeconds: '60', flapSeconds: '30', deliverySeconds: '5' };
    const policies = { conditionalAccessBlocks: 'on', authenticationPolicyBlocks: 'on' };
    expect((await press(address, { ...fields, ...policies })).status).toBe(303);
    expect(sandbox.cloud).toMatchObject({ propagation: { delaySeconds: 60, flapSeconds: 30 }, deliverySeconds: 5 });
    expect(contoso).toMatchObject({ conditionalAccessBlocks: true, authenticationPolicyBlocks: true });
    const page = await shown();
    for (const [name, value] of Object.entries(fields)) {
      expect(page).toMatch(new RegExp(`id="${name}" [^>]*value="${value}"`));
    }
    for (const name of Object.keys(policies)) expect(page).toContain(`name="${name}" value="on" checked`);
    await press(address, {});
    expect(sandbox.cloud).toMatchObject({ propagation: { delaySeconds: 0, flapSeconds: 0 }, deliverySeconds: 0 });
    expect(contoso).toMatchObject({ conditionalAccessBlocks: false, authenticationPolicyBlocks: false });
  });

  test.each([
    ['replicationDelaySeconds', '-1'],
    ['propagationDelaySeconds', '3601'],
    ['flapSeconds', 'soon'],
    ['deliverySeconds', '1.5'],
  ])('refuses %s of %s at its field, sets nothing, and keeps what was typed', async (field, typed) => {
    const fields = { propagationDelaySeconds: '7', deliverySeconds: '8', [field]: typed, securityDefaults: 'on' };
    const refused = await press(`${sandbox.pagesUrl}/admin/settings?tenant=${contosoId}`, fields);
    expect(refused.status).toBe(400);
    const page = await refused.text();
    expect(page).toContain(`<p class="bad note" id="${field}-error">Enter whole seconds from 0 to 3600.</p>`);
    for (const [name, value] of Object.entries(fields).filter(([name]) => name.endsWith('Seconds'))) {
      expect(page).toMatch(new RegExp(`id="${name}" [^>]*value="${value}"`));
    }
    expect(page).toContain('name="securityDefaults" value="on" checked');
    expect(sandbox.cloud).toMatchObject({ propagation: { delaySeconds: 0, flapSeconds: 0 }, deliverySeconds: 0 });
    expect(contoso.securityDefaults).toBe(false);
  });

  test('shows what is still on its way', async () => {
    expect(await shown()).not.toContain('Still propagating');
    sandbox.cloud.propagation = { delaySeconds: 3600, flapSeconds: 0 };
    await run(erik, "Connect-ExchangeOnline\nSet-CASMailbox 'Orders' -PopEnabled $false");
    contoso.mailboxes[1]?.underWay.push({ raw: 'Subject: one\r\n\r\n', takenAt: Date.now() });
    sandbox.cloud.deliverySeconds = 3600;
    expect(await shown()).toContain('Still propagating');
    expect(await shown()).toContain('0 messages, 1 on the way');
    Object.assign(sandbox.cloud, { propagation: { delaySeconds: 0, flapSeconds: 0 }, deliverySeconds: 0 });
    expect(await shown()).not.toContain('Still propagating');
    expect(await shown()).toContain('<dd>1 message</dd>');
  });

  test.each([
    ['GET', '/nowhere', 404],
    ['POST', '/', 405],
  ])('%s %s is answered %i', async (method, path, status) => {
    expect((await fetch(`${sandbox.pagesUrl}${path}`, { method })).status).toBe(status);
  });
});

describe('the admin consent address', () => {
  const consent = (path: string, username: string, decision?: string) =>
    press(`${sandbox.pagesUrl}/${contosoId}/${path}`, {
      account: accountId(sandbox, username),
      ...(decision === undefined ? {} : { decision }),
    });

  test('stores the consent although it ends on the missing reply address', async () => {
    const { appId } = registered();
    const address = `adminconsent?client_id=${appId}`;
    expect(await (await consent(address, alex)).text()).toContain('SMTP.SendAsApp');
    const end = await consent(address, alex, 'accept');
    expect(await end.text()).toContain('AADSTS500113: No reply address is registered for the application.');
    const principal = contoso.servicePrincipals.find((candidate) => candidate.appId === appId);
    expect(contoso.appRoleAssignments).toMatchObject([{ principalId: principal?.id, appRoleId: smtpRole }]);
  });

  test('revokes what is no longer required', async () => {
    const application = registered();
    await consent(`adminconsent?client_id=${application.appId}`, alex, 'accept');
    application.requiredResourceAccess = [];
    await consent(`adminconsent?client_id=${application.appId}`, alex, 'accept');
    expect(contoso.appRoleAssignments).toEqual([]);
  });

  test('goes back to a registered reply address, with the error where it was declined', async () => {
    const reply = 'https://ebiss.example/consented';
    const { appId } = registered({ otherProperties: { web: { redirectUris: [reply] } } });
    const address = `v2.0/adminconsent?client_id=${appId}&redirect_uri=${encodeURIComponent(reply)}&state=s&scope=x`;
    const accepted = await consent(address, alex, 'accept');
    expect(accepted.headers.get('location')).toBe(`${reply}?admin_consent=True&tenant=${contosoId}&scope=x&state=s`);
    const declined = await consent(address, alex, 'cancel');
    expect(declined.headers.get('location')).toContain('admin_consent=True');
    expect(declined.headers.get('location')).toContain('error=access_denied');
    const wrong = await consent(address.replace('consented', 'elsewhere'), alex, 'accept');
    expect(await wrong.text()).toContain('AADSTS50011');
  });

  test.each([erik, dora, robin])('grants nothing for %s, who may not consent', async (username) => {
    const { appId } = registered();
    const page = await consent(`adminconsent?client_id=${appId}`, username, 'accept');
    expect(await page.text()).toContain('Need admin approval');
    expect(contoso.appRoleAssignments).toEqual([]);
  });
});

describe('faults on purpose', () => {
  const address = () => `${sandbox.pagesUrl}/admin/faults?tenant=${contosoId}`;
  const fields = { request: 'secret', happening: 'throttled', times: '2', seconds: '7' };
  const addPassword = () => fetch(`${sandbox.graphUrl}/v1.0/applications/x/addPassword`, { method: 'POST' });

  beforeAll(() => trust(sandbox.caPem));
  beforeEach(() => sandbox.faults.clear());

  test('are planted, met, counted and removed', async () => {
    const planted = await press(address(), fields);
    expect(planted.headers.get('location')).toBe(`/?tenant=${contosoId}&saved=planted#faults`);
    expect(await shown('?saved=planted')).toContain('Planted.');
    const met = await addPassword();
    expect([met.status, met.headers.get('retry-after')]).toEqual([429, '7']);
    const page = await shown();
    expect(page).toContain('Add the client secret: Wait (429 with Retry-After), 7 s');
    expect(page).toContain('Met 1 of 2');
    await addPassword();
    expect(await shown()).toContain('Met 2 of 2, used up');
    expect((await addPassword()).status).toBe(401);
    const removed = await press(`${sandbox.pagesUrl}/admin/faults/remove?tenant=${contosoId}`, {});
    expect(removed.headers.get('location')).toBe(`/?tenant=${contosoId}&saved=removed#faults`);
    expect(await shown('?saved=removed')).toContain('All removed.');
    expect(sandbox.faults.planted()).toEqual([]);
  });

  test.each([
    [{ times: '0' }, 'times', 'Enter a whole number from 1 to 20.'],
    [{ times: '21' }, 'times', 'Enter a whole number from 1 to 20.'],
    [{ times: '' }, 'times', 'Enter a whole number from 1 to 20.'],
    [{ seconds: '121' }, 'seconds', 'Enter whole seconds from 0 to 120.'],
    [{ seconds: '1.5' }, 'seconds', 'Enter whole seconds from 0 to 120.'],
    [
      { happening: 'late', seconds: '0' },
      'seconds',
      'Enter 1 to 120 seconds: with 0, “Done late, then answered” changes nothing.',
    ],
    [
      { happening: 'secretInvalid' },
      'happening',
      'This never happens to “Add the client secret”. Choose “Token for a person who signs in” or “Token for the mail servers” above, or something else here.',
    ],
    [
      { request: 'mailToken', happening: 'unknown' },
      'happening',
      'This never happens to “Token for the mail servers”.',
    ],
    [{ request: 'nothing' }, 'request', 'Choose a request from the list.'],
    [{ happening: 'nothing' }, 'happening', 'Choose what happens from the list.'],
  ])('%j is refused at its field, with what was typed kept', async (changes, field, message) => {
    const typed = { ...fields, times: '3', ...changes };
    const refused = await press(address(), typed);
    expect(refused.status).toBe(400);
    const page = await refused.text();
    expect(page).toContain(`<p class="bad note" id="${field}-error">${message}`);
    for (const name of ['times', 'seconds'] as const) {
      expect(page).toMatch(new RegExp(`id="${name}" [^>]*value="${typed[name]}"`));
    }
    for (const value of [typed.request, typed.happening].filter((name) => name !== 'nothing')) {
      expect(page).toContain(`<option value="${value}" selected>`);
    }
    expect(sandbox.faults.planted()).toEqual([]);
  });

  test('are not planted by another site, and show one that a program planted', async () => {
    const headers = { origin: 'https://evil.example' };
    const refused = await fetch(address(), { method: 'POST', headers, body: new URLSearchParams(fields) });
    expect(refused.status).toBe(403);
    expect(sandbox.faults.planted()).toEqual([]);
    const times = Number.POSITIVE_INFINITY;
    sandbox.faults.plant({ kind: 'reset', effect: true, service: 'graph', method: 'GET', path: /<me>/, times });
    const page = await shown();
    expect(page).toContain('graph GET &lt;me&gt;: reset');
    expect(page).toContain('Met 0 so far, meets every one');
  });
});
