// Each plan is carried out with exactly the delegated permissions that it asks for, and with none of them missing; and what
// is created has nothing more than was asked for. The sandbox demands of each request what Microsoft's tables do.

import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Application, findTenant, type Tenant } from '../../sandbox/cloud.ts';
import { contosoId } from '../../sandbox/contoso.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { createAccess } from '../../src/entra/access.ts';
import { newApplicationKey } from '../../src/entra/keys.ts';
import {
  type GraphScope,
  graphScopes,
  purposeFor,
  type SignInPurpose,
  scopesOf,
} from '../../src/setup/graph-scopes.ts';
import type { ConsentChoice, Setup } from '../../src/setup/setup.ts';
import type { Survey, TenantAccess } from '../../src/setup/survey.ts';
import { quickPatiences } from '../support/quick-patience.ts';
import { trust } from '../support/trust.ts';
import { alex } from './administrator.ts';
import { plannedSetup, request } from './provisioned-setup.ts';
import { runProvisioning } from './provisioning-run.ts';

const dora = '8c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e08';
const redirectUri = 'http://127.0.0.1:3978/signin/callback';

let folder: string;
let sandbox: Sandbox;
let contoso: Tenant;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ebiss-rights-'));
  sandbox = await startSandbox({ caFile: join(folder, 'ca.pem'), redirectUri });
  trust(sandbox.caPem);
  const found = findTenant(sandbox.cloud, contosoId);
  if (found === undefined) throw new Error('no Contoso');
  contoso = found;
});
afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** As Entra would give it to that person for these scopes and no others. */
async function accessWith(scopes: readonly GraphScope[], oid = alex): Promise<TenantAccess> {
  const wids = contoso.accounts.find(({ objectId }) => objectId === oid)?.directoryRoles ?? [];
  const token = await sandbox.issueToken({
    iss: `https://sts.windows.net/${contosoId}/`,
    aud: 'https://graph.microsoft.com',
    tid: contosoId,
    oid,
    scp: scopes.join(' '),
    wids,
  });
  const { entraUrl, graphUrl, signInApp } = sandbox;
  return createAccess({ entraUrl, graphUrl, signIn: signInApp, redirectUri }, contosoId, token, quickPatiences);
}

async function carriedOut(setup: Setup, scopes: readonly GraphScope[], consent: ConsentChoice, who = alex) {
  const access = await accessWith(scopes, who);
  const survey = await access.survey(setup);
  if (!survey.ok) return { survey: null, setup };
  const ran = await runProvisioning(access, setup, survey.value, { consent });
  return { survey: survey.value, setup: ran.setup };
}

/** Everything was read, and everything that was to be made is there. */
function isWhole(survey: Survey | null, setup: Setup, consent: ConsentChoice): boolean {
  if (survey === null) return false;
  const isRead = survey.requester.kind === 'member' && survey.mailboxes.every(({ kind }) => kind === 'found');
  const isPolicyRead = survey.secretPolicy.kind !== 'notReadable' || survey.observed.secretKeyIds.length > 0;
  const isMade = setup.problem === null && setup.secret !== null && setup.servicePrincipal !== null;
  const isConsented = consent === 'elsewhere' || setup.consented.length === request.channels.length;
  return isRead && isPolicyRead && isMade && isConsented && setup.authorization?.consentRefused !== true;
}

/** A setup for which the purpose is that of whoever signs in. */
async function setupFor(purpose: SignInPurpose): Promise<Setup> {
  if (purpose === 'create' || purpose === 'createAndConsent') return plannedSetup();
  const made = await carriedOut(plannedSetup(), scopesOf.createAndConsent, 'elsewhere');
  if (purpose === 'consent') return made.setup;
  contoso.servicePrincipals = contoso.servicePrincipals.filter(
    ({ id }) => id !== made.setup.servicePrincipal?.objectId,
  );
  return { ...made.setup, servicePrincipal: null };
}

const plans = [
  ['create', 'elsewhere'],
  ['createAndConsent', 'here'],
  ['complete', 'elsewhere'],
  ['completeAndConsent', 'here'],
  ['consent', 'here'],
] as const satisfies readonly (readonly [SignInPurpose, ConsentChoice])[];

describe.each(plans)('to %s (consent %s)', (purpose, consent) => {
  test('what is asked for is enough', async () => {
    const setup = await setupFor(purpose);
    expect(purposeFor(setup, consent)).toBe(purpose);
    const { survey, setup: after } = await carriedOut(setup, scopesOf[purpose], consent);
    expect(after.problem).toBeNull();
    expect(isWhole(survey, after, consent)).toBe(true);
  });

  test.each(scopesOf[purpose])('and without %s it is not', async (left) => {
    const setup = await setupFor(purpose);
    const fewer = scopesOf[purpose].filter((scope) => scope !== left);
    const { survey, setup: after } = await carriedOut(setup, fewer, consent);
    expect(isWhole(survey, after, consent)).toBe(false);
  });
});

