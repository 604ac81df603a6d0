// What a check finds to be gone, or no longer accepted, is made anew when an administrator authorizes once more; nothing
// else is, and nothing is as long as time may mend it.

import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import { mustAuthorizeAgain } from '../../src/setup/authorize-again.ts';
import type { Observed } from '../../src/setup/events.ts';
import { purposeFor, scopesOf } from '../../src/setup/graph-scopes.ts';
import { type Problem, problem, type Reason, type Remedy } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { verifiedSetup } from '../support/checked-setups.ts';
import { authorization, rules } from '../support/setups.ts';

const whole = verifiedSetup();

function refused(reason: Reason, remedy: Remedy = 'askAdmin'): Setup {
  const found: Problem = problem({ reason, step: 'verification', actor: 'entraAdministrator', remedy });
  const { token } = whole;
  if (token === null) throw new Error('a verified setup has a token');
  return { ...whole, token: { ...token, problem: found, roles: [] } };
}

const observed: Observed = {
  application: whole.application,
  servicePrincipal: whole.servicePrincipal,
  consented: whole.consented,
  secretKeyIds: [whole.secret?.keyId ?? ''],
};
const at = '2026-11-30T09:00:00.000Z';

function authorizedAgain(setup: Setup, seen: Observed = observed) {
  return advance(setup, { kind: 'authorized', authorization, observed: seen, at, by: authorization.by }, rules);
}

describe.each([
  'clientSecretRefused',
  'clientSecretExpired',
  'applicationUnknown',
  'enterpriseApplicationMissing',
] as const)('%s', (reason) => {
  test('asks for all that creating takes, and leads to a run', () => {
    const setup = refused(reason);
    expect(mustAuthorizeAgain(setup)).toBe(true);
    expect(scopesOf[purposeFor(setup, 'here')]).toContain('Application.ReadWrite.All');
    const after = authorizedAgain(setup).setup;
    expect(after.run).not.toBeNull();
    expect([after.token, after.results, after.verifiedAt]).toEqual([null, [], null]);
  });

  test('asks for nothing as long as time may mend it', () => {
    const setup = refused(reason, 'retry');
    expect(mustAuthorizeAgain(setup)).toBe(false);
    expect(purposeFor(setup, 'here')).toBe('identify');
  });
});

test.each(['clientSecretRefused', 'clientSecretExpired'] as const)(
  'a secret of which the tenant still knows is replaced where it is no use: %s',
  (reason) => {
    const { setup, effects } = authorizedAgain(refused(reason));
    const keyId = whole.secret?.keyId;
    expect(setup.secret).toBeNull();
    expect(effects).toContainEqual({ kind: 'addSecret' });
    expect(effects).toContainEqual({ kind: 'removeSecret', keyId });
    expect(effects).toContainEqual({ kind: 'destroySecret', keyId });
  },
);

test('an application that is gone is made anew with all that belongs to it; its secret is not kept', () => {
  const gone: Observed = { application: null, servicePrincipal: null, consented: [], secretKeyIds: [] };
  const { setup, effects } = authorizedAgain(refused('applicationUnknown'), gone);
  expect(effects).toContainEqual({ kind: 'createApplication' });
  expect(effects).toContainEqual({ kind: 'destroySecret', keyId: whole.secret?.keyId });
  expect(setup.secret).toBeNull();
});

test('nothing is made anew where the token is refused for another reason, or not at all', () => {
  for (const setup of [whole, refused('conditionalAccess'), refused('enterpriseApplicationDisabled')]) {
    expect(mustAuthorizeAgain(setup)).toBe(false);
    expect(authorizedAgain(setup).setup.secret).toEqual(setup.secret);
    expect(authorizedAgain(setup).effects.map(({ kind }) => kind)).not.toContain('destroySecret');
  }
});
