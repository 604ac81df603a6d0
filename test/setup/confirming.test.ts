// "Verified" after several successes in a row: when the next try is, how deep it goes, who is told, and that neither a
// flap nor a test of somebody else's mailbox passes for a success.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import type { BoundaryResult, CheckReport } from '../../src/setup/check.ts';
import { phaseOf } from '../../src/setup/phase.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { setupVerdict } from '../../src/setup/verdict.ts';
import { reportFor } from '../support/checked-setups.ts';
import { propagating, smtpAuthOff } from '../support/problems.ts';
import { erik, exchangeChannel, reportedSetup, type Wish } from '../support/setups.ts';
import { accepted, at, check, checks, planned, refused, rules, told, verifiedSetup } from './checks.ts';

describe('successes in a row', () => {
  test('the next try follows soon, and only the last one sends a mail', () => {
    const seen = checks({ roundTrip: true }, ['accepted', 'accepted', 'accepted']);
    expect(seen.map((one) => phaseOf(one.setup))).toEqual(['confirming', 'confirming', 'verified']);
    expect(seen.map(planned)).toEqual([
      { kind: 'scheduleCheck', scope: 'all', at: at(1) },
      { kind: 'scheduleCheck', scope: 'roundTrip', at: at(2) },
      null,
    ]);
    expect(seen.map(({ setup }) => setup.accepted?.inARow)).toEqual([1, 2, 3]);
  });

  test('nothing is sent where no test mail was wanted, or nothing can be sent', () => {
    const wishes: readonly Wish[] = [{ roundTrip: false }, { roundTrip: true, channels: ['pop3'] }];
    for (const wish of wishes) {
      const seen = checks(wish, ['accepted', 'accepted', 'accepted']);
      expect(seen.map((one) => planned(one)?.scope ?? null)).toEqual(['all', 'all', null]);
      expect(seen.map((one) => phaseOf(one.setup)).at(-1)).toBe('verified');
    }
  });

  test('a refusal in between begins the count anew, and the next try follows as soon', () => {
    const seen = checks({ roundTrip: false }, ['accepted', 'accepted', 'refused', 'accepted', 'accepted', 'accepted']);
    expect(seen.map(({ setup }) => setup.accepted?.inARow)).toEqual([1, 2, 0, 1, 2, 3]);
    expect(phaseOf(seen[2]?.setup ?? reportedSetup())).toBe('waiting');
    expect(seen[2] && planned(seen[2])).toEqual({ kind: 'scheduleCheck', scope: 'all', at: at(3) });
    expect(seen.flatMap(told)).toEqual(['requester verified', `${exchangeChannel} verified`]);
  });

  test('requester and channel are told once when it is given up; a test afterwards tells nobody', () => {
    const setup = reportedSetup();
    const last = check(setup, 60, refused(setup));
    expect(told(last)).toEqual(['requester checkGaveUp', `${exchangeChannel} checkGaveUp`]);
    expect(told(check(last.setup, 61, refused(setup)))).toEqual([]);
  });

  test('what somebody must mend ends the waiting at once, whatever was accepted before', () => {
    const first = checks({}, ['accepted'])[0]?.setup ?? reportedSetup();
    const seen = check(first, 1, reportFor(first, smtpAuthOff));
    expect(seen.setup.nextCheckAt).toBeNull();
    expect(phaseOf(seen.setup)).toBe('wrong');
    expect(told(seen)).toEqual(['requester checkWrong', `${exchangeChannel} checkWrong`]);
  });

  test('once verified, a test that finds it in order says nothing new, and one that does not takes it back', () => {
    const verified = checks({}, ['accepted', 'accepted', 'accepted']).at(-1)?.setup ?? reportedSetup();
    const again = check(verified, 10, accepted(verified, 10));
    expect([setupVerdict(again.setup), told(again), planned(again)]).toEqual(['verified', [], null]);
    const broken = check(verified, 10, refused(verified));
    expect([setupVerdict(broken.setup), broken.setup.verifiedAt]).toEqual(['notYet', null]);
  });

  test('a mail that was accepted before the commands were run anew proves nothing', () => {
    const verified = verifiedSetup({ roundTrip: true, channels: ['smtp'] });
    const again = advance(verified, { kind: 'exchangeReported', evidence: null, at: at(20), by: erik }, rules).setup;
    expect([again.verifiedAt, again.accepted]).toEqual([null, null]);
    const one = check(again, 20, accepted(again, 20));
    const two = check(one.setup, 21, accepted(again, 21));
    expect(planned(two)).toMatchObject({ scope: 'roundTrip' });
  });

  test('a test of one channel alone is no success of the whole', () => {
    const setup = reportedSetup();
    const report = accepted(setup, 0);
    const smtp: CheckReport = {
      ...report,
      scope: 'smtp',
      channels: report.channels.filter(({ channel }) => channel === 'smtp'),
    };
    expect(check(setup, 0, smtp).setup.accepted).toBeNull();
  });

  test('whatever comes in whatever order, three in a row at the end and nothing less is verified', () => {
    const outcomes = fc.array(fc.constantFrom('accepted' as const, 'refused' as const), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(outcomes, fc.boolean(), (tries, roundTrip) => {
        const seen = checks({ roundTrip, mailboxes: 1 }, tries);
        const last = tries.slice(-3);
        const isVerified = last.length === 3 && last.every((outcome) => outcome === 'accepted');
        return (seen.at(-1)?.setup.verifiedAt !== null) === isVerified;
      }),
    );
  });
});

describe('a mailbox that was not granted', () => {
  const setup: Setup = { ...reportedSetup(), nextCheckAt: at(5) };
  const [result] = reportFor(setup, propagating).channels;
  const kinds: readonly (readonly [BoundaryResult['kind'], string])[] = [
    ['refused', 'boundaryRefused'],
    ['opened', 'boundaryOpened'],
    ['unknown', 'boundaryUnknown'],
  ];

  test.each(kinds)('%s: is told to the requester, and nothing else follows from it', (kind, notice) => {
    if (result === undefined) throw new Error('there is a result');
    const report: CheckReport = {
      ...refused(setup),
      scope: 'boundary',
      channels: [],
      boundary: { kind, result: { ...result, mailbox: 'office@contoso.example' } },
    };
    const seen = check(setup, 1, report);
    expect(seen.effects).toEqual([{ kind: 'notify', notice }]);
    expect(seen.setup).toMatchObject({ results: setup.results, token: setup.token, nextCheckAt: setup.nextCheckAt });
    expect(seen.setup.boundary?.kind).toBe(kind);
    // An appointment that came due meanwhile found this one running, and its job went.
    const late = check(setup, 5, report);
    expect(planned(late)).toEqual({ kind: 'scheduleCheck', scope: 'all', at: at(5) });
    expect(late.setup.nextCheckAt).toBe(at(5));
  });
});