describe('what is created', () => {
  test('has the permissions of the chosen channels and nothing else: no redirect URI, no other credential, no owner', async () => {
    const smtpAlone = plannedSetup({ request: { ...request, channels: ['smtp'] } });
    await carriedOut(smtpAlone, scopesOf.createAndConsent, 'here');
    const [application, ...others] = contoso.applications;
    expect(others).toEqual([]);
    const { id, appId, createdDateTime, knownAt, passwordCredentials, notes, ...rest } = application ?? never();
    expect([id, appId, createdDateTime, knownAt, notes].every((value) => value !== undefined)).toBe(true);
    expect(passwordCredentials).toHaveLength(1);
    const smtp = '7146a1f0-8703-45b3-9eae-527a64c00995';
    const exchangeOnline = '00000002-0000-0ff1-ce00-000000000000';
    // Redirect URIs, certificates, exposed scopes and the like would be among `otherProperties`.
    expect(rest).toEqual({
      displayName: request.appName,
      uniqueName: 'ebiss-mail-bot-k7q2m4-0123456789abcdef0123456789abcdef',
      signInAudience: 'AzureADMyOrg',
      tags: [],
      requiredResourceAccess: [{ resourceAppId: exchangeOnline, resourceAccess: [{ id: smtp, type: 'Role' }] }],
      owners: [],
      otherProperties: {},
    });
    const principal = contoso.servicePrincipals.find((one) => one.appId === appId);
    expect(principal?.owners).toEqual([]);
    expect(contoso.appRoleAssignments.map(({ appRoleId }) => appRoleId)).toEqual([smtp]);
  });

  test('is never what somebody has registered beforehand under a name that they could guess', async () => {
    const begun = plannedSetup({ applicationKey: newApplicationKey('K7Q2M4') });
    const planted: Application = {
      id: randomUUID(),
      appId: randomUUID(),
      displayName: request.appName,
      uniqueName: 'ebiss-mail-bot-k7q2m4',
      signInAudience: 'AzureADMyOrg',
      notes: null,
      tags: [],
      requiredResourceAccess: [],
      passwordCredentials: [],
      createdDateTime: new Date().toISOString(),
      knownAt: 0,
      owners: [dora],
      otherProperties: {},
    };
    contoso.applications.push(planted);
    const { survey, setup } = await carriedOut(begun, scopesOf.createAndConsent, 'here');
    expect(survey?.observed.application).toBeNull();
    expect(setup.application).not.toBeNull();
    expect(setup.application?.appId).not.toBe(planted.appId);
    expect(contoso.servicePrincipals.map(({ appId }) => appId)).not.toContain(planted.appId);
  });

  test('is owned by an Application Developer who made it, which is Microsoft’s doing', async () => {
    await carriedOut(plannedSetup(), scopesOf.create, 'elsewhere', dora);
    expect(contoso.applications.map(({ owners }) => owners)).toEqual([[dora]]);
  });
});

describe('the sign-in app', () => {
  test('has no application permission in any tenant, and no token of its own', async () => {
    await carriedOut(plannedSetup(), scopesOf.createAndConsent, 'here');
    const { clientId, clientSecret } = sandbox.signInApp;
    for (const tenant of sandbox.cloud.tenants) {
      const own = tenant.servicePrincipals.filter(({ appId }) => appId === clientId).map(({ id }) => id);
      expect(tenant.appRoleAssignments.filter(({ principalId }) => own.includes(principalId))).toEqual([]);
    }
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const body = new URLSearchParams({ ...form, scope: 'https://graph.microsoft.com/.default' });
    const answer = await fetch(`${sandbox.entraUrl}/${contosoId}/oauth2/v2.0/token`, { method: 'POST', body });
    expect(await answer.json()).not.toHaveProperty('access_token');
  });

  test('is described in the README with exactly the delegated permissions that are ever asked for', async () => {
    const readme = await readFile('README.md', 'utf8');
    const table = readme.slice(
      readme.indexOf('| Permission | For |'),
      readme.indexOf('The bot has no application permission'),
    );
    expect([...table.matchAll(/^ *\| `([\w.]+)` \|/gm)].map(([, name]) => name).sort()).toEqual(
      [...graphScopes].sort(),
    );
  });
});

function never(): never {
  throw new Error('nothing was created');
}
