// Tables of (state, event, expected) for the core, and properties that hold whatever happens in whatever order.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import type { Effect, Happening, SetupEvent } from '../../src/setup/events.ts';
import { phaseOf } from '../../src/setup/phase.ts';
import { problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { reportFor } from '../support/checked-setups.ts';
import { permissionMissing, propagating, smtpAuthOff } from '../support/problems.ts';
import { authorization, nothingThere, plannedSetup, robin } from '../support/setups.ts';

const rules = { verifySchedule: [0, 1, 5], verifySuccesses: 1, verifyAgainMinutes: 1 };
const start = Date.parse('2026-11-24T08:00:00.000Z');
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

function planned(): Setup {
  return plannedSetup({ mailboxes: 1 });
}

const reports = {
  accepted: reportFor(planned(), () => null),
  propagating: reportFor(planned(), propagating),
  switchedOff: reportFor(planned(), smtpAuthOff),
  permissionMissing: reportFor(planned(), () => null, undefined, permissionMissing),
};

function play(happenings: readonly Happening[], from = planned()) {
  let effects: readonly Effect[] = [];
  let setup = from;
  happenings.forEach((happening, index) => {
    const event: SetupEvent = { at: at(index + 1), by: robin, ...happening };
    ({ setup, effects } = advance(setup, event, rules));
  });
  return { setup, effects: effects.filter((effect) => effect.kind !== 'refreshCards') };
}

const authorizedHere: Happening = {
  kind: 'authorized',
  authorization,
  observed: nothingThere,
};
const authorizedElsewhere: Happening = {
  kind: 'authorized',
  authorization: { ...authorization, consent: 'elsewhere' },
  observed: nothingThere,
};
const application: Happening = { kind: 'applicationCreated', objectId: 'app-object', appId: 'client' };
const servicePrincipal: Happening = { kind: 'servicePrincipalCreated', objectId: 'sp-object' };
const smtpRole: Happening = { kind: 'roleAssigned', channel: 'smtp' };
const pop3Role: Happening = { kind: 'roleAssigned', channel: 'pop3' };
const secret: Happening = { kind: 'secretAdded', keyId: 'key-1', endsAt: at(100_000) };
const ended: Happening = { kind: 'runEnded' };
const provisioned = [authorizedHere, application, servicePrincipal, smtpRole, pop3Role, secret, ended] as const;
const refused = problem({
  reason: 'graphForbidden',
  step: 'servicePrincipal',
  actor: 'entraAdministrator',
  remedy: 'askAdmin',
});

describe('provisioning', () => {
  test.each<[string, readonly Happening[], readonly Effect['kind'][]]>([
    ['begins with the application', [authorizedHere], ['createApplication']],
    ['goes on with the enterprise application', [authorizedHere, application], ['createServicePrincipal']],
    [
      'ends with all the rest side by side',
      [authorizedHere, application, servicePrincipal],
      ['assignRole', 'assignRole', 'addSecret'],
    ],
    [
      'leaves the consent to others where that was chosen',
      [authorizedElsewhere, application, servicePrincipal],
      ['addSecret'],
    ],
    ['asks for nothing more while answers are missing', provisioned.slice(0, 4), []],
    ['hands over once the run has ended', provisioned, ['notify', 'postHandOver']],
  ])('%s', (_name, happenings, expected) => {
    expect(play(happenings).effects.map((effect) => effect.kind)).toEqual(expected);
  });

  test('a second press while a run is under way begins nothing', () => {
    const { setup, effects } = play([authorizedHere, application, authorizedHere]);
    expect(effects).toEqual([]);
    expect(setup.application).not.toBeNull();
  });

  test('a failed effect stops the run with its problem and asks for a new press', () => {
    const { setup, effects } = play([authorizedHere, application, { kind: 'effectFailed', problem: refused }, ended]);
    expect(phaseOf(setup)).toBe('stopped');
    expect(setup.problem).toEqual(refused);
    expect(effects).toEqual([{ kind: 'notify', notice: 'provisioningStopped' }]);
  });

  test('Continue creates only what the tenant does not hold', () => {
    const stopped = play([authorizedHere, application, { kind: 'interrupted' }]).setup;
    const again: Happening = {
      kind: 'authorized',
      authorization,
      observed: {
        application: { objectId: 'app-object', appId: 'client' },
        servicePrincipal: { objectId: 'sp-object' },
        consented: ['smtp'],
        secretKeyIds: [],
      },
    };
    expect(play([again], stopped).effects).toEqual([{ kind: 'assignRole', channel: 'pop3' }, { kind: 'addSecret' }]);
  });

  test('a secret whose text was lost is removed and replaced; the one that is known stays', () => {
    const lost = play([authorizedHere, application, servicePrincipal, { kind: 'interrupted' }]).setup;
    const observed = {
      application: { objectId: 'app-object', appId: 'client' },
      servicePrincipal: { objectId: 'sp-object' },
      consented: ['smtp', 'pop3'],
      secretKeyIds: ['lost'],
    } as const;
    const again: Happening = { kind: 'authorized', authorization, observed };
    expect(play([again], lost).effects).toEqual([{ kind: 'removeSecret', keyId: 'lost' }, { kind: 'addSecret' }]);

    const whole = play(provisioned).setup;
    const known: Happening = { ...again, observed: { ...observed, secretKeyIds: ['key-1', 'stray'] } };
    const resumed = play([known], whole);
    expect(resumed.effects).toEqual([{ kind: 'removeSecret', keyId: 'stray' }]);
    expect(resumed.setup.secret?.keyId).toBe('key-1');
  });
});

describe('verification', () => {
  const reported: Happening = { kind: 'exchangeReported', evidence: null };
  const upTo = [...provisioned, reported];
  const finished = (outcome: keyof typeof reports): Happening => ({ kind: 'checkFinished', report: reports[outcome] });

  test('begins when Exchange is reported as done', () => {
    expect(play(upTo).effects.map((effect) => effect.kind)).toEqual(['notify', 'scheduleCheck']);
  });

  test.each<[string, keyof typeof reports, string, string | null]>([
    ['tells once that all was accepted', 'accepted', 'verified', 'verified'],
    ['waits where time may mend it', 'propagating', 'waiting', null],
    ['stops at once at what somebody must mend', 'switchedOff', 'wrong', 'checkWrong'],
    ['waits where admin consent may still be given', 'permissionMissing', 'waiting', null],
  ])('%s', (_name, outcome, phase, notice) => {
    const { setup, effects } = play([...upTo, finished(outcome)]);
    expect(phaseOf(setup)).toBe(phase);
    expect(effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.notice] : []))).toEqual(
      notice ? [notice] : [],
    );
  });

  test('keeps the appointments of the schedule, counted from the report, and then gives up', () => {
    const reportedAt = Date.parse(play(upTo).setup.exchangeReport?.at ?? '');
    const first = play([...upTo, finished('propagating')]);
    expect(first.setup.nextCheckAt).toBe(new Date(reportedAt + 5 * 60_000).toISOString());
    const tries = (length: number) => play([...upTo, ...Array.from({ length }, () => finished('propagating'))]);
    expect(tries(5).setup.nextCheckAt).toBeNull();
    expect(tries(5).effects).toEqual([{ kind: 'notify', notice: 'checkGaveUp' }]);
    expect(tries(6).effects).toEqual([]);
  });

  test('a further success is not told again', () => {
    const { effects } = play([...upTo, finished('accepted'), finished('accepted')]);
    expect(effects).toEqual([]);
  });

  test('roles in a fresh token prove a consent that somebody else gave', () => {
    const elsewhere = [authorizedElsewhere, application, servicePrincipal, secret, ended, reported];
    expect(play(elsewhere).setup.consented).toEqual([]);
    expect(play([...elsewhere, finished('accepted')]).setup.consented).toEqual(['smtp', 'pop3']);
  });
});

test('whatever happens in whatever order, versions count events and no run outlives its end', () => {
  const happening = fc.constantFrom<Happening>(
    ...provisioned,
    authorizedElsewhere,
    { kind: 'exchangeReported', evidence: null },
    { kind: 'checkStarted', scope: 'all' },
    { kind: 'checkFinished', report: reports.propagating },
    { kind: 'effectFailed', problem: refused },
    { kind: 'interrupted' },
    { kind: 'cancelled' },
  );
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 20 }), (happenings) => {
      const before = planned();
      const { setup } = play(happenings, before);
      expect(setup.version).toBe(before.version + happenings.length);
      expect(play([...happenings, ended]).setup.run).toBeNull();
      expect(JSON.parse(JSON.stringify(setup))).toEqual(setup);
    }),
  );
});
