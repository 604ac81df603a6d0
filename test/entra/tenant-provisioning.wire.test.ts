import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Tenant } from '../../sandbox/cloud.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { accessOf, contosoOf, erik, must, signIn } from './administrator.ts';
import { type CloudUnderTest, startCloud } from './cloud-under-test.ts';
import { plannedSetup, request } from './provisioned-setup.ts';
import { runProvisioning } from './provisioning-run.ts';
import { trafficOf } from './traffic.ts';

let sandbox: CloudUnderTest;
let contoso: Tenant;

beforeEach(async () => {
  sandbox = await startCloud();
  contoso = contosoOf(sandbox);
});
afterEach(() => sandbox.close());

async function provision(setup: Setup, options: Parameters<typeof runProvisioning>[3] = {}) {
  const access = await accessOf(sandbox, options.consent === 'elsewhere' ? 'create' : 'createAndConsent');
  const survey = must(await access.survey(setup));
  const ran = await runProvisioning(access, setup, survey, options);
  access.close();
  return { survey, ...ran };
}

test('from the press to the last answer: five requests, three answers long', async () => {
  const access = await accessOf(sandbox, 'createAndConsent');
  const survey = must(await access.survey(plannedSetup()));
  const traffic = await trafficOf(sandbox.config.graphUrl, () => runProvisioning(access, plannedSetup(), survey));
  expect(traffic.requests).toHaveLength(5);
  expect(traffic.longestChain).toBe(3);
});

test('a run leaves one application, one enterprise application, one secret and the chosen roles', async () => {
  const { setup, secretTexts } = await provision(plannedSetup());
  const [application] = contoso.applications;
  expect(contoso.applications).toHaveLength(1);
  expect(application).toMatchObject({
    displayName: request.appName,
    uniqueName: 'ebiss-mail-bot-k7q2m4-0123456789abcdef0123456789abcdef',
    signInAudience: 'AzureADMyOrg',
    notes: expect.stringContaining('K7Q2M4'),
    passwordCredentials: [{ displayName: 'eBiss EDI-PROD-01 · K7Q2M4 · attempt 1', secretText: secretTexts[0] }],
  });
  expect(setup).toMatchObject({
    run: null,
    problem: null,
    consented: ['smtp', 'pop3'],
    application: { objectId: application?.id, appId: application?.appId },
  });
  expect(contoso.appRoleAssignments.map((one) => one.principalId)).toEqual(
    Array(2).fill(setup.servicePrincipal?.objectId),
  );
});

test('the survey of a tenant that holds everything is two answers long as well', async () => {
  const { setup } = await provision(plannedSetup());
  const access = await accessOf(sandbox, 'create');
  const traffic = await trafficOf(sandbox.config.graphUrl, () => access.survey(setup));
  expect(traffic.longestChain).toBe(2);
});

test('a second run finds everything and changes nothing', async () => {
  const first = await provision(plannedSetup());
  const before = structuredClone(contoso);
  const second = await provision(first.setup);
  expect(second.survey.observed).toEqual({
    application: first.setup.application,
    servicePrincipal: first.setup.servicePrincipal,
    consented: ['smtp', 'pop3'],
    secretKeyIds: [first.setup.secret?.keyId],
  });
  expect(second.effects).toEqual([]);
  expect(contoso).toEqual(before);
});

test('a secret whose answer was lost is removed and replaced; a stranger’s secret stays', async () => {
  const first = await provision(plannedSetup(), { lose: ['addSecret'] });
  expect(first.setup.secret).toBeNull();
  const lost = contoso.applications[0]?.passwordCredentials[0];
  if (lost === undefined) throw new Error('no secret was made');
  contoso.applications[0]?.passwordCredentials.push({
    ...lost,
    keyId: 'c0ffee00-0000-4000-8000-000000000000',
    displayName: 'by hand',
  });
  const second = await provision(first.setup);
  const kept = contoso.applications[0]?.passwordCredentials.map((secret) => secret.displayName);
  expect(kept).toEqual(['by hand', 'eBiss EDI-PROD-01 · K7Q2M4 · attempt 2']);
  expect(second.secretTexts).toHaveLength(1);
  expect(second.setup.problem).toBeNull();
});

test.each(['createApplication', 'createServicePrincipal', 'assignRole'] as const)(
  'an answer to %s that was lost leads to no second one',
  async (effect) => {
    const first = await provision(plannedSetup(), { lose: [effect] });
    const second = await provision(first.setup);
    expect(second.setup).toMatchObject({ problem: null, consented: ['smtp', 'pop3'] });
    expect(contoso.applications).toHaveLength(1);
    expect(contoso.servicePrincipals).toHaveLength(2);
    expect(contoso.appRoleAssignments).toHaveLength(2);
    expect(contoso.applications[0]?.passwordCredentials).toHaveLength(1);
  },
);

test('without consent here everything but the roles is made, and the strong scope is never asked for', async () => {
  const { setup } = await provision(plannedSetup(), { consent: 'elsewhere' });
  expect(setup).toMatchObject({ problem: null, consented: [] });
  expect(setup.secret).not.toBeNull();
  expect(contoso.appRoleAssignments).toEqual([]);
  expect(contoso.signInConsents).not.toContain('approleassignment.readwrite.all');
});

test('a person without the role is refused by Graph, in the step and with whom to ask', async () => {
  await accessOf(sandbox, 'createAndConsent');
  const { access } = must(await signIn(sandbox, 'createAndConsent', { objectId: erik, consent: 'none' }));
  if (access === null) throw new Error('no access');
  const survey = must(await access.survey(plannedSetup()));
  const { setup } = await runProvisioning(access, plannedSetup(), survey);
  expect(setup.problem).toMatchObject({ reason: 'graphForbidden', actor: 'entraAdministrator', remedy: 'askAdmin' });
});

test('replicas that lag behind are waited for', async () => {
  const access = await accessOf(sandbox, 'createAndConsent');
  const survey = must(await access.survey(plannedSetup()));
  sandbox.cloud.replicationDelaySeconds = 0.3;
  const { setup } = await runProvisioning(access, plannedSetup(), survey);
  expect(setup).toMatchObject({ problem: null, consented: ['smtp', 'pop3'] });
  expect(contoso.applications[0]?.passwordCredentials).toHaveLength(1);
});
