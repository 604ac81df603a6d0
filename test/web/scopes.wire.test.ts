// The permissions that a sign-in asks for stand on the page before Microsoft asks for them, each with its reason; and the
// page tells nothing of the setup by them.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { scopesOf } from '../../src/setup/graph-scopes.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { words } from '../../src/words/words.ts';
import { people, planned, provisioned, withoutConsent } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';
import { fieldOf, newVisitor } from './visitor.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const { reasons, atConsent } = words('en').scopes;

/** What is on the page before sign-in: permission to reason. */
async function told(setup: Setup, task: Parameters<World['link']>[2] = {}): Promise<ReadonlyMap<string, string>> {
  world.behind.setup = setup;
  const text = await (await newVisitor(world).go(await world.link('authorize', 60, task))).text();
  const rows = [...text.matchAll(/<li><div class="grow"><code>([\w.]+)<\/code>(.*?)<\/li>/g)];
  return new Map(rows.map(([, name = '', why = '']) => [name, why.replace(/<[^>]+>/g, '')]));
}

it.each(['createAndConsent', 'consent'] as const)('names each permission of "%s" and why', async (purpose) => {
  const rows = await told(planned, purpose === 'consent' ? { task: 'consent' } : {});
  expect([...rows.keys()].sort()).toEqual([...scopesOf[purpose]].sort());
  for (const scope of scopesOf[purpose]) expect(rows.get(scope)).toContain(reasons[scope]);
});

it('marks what only the consent needs', async () => {
  const rows = await told(planned);
  expect([...rows].filter(([, why]) => why.includes(atConsent)).map(([name]) => name)).toEqual([
    'AppRoleAssignment.ReadWrite.All',
  ]);
});

it('is the same for every setup, and what is asked for is never more', async () => {
  const rows = await told(planned);
  for (const setup of [planned, withoutConsent, provisioned]) {
    expect(await told(setup)).toEqual(rows);
    const visitor = newVisitor(world);
    for (const consent of ['here', 'elsewhere']) {
      await visitor.press(`${await world.link('authorize')}/signin`, { consent });
      const purpose = world.seen.signIns.at(-1)?.purpose ?? 'identify';
      const readable = (scope: string) => rows.has(scope.replace('Application.Read.All', 'Application.ReadWrite.All'));
      expect(scopesOf[purpose].filter((scope) => !readable(scope))).toEqual([]);
    }
  }
});

it('asks for nothing of Graph where nothing is left to do', async () => {
  world.behind.setup = provisioned;
  world.behind.person = people.admin;
  const path = await world.link('authorize');
  const visitor = newVisitor(world);
  await visitor.signIn(path);
  expect(world.seen.signIns.at(-1)?.purpose).toBe('identify');
  const text = await (await visitor.go(path)).text();
  expect(text).toContain('Your part is done');
  expect(fieldOf(text, 'version')).toBe('');
});
