// Where a check has found that what was created is gone or no longer accepted, the same link leads to a plan with one
// press, and what takes the place of what is lost is marked as new.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { done, problem, type Reason } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { words } from '../../src/words/words.ts';
import { provisioned, survey } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { fieldOf, newVisitor, planOf } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const { plan } = words('en').pages;
const { application, servicePrincipal, consented, secret } = provisioned;
const allThere = { application, servicePrincipal, consented, secretKeyIds: [secret?.keyId ?? ''] };
const nothingThere = { application: null, servicePrincipal: null, consented: [], secretKeyIds: [] };

function refused(reason: Reason): Setup {
  const found = problem({ reason, step: 'verification', actor: 'entraAdministrator', remedy: 'askAdmin' });
  return { ...provisioned, token: { at: '2026-11-24T08:50:00.000Z', stages: [], roles: [], problem: found } };
}

it.each([
  ['clientSecretExpired', { ...allThere, secretKeyIds: [] }],
  ['clientSecretRefused', allThere],
  ['applicationUnknown', nothingThere],
  ['enterpriseApplicationMissing', { ...allThere, servicePrincipal: null, consented: [] }],
] as const)('%s: the plan, and the press', async (reason, observed) => {
  world.behind.setup = refused(reason);
  world.behind.survey = done({ ...survey, observed });
  const path = await world.link('authorize');
  const visitor = newVisitor(world);
  const { response, text } = await planOf(visitor, path);
  expect(response.status).toBe(200);
  expect(world.seen.signIns.at(-1)?.purpose).toMatch(/^create/);
  expect(text).toContain(plan.create.fresh);
  expect(text).toContain(plan.decide.create);
  const fields = { csrf: fieldOf(text, 'csrf'), version: String(provisioned.version) };
  expect((await visitor.press(`${path}/create`, fields)).status).toBe(303);
  expect(world.seen.authorized).toMatchObject([{ setupId: provisioned.id, observed }]);
});
