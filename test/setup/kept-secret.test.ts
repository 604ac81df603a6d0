// What the setup knows of its client secret: who has seen it, when it may be called delivered, and that nothing is promised
// afterwards that would take the secret.

import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import type { Effect, Happening } from '../../src/setup/events.ts';
import { holdsSecret, mayConfirmDelivery, mayReadSecret } from '../../src/setup/kept-secret.ts';
import { phaseOf } from '../../src/setup/phase.ts';
import { problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { setupVerdict } from '../../src/setup/verdict.ts';
import { reportFor, signedInSetup, verifiedSetup, waitingSetup, wrongSetup } from '../support/checked-setups.ts';
import { alex, erik, handedOverSetup, plannedSetup, robin } from '../support/setups.ts';

const rules = { verifySchedule: [0, 1, 2], verifySuccesses: 3, verifyAgainMinutes: 1 };
const at = '2026-11-24T10:00:00.000Z';
const clientSecretRefused = problem({
  reason: 'clientSecretRefused',
  step: 'secret',
  actor: 'entraAdministrator',
  remedy: 'askAdmin',
});
const keyId = verifiedSetup().secret?.keyId ?? '';

function happen(setup: Setup, happening: Happening, by = alex): { setup: Setup; effects: readonly Effect[] } {
  return advance(setup, { at, by, ...happening }, rules);
}

function read(setup: Setup): Setup {
  return happen(setup, { kind: 'secretRead', keyId, username: 'alex@contoso.example' }).setup;
}

function delivered(setup: Setup = verifiedSetup()): Setup {
  return happen(read(setup), { kind: 'secretDelivered', keyId, username: 'alex@contoso.example' }).setup;
}

test('that it was read is kept, and the requester is told by whom', () => {
  const { setup, effects } = happen(verifiedSetup(), { kind: 'secretRead', keyId, username: 'alex@contoso.example' });
  expect(setup.secret?.read).toEqual({ by: alex, at });
  const who = 'Alex Brandt (alex@contoso.example)';
  expect(effects).toContainEqual({ kind: 'notify', notice: 'secretRead', who });
});

test('only those for whom it was made may read it', () => {
  expect([alex, robin, erik].map((person) => mayReadSecret(verifiedSetup(), person))).toEqual([true, false, false]);
  expect(mayReadSecret(plannedSetup(), alex)).toBe(false);
});

describe('that it is in eBiss', () => {
  test.each([
    ['verified', verifiedSetup(), true],
    ['signed in', signedInSetup(), true],
    ['handed over', handedOverSetup(), false],
    ['waiting', waitingSetup(), false],
    ['wrong', wrongSetup(), false],
  ])('may be confirmed once it was read, of a setup that is %s: %s', (_phase, setup, may) => {
    expect(mayConfirmDelivery(setup)).toBe(false);
    expect(mayConfirmDelivery(read(setup))).toBe(may);
  });

  test('destroys it, tells the requester, and is not asked for twice', () => {
    const { setup, effects } = happen(read(verifiedSetup()), {
      kind: 'secretDelivered',
      keyId,
      username: 'a@b.example',
    });
    expect(effects).toContainEqual({ kind: 'destroySecret', keyId });
    expect(effects).toContainEqual({ kind: 'notify', notice: 'secretDelivered', who: 'Alex Brandt (a@b.example)' });
    expect(setup.secret).toMatchObject({ keyId, delivered: { by: alex, at } });
    expect([holdsSecret(setup), mayConfirmDelivery(setup), phaseOf(setup)]).toEqual([false, false, 'verified']);
  });

  test('says nothing of another secret', () => {
    const { setup, effects } = happen(read(verifiedSetup()), { kind: 'secretDelivered', keyId: 'older', username: '' });
    expect(holdsSecret(setup)).toBe(true);
    expect(effects).toEqual([{ kind: 'refreshCards' }]);
  });

  test('holds until a new secret is made', () => {
    const { setup } = happen(delivered(), { kind: 'secretAdded', keyId: 'newer', endsAt: at });
    expect(setup.secret).toMatchObject({ keyId: 'newer', read: null, delivered: null });
  });
});

describe('once it is not held', () => {
  test('a test that somebody begins is put on no agenda', () => {
    const { setup, effects } = happen(delivered(), { kind: 'checkStarted', scope: 'all' });
    expect(setup.checking).toEqual({ scope: 'all', startedAt: at });
    expect(effects).toEqual([{ kind: 'refreshCards' }]);
  });

  test('one success makes it verified again, and a refusal plans no further try', () => {
    const refusal = problem({ reason: 'popOff', step: 'verification', actor: 'exchangeAdministrator', remedy: 'wait' });
    const before = delivered();
    const refused = happen(before, { kind: 'checkFinished', report: reportFor(before, () => refusal) });
    expect(refused.setup).toMatchObject({ verifiedAt: null, nextCheckAt: null });
    expect(refused.effects.filter(({ kind }) => kind === 'scheduleCheck')).toEqual([]);
    const mended = happen(refused.setup, { kind: 'checkFinished', report: reportFor(before, () => null) });
    expect(phaseOf(mended.setup)).toBe('verified');
  });

  test('a secret that was brought along and refused takes nothing back and tells nobody; the next test forgets it', () => {
    const before = delivered();
    const report = reportFor(before, () => null, undefined, clientSecretRefused);
    const refused = happen(before, { kind: 'checkFinished', report });
    expect([setupVerdict(refused.setup), phaseOf(refused.setup)]).toEqual(['verified', 'verified']);
    expect(refused.setup).toMatchObject({ checking: null, verifiedAt: before.verifiedAt, token: before.token });
    expect(refused.setup.refusedToken).toEqual(report.token);
    expect(refused.effects).toEqual([{ kind: 'refreshCards' }]);
    const typed = happen(refused.setup, { kind: 'checkFinished', report: reportFor(before, () => null) });
    expect(typed.setup).not.toHaveProperty('refusedToken');
    // One that the bot holds itself is another matter.
    const held = happen(verifiedSetup(), { kind: 'checkFinished', report });
    expect(phaseOf(held.setup)).toBe('wrong');
  });

  test('commands that are reported as run anew lead to no check by itself', () => {
    const { setup, effects } = happen(delivered(), { kind: 'exchangeReported', evidence: null }, erik);
    expect(setup).toMatchObject({ checking: null, nextCheckAt: null });
    expect(effects.filter(({ kind }) => kind === 'scheduleCheck')).toEqual([]);
  });

  test('a test that was cut off is over', () => {
    const { setup } = happen(delivered(), { kind: 'checkStarted', scope: 'all' });
    const after = happen(setup, { kind: 'interrupted' });
    expect(after.setup).toMatchObject({ checking: null, nextCheckAt: null });
    expect(after.effects.filter(({ kind }) => kind === 'scheduleCheck')).toEqual([]);
  });
});
