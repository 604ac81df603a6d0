// What a run does about what goes wrong in it: lost answers, pauses, a consent that may not be given, objects made anew.

import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import { checklist } from '../../src/setup/checklist.ts';
import { nextConsentLook } from '../../src/setup/consent-watch.ts';
import type { Effect, Happening } from '../../src/setup/events.ts';
import { nextPauseMs, readRetryAfter, runPatience } from '../../src/setup/patience.ts';
import { type Pause, pauseSeconds } from '../../src/setup/pause.ts';
import { isConsented, phaseOf } from '../../src/setup/phase.ts';
import { problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { forbidden } from '../support/problems.ts';
import {
  alex,
  authorization,
  erik,
  evidenceFor,
  handedOverSetup,
  nothingThere,
  plannedSetup,
  reportedSetup,
  robin,
  takenSetup,
} from '../support/setups.ts';

const rules = { verifySchedule: [0, 1, 5], verifySuccesses: 1, verifyAgainMinutes: 1 };
const at = '2026-11-24T09:03:14.000Z';

function play(happenings: readonly Happening[], from = plannedSetup()): { setup: Setup; effects: readonly Effect[] } {
  let effects: readonly Effect[] = [];
  let setup = from;
  for (const happening of happenings) ({ setup, effects } = advance(setup, { at, by: alex, ...happening }, rules));
  return { setup, effects: effects.filter((effect) => effect.kind !== 'refreshCards') };
}

const unanswered = problem({ reason: 'noAnswer', step: 'secret', actor: 'entraAdministrator', remedy: 'retry' });
const authorized: Happening = { kind: 'authorized', authorization, observed: nothingThere };
const application: Happening = { kind: 'applicationCreated', objectId: 'app-object', appId: 'client' };
const principal: Happening = { kind: 'servicePrincipalCreated', objectId: 'sp-object' };
const secret: Happening = { kind: 'secretAdded', keyId: 'key', endsAt: authorization.secretEndsAt };
const lost: Happening = { kind: 'secretAnswerLost', problem: unanswered };
const nothingFound: Happening = { kind: 'lostSecretsFound', keyIds: [] };
const strayFound: Happening = { kind: 'lostSecretsFound', keyIds: ['stray'] };
const roles: readonly Happening[] = [
  { kind: 'roleAssigned', channel: 'smtp' },
  { kind: 'roleAssigned', channel: 'pop3' },
];
const ended: Happening = { kind: 'runEnded' };
const toSecret = [authorized, application, principal, ...roles];

describe('a secret whose answer was lost', () => {
  test('is looked for before another one is asked for', () => {
    expect(play([...toSecret, lost]).effects).toEqual([{ kind: 'findLostSecrets' }]);
    expect(play([...toSecret, lost, nothingFound]).effects).toEqual([{ kind: 'addSecret' }]);
  });

  test('is removed and replaced where it is found, and looked for once more behind the new one', () => {
    expect(play([...toSecret, lost, strayFound]).effects).toEqual([
      { kind: 'removeSecret', keyId: 'stray' },
      { kind: 'addSecret' },
    ]);
    const removed: Happening = { kind: 'secretRemoved', keyId: 'stray' };
    const { setup, effects } = play([...toSecret, lost, strayFound, removed, secret]);
    expect(effects).toEqual([{ kind: 'findLostSecrets' }]);
    expect(setup.run?.lost).toEqual({ answers: 1, lastAt: at, removed: 1 });
  });

  test('that turns up late is removed, and the known one stays', () => {
    const { setup, effects } = play([...toSecret, lost, nothingFound, secret, strayFound]);
    expect(effects).toEqual([{ kind: 'removeSecret', keyId: 'stray' }]);
    expect(setup.secret?.keyId).toBe('key');
  });

  test('three times in a row stops the run with what is known, and still leaves no stray behind', () => {
    const again = [...toSecret, lost, nothingFound, lost, nothingFound, lost, strayFound];
    const { setup, effects } = play(again);
    expect(effects).toEqual([{ kind: 'removeSecret', keyId: 'stray' }]);
    expect(setup.problem).toEqual(unanswered);
    expect(phaseOf(play([...again, ended]).setup)).toBe('stopped');
  });

  test('of an attempt before this one is looked for behind the new one as well', () => {
    const stopped = play([authorized, { kind: 'interrupted' }]).setup;
    expect(play([...toSecret, secret], stopped).effects).toEqual([{ kind: 'findLostSecrets' }]);
    expect(play([...toSecret, secret]).effects).toEqual([]);
  });

  test('is nobody’s any more once the run is over', () => {
    const over = play([...toSecret, secret, ended]).setup;
    expect(play([lost], over)).toMatchObject({ effects: [], setup: { secret: over.secret } });
  });
});

describe('who may read a secret', () => {
  test('is fixed when it is made, whoever authorizes something later', () => {
    const made = play([...toSecret, secret, ended]).setup;
    const known = { ...nothingThere, application: made.application, servicePrincipal: made.servicePrincipal };
    const later: Happening = {
      kind: 'authorized',
      authorization: { ...authorization, by: { ...authorization.by, ...erik }, reader: robin },
      observed: { ...known, secretKeyIds: ['key'] },
    };
    const { setup } = play([later], made);
    expect(setup.authorization?.by.name).toBe(erik.name);
    expect(setup.secret?.readers).toEqual([alex]);
  });
});

describe('a consent that this person may not give', () => {
  const refusal = { ...forbidden, step: 'consent' } as const;
  const refused: readonly Happening[] = [
    authorized,
    application,
    principal,
    { kind: 'effectFailed', problem: refusal },
    { kind: 'effectFailed', problem: refusal },
    secret,
    ended,
  ];

  test('is handed on; all else finishes, and it is watched for', () => {
    const { setup, effects } = play(refused);
    expect(setup).toMatchObject({ problem: null, authorization: { consent: 'elsewhere', consentRefused: true } });
    expect(effects).toEqual([
      { kind: 'notify', notice: 'consentMissing' },
      { kind: 'postHandOver' },
      { kind: 'watchConsent', at: '2026-11-24T09:03:25.000Z' },
    ]);
  });

  test('that fails for another reason stops the run as anything does', () => {
    const failing = refused.map((happening) =>
      happening.kind === 'effectFailed'
        ? { ...happening, problem: { ...unanswered, step: 'consent' as const } }
        : happening,
    );
    expect(phaseOf(play(failing).setup)).toBe('stopped');
  });

  test('that somebody gave is told once, and a verification is tried at once where Exchange was reported', () => {
    const missing = handedOverSetup({}, true, 'elsewhere');
    const part = play([{ kind: 'consentSeen', channels: ['smtp'] }], missing);
    expect(part.effects).toEqual([]);
    const all = play([{ kind: 'consentSeen', channels: ['pop3'] }], part.setup);
    expect(all.effects).toEqual([{ kind: 'notify', notice: 'consented' }]);
    expect(isConsented(all.setup)).toBe(true);
    expect(play([{ kind: 'consentSeen', channels: ['pop3'] }], all.setup).effects).toEqual([]);
    const reported = { ...reportedSetup(), consented: [], checking: null };
    expect(play([{ kind: 'consentSeen', channels: ['smtp', 'pop3'] }], reported).effects).toEqual([
      { kind: 'notify', notice: 'consented' },
      { kind: 'scheduleCheck', scope: 'all', at },
    ]);
  });

  test('is looked for often at first and ever less often, at times that the press alone decides', () => {
    const press = '2026-11-24T09:00:00.000Z';
    const times: number[] = [];
    for (let now: string | null = press; now !== null && times.length < 20; ) {
      now = nextConsentLook(press, now);
      if (now !== null) times.push((Date.parse(now) - Date.parse(press)) / 60_000);
    }
    expect(times).toEqual([0.25, 0.5, 1, 2, 3, 5, 8, 12, 20, 30, 45, 60, 120, 180, 240, 300, 360, 420, 480, 540]);
    expect(nextConsentLook(press, '2026-11-24T11:17:00.000Z')).toBe('2026-11-24T12:00:00.000Z');
    expect(nextConsentLook(press, '2026-12-24T09:00:00.000Z')).toBeNull();
  });
});

describe('commands that name another enterprise application', () => {
  test('are handed over anew, and what was reported of the old ones is forgotten', () => {
    const reported = reportedSetup();
    const observed = { ...nothingThere, secretKeyIds: [] };
    const made = [{ kind: 'authorized', authorization, observed } as const, application, principal, ...roles, secret];
    const { setup, effects } = play([...made, ended], { ...reported, checking: null });
    expect(effects.map((effect) => effect.kind)).toEqual(['notify', 'postHandOver']);
    expect(setup).toMatchObject({ handOver: null, exchangeReport: null, results: [], token: null });
  });

  test('leave the switches as they were before the old ones; the new application never held a thing', () => {
    const taken = takenSetup();
    const evidence = evidenceFor(taken);
    const mailboxes = evidence.before.mailboxes.map((state) => ({ ...state, fullAccess: true, sendAs: true }));
    const before = { ...evidence.before, registered: true, mailboxes };
    const reported = reportedSetup({}, { ...evidence, before });
    const observed = { ...nothingThere, secretKeyIds: [] };
    const made = [{ kind: 'authorized', authorization, observed } as const, application, principal, ...roles, secret];
    const { setup } = play([...made, ended], { ...reported, checking: null });
    expect(setup.exchangeTouched).toEqual(reported.exchangeTouched);
    expect(setup.exchangeBefore).toEqual({
      ...before,
      registered: false,
      mailboxes: mailboxes.map((state) => ({ ...state, fullAccess: null, sendAs: null })),
    });
  });
});

describe('a pause', () => {
  const pause: Pause = { step: 'application', cause: 'askedToWait', startedAt: at, until: '2026-11-24T09:03:34.000Z' };
  const state = (setup: Setup) => checklist(setup).find((row) => row.name === 'application')?.state;

  test('shows at its step until that has gone on', () => {
    expect(pauseSeconds(pause)).toBe(20);
    const paused = play([authorized, { kind: 'paused', pause }]).setup;
    expect(state(paused)).toEqual({ kind: 'working', pause });
    expect(state(play([application], paused).setup)).toEqual({ kind: 'done', at: null });
    expect(play([application], paused).setup.run?.pauses).toEqual([]);
    const failed: Happening = { kind: 'effectFailed', problem: { ...unanswered, step: 'application' } };
    expect(play([failed], paused).setup.run?.pauses).toEqual([]);
  });

  test('is the last one told of its step, and nothing once the run is over', () => {
    const longer = { ...pause, until: '2026-11-24T09:04:34.000Z' };
    expect(play([authorized, { kind: 'paused', pause }, { kind: 'paused', pause: longer }]).setup.run?.pauses).toEqual([
      longer,
    ]);
    expect(play([{ kind: 'paused', pause }]).setup.run).toBeNull();
  });
});

describe('patience', () => {
  test.each<[string, number, number | null, number, number | null]>([
    ['begins short', 0, null, 10_000, 500],
    ['grows', 3, null, 10_000, 3_000],
    ['stays at the longest', 99, null, 10_000, 8_000],
    ['keeps the time that was asked for', 0, 20, 30_000, 20_000],
    ['never comes earlier than its own time', 5, 1, 30_000, 8_000],
    ['ends with what is left', 0, 20, 19_999, null],
  ])('%s', (_name, attempt, asked, left, expected) => {
    expect(nextPauseMs(runPatience, attempt, asked, left)).toBe(expected);
  });

  test.each<[string | null | undefined, number | null]>([
    ['20', 20],
    ['0', 0],
    ['Tue, 24 Nov 2026 09:03:34 GMT', 20],
    ['Tue, 24 Nov 2026 09:03:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('reads Retry-After: %s', (header, seconds) => {
    expect(readRetryAfter(header, Date.parse(at))).toBe(seconds);
  });
});
