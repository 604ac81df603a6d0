// When it is tried again where something came between: a hiccup long after the schedule's end, and a consent that came
// while a check was running.

import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import { phaseOf } from '../../src/setup/phase.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { reportFor } from '../support/checked-setups.ts';
import { permissionMissing } from '../support/problems.ts';
import { erik, exchangeChannel, handedOverSetup } from '../support/setups.ts';
import { accepted, at, check, planned, refused, rules, told, verifiedSetup } from './checks.ts';

const week = 7 * 24 * 60;

describe('a hiccup', () => {
  test('after the schedule’s end is tried again on a schedule of its own, until it is given up', () => {
    const verified = verifiedSetup();
    let seen = check(verified, week, refused(verified));
    expect([phaseOf(seen.setup), told(seen)]).toEqual(['waiting', []]);
    const tries = [1, 2, 30, 60].map((minutes) => {
      expect(planned(seen)).toEqual({ kind: 'scheduleCheck', scope: 'all', at: at(week + minutes) });
      seen = check(seen.setup, week + minutes, refused(verified));
      return seen;
    });
    expect(tries.map(planned).at(-1)).toBeNull();
    expect(told(seen)).toEqual(['requester checkGaveUp', `${exchangeChannel} checkGaveUp`]);
  });

  test('that passes leaves it verified once more', () => {
    const verified = verifiedSetup();
    let seen = check(verified, week, refused(verified));
    for (const minutes of [1, 2, 3]) seen = check(seen.setup, week + minutes, accepted(verified, week + minutes));
    expect(phaseOf(seen.setup)).toBe('verified');
  });

  test('right after a first success at the schedule’s end is waited for, too', () => {
    const setup = verifiedSetup();
    const late: Setup = { ...setup, verifiedAt: null, wasVerified: false, accepted: { inARow: 1, firstAt: at(60) } };
    expect(planned(check(late, 61, refused(setup)))).toMatchObject({ at: at(62) });
  });
});

describe('consent', () => {
  const reported = (): Setup => {
    const handed = handedOverSetup({}, true, 'elsewhere');
    return advance(handed, { kind: 'exchangeReported', evidence: null, at: at(0), by: erik }, rules).setup;
  };
  const seen = (setup: Setup, minutes: number) =>
    advance(setup, { kind: 'consentSeen', channels: ['smtp', 'pop3'], at: at(minutes), by: null }, rules);
  const without = (setup: Setup) => reportFor(setup, () => null, undefined, permissionMissing);

  test('that is seen while a check runs which lacks it is followed by another check at once, and by one alone', () => {
    const running: Setup = { ...reported(), checking: { scope: 'all', startedAt: at(60) }, nextCheckAt: at(60) };
    const { setup, effects } = seen(running, 60.1);
    expect(effects.filter(({ kind }) => kind === 'scheduleCheck')).toEqual([]);
    const after = check(setup, 60.2, without(setup));
    expect(planned(after)).toEqual({ kind: 'scheduleCheck', scope: 'all', at: at(60.2) });
    const started: Setup = { ...after.setup, checking: { scope: 'all', startedAt: at(60.2) } };
    expect(planned(check(started, 60.3, without(setup)))).toBeNull();
  });

  test('that is seen while a boundary is tried is followed by a check once that is over', () => {
    const running: Setup = { ...reported(), checking: { scope: 'boundary', startedAt: at(90) }, nextCheckAt: null };
    const { setup } = seen(running, 90.1);
    const after = check(setup, 90.2, { ...without(setup), scope: 'boundary', channels: [] });
    expect(planned(after)).toEqual({ kind: 'scheduleCheck', scope: 'all', at: at(90.2) });
  });

  test('a boundary that was cut short is tried again, and leaves the agenda as it was', () => {
    const running: Setup = {
      ...verifiedSetup(),
      checking: { scope: 'boundary', mailbox: 'a@b.example', startedAt: at(9) },
    };
    const { setup, effects } = advance(running, { kind: 'interrupted', at: at(10), by: null }, rules);
    expect(effects).toContainEqual({ kind: 'scheduleCheck', scope: 'boundary', mailbox: 'a@b.example', at: at(10) });
    expect([setup.checking, setup.nextCheckAt]).toEqual([null, null]);
  });
});
