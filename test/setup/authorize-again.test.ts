// What a check finds to be gone, or no longer accepted, is made anew when an administrator authorizes once more; nothing
// else is, and nothing is as long as time may mend it.

import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import { mustAuthorizeAgain } from '../../src/setup/authorize-again.ts';
import type { Observed } from '../../src/setup/events.ts';
import { purposeFor, scopesOf } from '../../src/setup/graph-scopes.ts';
import { type Problem, problem, type Reason, type Remedy } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { taskFor } from '../../src/web/authorize-task.ts';
import { deliveredSetup, reportFor, verifiedSetup } from '../support/checked-setups.ts';
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

function never(): never {
  throw new Error('it is there');
}

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
    const after = authorizedAgain(setup, { ...observed, servicePrincipal: null }).setup;
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

describe('a secret that is in eBiss alone', () => {
  const delivered = deliveredSetup();
  const typed = (reason: Reason, from = delivered): Setup => {
    const { token } = refused(reason);
    if (token === null) throw new Error('no token');
    const report = { ...reportFor(from, () => null), token, channels: [] };
    const checking: Setup = { ...from, checking: { scope: 'all', startedAt: at } };
    return advance(checking, { kind: 'checkFinished', report, at, by: null }, rules).setup;
  };

  test.each(['clientSecretRefused', 'clientSecretExpired'] as const)(
    'another one that is typed says nothing of it: %s',
    (reason) => {
      const setup = typed(reason);
      expect(setup.verifiedAt).toBe(delivered.verifiedAt);
      expect(setup.refusedToken?.problem?.reason).toBe(reason);
      const { setup: after, effects } = authorizedAgain(setup);
      expect([after.secret, after.verifiedAt]).toEqual([delivered.secret, delivered.verifiedAt]);
      expect(after.refusedToken).toBeUndefined();
      expect(effects.map(({ kind }) => kind)).not.toContain('removeSecret');
    },
  );

  test('that the tenant knows no more is replaced', () => {
    const setup = typed('clientSecretRefused');
    expect(mustAuthorizeAgain(setup)).toBe(true);
    const { setup: after, effects } = authorizedAgain(setup, { ...observed, secretKeyIds: [] });
    expect(after.secret).toBeNull();
    expect(effects).toContainEqual({ kind: 'addSecret' });
  });

  test('keeps what was found beside the typed one: that is not mended by authorizing', () => {
    const blocked: Setup = { ...delivered, verifiedAt: null, token: refused('conditionalAccess').token };
    const setup: Setup = { ...blocked, refusedToken: refused('clientSecretRefused').token ?? never() };
    expect(authorizedAgain(setup).setup.token?.problem?.reason).toBe('conditionalAccess');
  });

  test('leaves those who belong to the setup, and may create nothing, what they had', () => {
    const setup = typed('clientSecretRefused');
    const [by] = delivered.secret?.readers ?? [];
    const reader = { ...authorization.by, ...(by ?? never()), directoryRoles: [] };
    expect(taskFor(setup, reader, 'here')).toEqual({ kind: 'nothing' });
    const stranger = { ...reader, objectId: '00000000-0000-4000-8000-000000000001' };
    expect(taskFor(setup, stranger, 'here')).toMatchObject({ kind: 'noRight' });
  });

  test('that has expired by its own date is found wrong', () => {
    const { secret } = delivered;
    const over: Setup = { ...delivered, secret: secret && { ...secret, endsAt: '2026-11-29T00:00:00.000Z' } };
    const setup = typed('clientSecretExpired', over);
    expect([setup.verifiedAt, setup.token?.problem?.reason]).toEqual([null, 'clientSecretExpired']);
  });
});

test('after a new secret the checks have a schedule of their own', () => {
  const added = { kind: 'secretAdded', keyId: 'newer', endsAt: '2027-11-30T09:00:00.000Z', at, by: null } as const;
  const again = authorizedAgain(refused('clientSecretExpired'), { ...observed, secretKeyIds: [] }).setup;
  const made = advance(advance(again, added, rules).setup, { kind: 'runEnded', at, by: null }, rules).setup;
  expect(made.nextCheckAt).toBe(at);
  const busy = problem({ reason: 'throttled', step: 'verification', actor: 'nobody', remedy: 'wait' });
  const report = reportFor(made, () => null, undefined, busy);
  const checked = advance(made, { kind: 'checkFinished', report, at, by: null }, rules).setup;
  expect(checked.nextCheckAt).toBe('2026-11-30T09:01:00.000Z');
});

test('nothing is made anew where the token is refused for another reason, or not at all', () => {
  for (const setup of [whole, refused('conditionalAccess'), refused('enterpriseApplicationDisabled')]) {
    expect(mustAuthorizeAgain(setup)).toBe(false);
    expect(authorizedAgain(setup).setup.secret).toEqual(setup.secret);
    expect(authorizedAgain(setup).effects.map(({ kind }) => kind)).not.toContain('destroySecret');
  }
});
