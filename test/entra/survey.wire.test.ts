import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Tenant } from '../../sandbox/cloud.ts';
import { contosoId, fabrikamId } from '../../sandbox/contoso.ts';
import { accessOf, contosoOf, fiona, gina, must } from './administrator.ts';
import { type CloudUnderTest, startCloud } from './cloud-under-test.ts';
import { plannedSetup, request } from './provisioned-setup.ts';
import { trafficOf } from './traffic.ts';

let sandbox: CloudUnderTest;
let contoso: Tenant;

beforeEach(async () => {
  sandbox = await startCloud();
  contoso = contosoOf(sandbox);
});
afterEach(() => sandbox.close());

test('the survey reads everything, two answers long', async () => {
  const access = await accessOf(sandbox, 'create');
  const mailboxes = [...request.mailboxes, 'nobody@contoso.example'];
  const setup = plannedSetup({ request: { ...request, mailboxes } });
  let survey = null;
  const traffic = await trafficOf(sandbox.config.graphUrl, async () => {
    survey = must(await access.survey(setup));
  });
  expect(survey).toMatchObject({
    organization: 'Contoso',
    requester: { kind: 'member', name: 'Robin Keller', username: 'robin.keller@contoso.example' },
    mailboxes: [{ kind: 'found' }, { kind: 'found' }, { kind: 'notFound', address: 'nobody@contoso.example' }],
    exchangeOnline: {
      roleIds: { smtp: '7146a1f0-8703-45b3-9eae-527a64c00995', pop3: 'cb842b43-da6e-4506-86fe-bb12199c656d' },
    },
    sameName: 0,
    secretPolicy: { kind: 'unrestricted' },
    observed: { application: null, servicePrincipal: null, consented: [], secretKeyIds: [] },
  });
  expect(traffic.longestChain).toBeLessThanOrEqual(2);
});

test('fifty mailboxes take no longer chain than one', async () => {
  const access = await accessOf(sandbox, 'create');
  const mailboxes = Array.from({ length: 50 }, (_, index) => `box${index}@contoso.example`);
  const traffic = await trafficOf(sandbox.config.graphUrl, () =>
    access.survey(plannedSetup({ request: { ...request, mailboxes } })),
  );
  expect(traffic.requests.filter((one) => one.endsWith('$batch'))).toHaveLength(3);
  expect(traffic.longestChain).toBeLessThanOrEqual(2);
});

test.each([
  [{ tenantId: fabrikamId, objectId: fiona, name: 'x' }, 'external'],
  [{ tenantId: contosoId, objectId: gina, name: 'x' }, 'guest'],
  [{ tenantId: contosoId, objectId: '00000000-0000-4000-8000-000000000000', name: 'x' }, 'notVerified'],
])('requester %j is %s', async (person, kind) => {
  const access = await accessOf(sandbox, 'create');
  expect(must(await access.survey(plannedSetup({ requester: person }))).requester.kind).toBe(kind);
});

test('a bound shortens the secret; a ban stops before anything is changed', async () => {
  const access = await accessOf(sandbox, 'create');
  contoso.secretPolicy = { maximumDays: 90, forbidden: false };
  const bounded = must(await access.survey(plannedSetup()));
  expect(bounded.secretPolicy).toEqual({ kind: 'bounded', days: 90 });
  expect(Date.parse(bounded.secretEndsAt)).toBeLessThan(Date.now() + 90 * 86_400_000);
  contoso.secretPolicy = { maximumDays: null, forbidden: true };
  expect(await access.survey(plannedSetup())).toMatchObject({
    problem: { reason: 'secretsForbidden', step: 'secret' },
  });
});

test('a tenant without Exchange Online is told apart', async () => {
  const access = await accessOf(sandbox, 'create');
  contoso.servicePrincipals = [];
  expect(await access.survey(plannedSetup())).toMatchObject({ problem: { reason: 'exchangeOnlineMissing' } });
});

test('a reader is found among the members alone', async () => {
  const access = await accessOf(sandbox, 'create');
  expect(await access.findMember('robin.keller@contoso.example')).toMatchObject({ value: { name: 'Robin Keller' } });
  expect(await access.findMember('nobody@contoso.example')).toEqual({ ok: true, value: null });
  expect(await access.findMember('gast_partner.example#EXT#@contoso.example')).toEqual({ ok: true, value: null });
  expect(await access.findMember('../applications')).toEqual({ ok: true, value: null });
});
