import { afterEach, beforeEach, expect, test } from 'vitest';
import { contosoId, fabrikamId } from '../../sandbox/contoso.ts';
import { createSignIn } from '../../src/entra/sign-in.ts';
import { resolveTenant } from '../../src/entra/tenant.ts';
import { mayCreate } from '../../src/setup/directory-roles.ts';
import { alex, erik, fiona, gina, must, signIn } from './administrator.ts';
import { signInInBrowser } from './browser-sign-in.ts';
import { type CloudUnderTest, startCloud } from './cloud-under-test.ts';
import { plannedSetup } from './provisioned-setup.ts';

let sandbox: CloudUnderTest;

beforeEach(async () => {
  sandbox = await startCloud();
});
afterEach(() => sandbox.close());

test.each(['contoso.example', contosoId.toUpperCase()])('%s is Contoso', async (typed) => {
  expect(await resolveTenant(sandbox.config, typed)).toEqual({ ok: true, value: contosoId });
});

test('a domain of nobody is unknown', async () => {
  const outcome = await resolveTenant(sandbox.config, 'nobody.example');
  expect(outcome).toMatchObject({ ok: false, problem: { reason: 'tenantUnknown', remedy: 'changeInput' } });
});

test('whoever signs in to identify gives their name and roles, and no access', async () => {
  const { person, access } = must(await signIn(sandbox, 'identify', { objectId: alex, consent: 'none' }));
  expect(person).toMatchObject({
    tenantId: contosoId,
    objectId: alex,
    name: 'Alex Brandt',
    username: 'alex.admin@contoso.example',
    guest: false,
  });
  expect(mayCreate(person)).toBe(true);
  expect(access).toBeNull();
});

test('a guest, and an Exchange administrator, are known as such', async () => {
  expect(must(await signIn(sandbox, 'identify', { objectId: gina, consent: 'none' })).person.guest).toBe(true);
  expect(mayCreate(must(await signIn(sandbox, 'identify', { objectId: erik, consent: 'none' })).person)).toBe(false);
});

test('declining is told from what only another administrator can grant', async () => {
  const declined = await signIn(sandbox, 'create', { objectId: alex, consent: 'cancel' });
  expect(declined).toMatchObject({ ok: false, problem: { reason: 'signInDeclined', remedy: 'retry' } });
  const missing = await signIn(sandbox, 'create', { objectId: erik, consent: 'cancel' });
  expect(missing).toMatchObject({ ok: false, problem: { reason: 'signInConsentMissing', remedy: 'askAdmin' } });
});

test('a sign-in works once, and only with its own state', async () => {
  const pending = must(await createSignIn(sandbox.config).begin({ tenantId: contosoId, purpose: 'identify' }));
  const query = await signInInBrowser(pending.url, { objectId: alex, consent: 'none' });
  expect(await pending.complete({ ...query, state: 'foreign' })).toMatchObject({ problem: { subject: 'state' } });
  expect(await pending.complete(query)).toMatchObject({ ok: true });
  expect(await pending.complete(query)).toMatchObject({ problem: { reason: 'signInRefused', subject: 'used' } });
});

test('a code of one browser’s sign-in is of no use in another’s', async () => {
  const signIns = createSignIn(sandbox.config);
  const input = { tenantId: contosoId, purpose: 'identify' } as const;
  const mine = must(await signIns.begin(input));
  const theirs = must(await signIns.begin(input));
  const { code } = await signInInBrowser(theirs.url, { objectId: alex, consent: 'none' });
  expect(await mine.complete({ code, state: mine.state })).toMatchObject({
    ok: false,
    problem: { reason: 'signInRefused' },
  });
});

test('an access reaches no setup of another tenant', async () => {
  const { access } = must(await signIn(sandbox, 'create', { objectId: fiona, consent: 'accept' }, fabrikamId));
  expect(await access?.survey(plannedSetup())).toMatchObject({ problem: { reason: 'wrongTenantSignedIn' } });
});

test('the sign-in app’s own mistakes are ours', async () => {
  const signedBy = { ...sandbox.config.signIn, clientSecret: 'expired-or-wrong' };
  const config = { ...sandbox.config, signIn: signedBy };
  const outcome = await signIn({ config }, 'identify', { objectId: alex, consent: 'none' });
  expect(outcome).toMatchObject({ problem: { reason: 'signInRefused', actor: 'us', subject: 'AADSTS7000215' } });
});

test('Entra that cannot be reached gives no answer', async () => {
  const gone = await startCloud();
  await gone.close();
  const outcome = await createSignIn(gone.config).begin({ tenantId: contosoId, purpose: 'identify' });
  expect(outcome).toMatchObject({ problem: { reason: 'noAnswer', details: 'ECONNREFUSED' } });
});
