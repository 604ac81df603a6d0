// What a mail proves, and for how long: a refusal after DATA takes it back, another request asks for another one, and
// from a mailbox from which eBiss may be fetching none is sent unasked.

import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import { type Problem, problem } from '../../src/setup/problem.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { setupVerdict, verdictOf } from '../../src/setup/verdict.ts';
import { erik, reportedSetup, robin, type Wish } from '../support/setups.ts';
import { accepted, at, check, mailRefused, planned, rules, told, verifiedSetup } from './checks.ts';

const busy = (mailbox: string): Problem =>
  problem({ reason: 'mailServerBusy', step: 'verification', actor: 'nobody', remedy: 'wait', subject: mailbox });
const fullAccessMissing = (mailbox: string): Problem =>
  problem({
    reason: 'fullAccessMissing',
    step: 'verification',
    actor: 'exchangeAdministrator',
    remedy: 'askAdmin',
    subject: mailbox,
  });

const smtpOnly: Wish = { roundTrip: true, channels: ['smtp'] };
const otherSender: Wish = { roundTrip: true, sender: 'edi-out@contoso.example' };

/** Three sign-ins in order, from a minute on. */
function signedInThrice(setup: Setup, from: number) {
  const one = check(setup, from, accepted(setup, from));
  const two = check(one.setup, from + 1, accepted(setup, from + 1));
  const three = check(two.setup, from + 2, accepted(setup, from + 2));
  return { two, three };
}

describe('a mail that was refused after DATA', () => {
  test.each([
    ['that may pass', busy],
    ['that somebody must mend', fullAccessMissing],
  ])('%s is not verified by sign-ins, and is sent again', (_what, why) => {
    const verified = verifiedSetup(smtpOnly);
    expect(setupVerdict(verified)).toBe('verified');
    const broken = check(verified, 30, mailRefused(verified, why)).setup;
    const { two, three } = signedInThrice(broken, 31);
    expect(planned(two)).toMatchObject({ scope: 'roundTrip' });
    expect([three.setup.verifiedAt, setupVerdict(three.setup)]).toEqual([null, 'accepted']);
    const sent = check(three.setup, 34, accepted(broken, 34, 'roundTrip'));
    expect(setupVerdict(sent.setup)).toBe('verified');
  });

  test('and stays refused, is tried as long as the schedule lasts, and no longer', () => {
    const setup = reportedSetup(smtpOnly);
    let seen = check(setup, 0, accepted(setup, 0));
    const triedAt: number[] = [];
    for (let next = planned(seen); next !== null && triedAt.length < 100; next = planned(seen)) {
      const minutes = (Date.parse(next.at) - Date.parse(at(0))) / 60_000;
      triedAt.push(minutes);
      const report = next.scope === 'roundTrip' ? mailRefused(setup, busy) : accepted(setup, minutes);
      seen = check(seen.setup, minutes, report);
    }
    expect(triedAt).toEqual([1, 2, 30, 31, 32, 60, 61, 62]);
    expect(told(seen).join()).toContain('checkGaveUp');
    // Somebody tests the next day: that is a new beginning.
    const day = 24 * 60;
    const { two } = signedInThrice(seen.setup, day);
    const again = check(two.setup, day + 2, mailRefused(setup, busy));
    expect([planned(again)?.at, told(again)]).toEqual([at(day + 30), []]);
  });

  test.each<[string, Wish]>([
    ['with a sender of its own', otherSender],
    ['where no mail was wanted, but somebody asked for one', { roundTrip: false }],
  ])('%s, over both channels, leaves it at "signed in"', (_what, wish) => {
    const verified = verifiedSetup(wish);
    const broken = check(verified, 30, mailRefused(verified, busy)).setup;
    const { three } = signedInThrice(broken, 31);
    expect(setupVerdict(three.setup)).toBe('signedIn');
    expect(told(three)).toContain('requester signedIn');
    const sent = check(three.setup, 34, accepted(broken, 34, 'liveRoundTrip'));
    expect(setupVerdict(sent.setup)).toBe('verified');
  });
});

function changed(setup: Setup, request: Partial<SetupRequest>, minutes = 20): Setup {
  const event = { kind: 'changed', request: { ...setup.request, ...request } } as const;
  return advance(setup, { ...event, at: at(minutes), by: robin }, rules).setup;
}

function reported(setup: Setup, minutes: number): Setup {
  return advance(setup, { kind: 'exchangeReported', evidence: null, at: at(minutes), by: erik }, rules).setup;
}

describe('a request that was changed', () => {
  const request = { sender: 'edi-out@contoso.example', roundTrip: false };

  test('to another sender is not verified by mails of the one before', () => {
    const again = changed(verifiedSetup({ ...smtpOnly, sender: 'edi@contoso.example' }), request);
    // Before and after the commands were reported as run.
    expect(setupVerdict(signedInThrice(again, 21).three.setup)).toBe('signedIn');
    expect(setupVerdict(signedInThrice(reported(again, 21), 22).three.setup)).toBe('signedIn');
  });

  test('and commands that were run anew need a mail since then', () => {
    const verified = verifiedSetup(smtpOnly);
    const without: Setup = { ...verified, request: { ...verified.request, roundTrip: false } };
    expect(setupVerdict(signedInThrice(reported(without, 21), 22).three.setup)).toBe('signedIn');
  });
});

describe('once eBiss may be fetching', () => {
  const [old, added] = ['edi@contoso.example', 'new@contoso.example'];
  const live = () => verifiedSetup({ roundTrip: true, mailboxes: [old] });

  test('no mail is sent unasked to a mailbox that was verified, which ends as signed in', () => {
    const { two, three } = signedInThrice(reported(live(), 20), 21);
    expect(planned(two)).toMatchObject({ scope: 'all' });
    expect([planned(three), setupVerdict(three.setup)]).toEqual([null, 'signedIn']);
    const asked = check(three.setup, 30, accepted(three.setup, 30, 'liveRoundTrip'));
    expect(setupVerdict(asked.setup)).toBe('verified');
  });

  test('a mailbox that is new gets its mail, and is the only one', () => {
    const again = reported(changed(live(), { mailboxes: [old, added] }), 21);
    const { two } = signedInThrice(again, 22);
    expect(planned(two)).toEqual({ kind: 'scheduleCheck', scope: 'roundTrip', mailInto: [added], at: at(24) });
    const three = check(two.setup, 24, accepted(again, 24, 'roundTrip', [added])).setup;
    expect([old, added].map((mailbox) => verdictOf(three, mailbox, 'smtp').kind)).toEqual(['signedIn', 'verified']);
  });

  test('a mailbox is live still when it was left out meanwhile, however it is written', () => {
    const without = changed(live(), { mailboxes: [added] });
    const back = reported(changed(without, { mailboxes: [added, old.toUpperCase()] }), 22);
    expect(planned(signedInThrice(back, 23).two)).toMatchObject({ scope: 'roundTrip', mailInto: [added] });
  });

  test('of a setup from before it was kept, every mailbox that it had counts as live', () => {
    const { liveMailboxes: _, ...stored } = live();
    expect(planned(signedInThrice(reported(stored, 21), 22).two)).toMatchObject({ scope: 'all' });
    const without = changed(stored, { mailboxes: [added] });
    const back = reported(changed(without, { mailboxes: [old, added] }), 22);
    expect(planned(signedInThrice(back, 23).two)).toMatchObject({ scope: 'roundTrip', mailInto: [added] });
  });
});
