// From what a setup still lacks, and what was chosen, to the delegated permissions that a sign-in asks for.

import { expect, test } from 'vitest';
import { graphScopes, purposeFor, scopesOf } from '../../src/setup/graph-scopes.ts';
import { problem } from '../../src/setup/problem.ts';
import type { ConsentChoice, Setup } from '../../src/setup/setup.ts';
import { words } from '../../src/words/words.ts';
import { forbidden } from '../support/problems.ts';
import { cancelledSetup, plannedSetup, provisionedSetup, provisioningSetup, stoppedSetup } from '../support/setups.ts';

const [users, policy, readApplications, writeApplications, roles] = graphScopes;
const throttled = problem({ reason: 'throttled', step: 'consent', actor: 'nobody', remedy: 'wait' });
const whole = provisionedSetup();
const withoutConsent = provisionedSetup({}, 'elsewhere');

const table: readonly (readonly [string, Setup, ConsentChoice, readonly string[]])[] = [
  ['nothing is there, consent here', plannedSetup(), 'here', [users, policy, writeApplications, roles]],
  ['nothing is there, consent elsewhere', plannedSetup(), 'elsewhere', [users, policy, writeApplications]],
  ['it stopped half way', stoppedSetup(forbidden), 'here', [users, policy, writeApplications, roles]],
  ['only the consent is left, given here', withoutConsent, 'here', [users, readApplications, roles]],
  ['only the consent is left, to others', withoutConsent, 'elsewhere', []],
  ['it stopped at the consent', { ...withoutConsent, problem: throttled }, 'here', [users, readApplications, roles]],
  ['all is there, with a problem', { ...whole, problem: forbidden }, 'here', [users, writeApplications]],
  [
    'the secret is there, the enterprise application is not',
    { ...withoutConsent, servicePrincipal: null },
    'here',
    [users, writeApplications, roles],
  ],
  [
    'the same, consent elsewhere',
    { ...withoutConsent, servicePrincipal: null },
    'elsewhere',
    [users, writeApplications],
  ],
  ['all is done', whole, 'here', []],
  ['a run is at work', provisioningSetup(), 'here', [users, policy, writeApplications, roles]],
  ['it was cancelled', cancelledSetup(), 'here', []],
];

test.each(table)('where %s, exactly these are asked for', (_what, setup, consent, expected) => {
  expect(scopesOf[purposeFor(setup, consent)]).toEqual(expected);
});

test('knowing who it is, also to read the secret, takes none of Graph', () => {
  expect([scopesOf.identify, scopesOf.readSecret]).toEqual([[], []]);
});

test('every permission that is ever asked for has its reason', () => {
  const asked = new Set(Object.values(scopesOf).flat());
  expect([...asked].sort()).toEqual([...graphScopes].sort());
  const { reasons } = words('en').scopes;
  expect(Object.keys(reasons).sort()).toEqual([...graphScopes].sort());
});
