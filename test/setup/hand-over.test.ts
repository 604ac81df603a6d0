// Tables for the hand-over: where it stands, which press counts, and its clock. And what holds in whatever order things
// happen: an approval is for one text, and nobody approves twice.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '../../src/setup/advance.ts';
import { nextDue } from '../../src/setup/advance-hand-over.ts';
import type { Effect, Happening } from '../../src/setup/events.ts';
import type { Evidence } from '../../src/setup/evidence.ts';
import {
  approvalsNeeded,
  type HandOverPress,
  handOverState,
  mayBeReported,
  refusalOf,
  seenOf,
} from '../../src/setup/hand-over-state.ts';
import type { Person } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { knownOf } from '../../src/shell/verify.ts';
import { waitingSetup } from '../support/checked-setups.ts';
import {
  alex,
  approvedSetup,
  claimedSetup,
  differingSetup,
  erik,
  evidenceFor,
  handedOverSetup,
  lapsedSetup,
  plannedSetup,
  reason,
  rejectedSetup,
  reportedSetup,
  robin,
  takenSetup,
  undeliverableSetup,
} from '../support/setups.ts';

const rules = { verifySchedule: [0, 1], verifySuccesses: 1, verifyAgainMinutes: 1 };
const everywhere = { smtpAuth: 'organization' } as const;
const unread = (mailbox: string) =>
  ({ mailbox, found: null, smtpAuth: null, pop: null, fullAccess: null, sendAs: null }) as const;
const oneOfTwo = () => approvedSetup(everywhere);
const bothOfTwo = () => having(oneOfTwo(), alex, { kind: 'exchangeApproved' });
const toChat = () => handedOverSetup({}, false);

function having(setup: Setup, by: Person | null, ...happenings: readonly Happening[]): Setup {
  return happenings.reduce(
    (seen, happening) => advance(seen, { at: '2026-11-24T09:30:00.000Z', by, ...happening }, rules).setup,
    setup,
  );
}

function effectsOf(setup: Setup, by: Person | null, happening: Happening, at = '2026-11-24T09:30:00.000Z') {
  const { effects } = advance(setup, { at, by, ...happening }, rules);
  return effects.filter(({ kind }) => kind !== 'refreshCards');
}

test.each<[string, Setup, string]>([
  ['planned', plannedSetup(), 'none'],
  ['handed over', handedOverSetup(), 'asked'],
  ['approved', approvedSetup(), 'approved'],
  ['approved by one of two', oneOfTwo(), 'asked'],
  ['approved by both', bothOfTwo(), 'approved'],
  ['taken', takenSetup(), 'taken'],
  ['rejected', rejectedSetup(), 'rejected'],
  ['lapsed', lapsedSetup(), 'lapsed'],
  ['undeliverable', undeliverableSetup(), 'undeliverable'],
  ['reported', reportedSetup(), 'reported'],
])('a setup that is %s', (_name, setup, state) => {
  expect(handOverState(setup)).toBe(state);
});

test.each([
  ['SMTP for the mailboxes', {}, 1],
  ['SMTP for the organization', everywhere, 2],
  ['POP3 alone, whatever the switch says', { ...everywhere, channels: ['pop3'] }, 1],
] as const)('%s', (_name, wish, needed) => {
  expect(approvalsNeeded(plannedSetup(wish).request)).toBe(needed);
});

type Ask = { readonly by?: Person; readonly fourEyes?: boolean; readonly evidence?: Evidence; readonly old?: Setup };

function refusal(setup: Setup, press: HandOverPress, { by = alex, fourEyes = true, evidence, old = setup }: Ask = {}) {
  return refusalOf(setup, { press, by, seen: seenOf(old), evidence: evidence ?? null }, { fourEyes });
}

describe('a press', () => {
  const unknownRequester = (): Setup => {
    const setup = toChat();
    return { ...setup, authorization: setup.authorization && { ...setup.authorization, requesterUsername: null } };
  };
  const ran = (ranBy: string | null): Ask => ({ by: robin, evidence: { ...evidenceFor(toChat()), ranBy } });
  test.each<[string, Setup, HandOverPress, Ask, string | null]>([
    ['approves what was asked', handedOverSetup(), 'approve', {}, null],
    ['of the requester approves nothing', handedOverSetup(), 'approve', { by: robin }, 'ownRequest'],
    [
      'of the requester approves where that is allowed',
      handedOverSetup(),
      'approve',
      { by: robin, fourEyes: false },
      null,
    ],
    ['approves as the second of two', oneOfTwo(), 'approve', {}, null],
    ['approves not twice by the same person', oneOfTwo(), 'approve', { by: erik }, 'sameApprover'],
    ['approves not what is approved', approvedSetup(), 'approve', {}, 'changed'],
    ['approves not what is rejected', rejectedSetup(), 'approve', {}, 'changed'],
    ['approves not what lapsed', lapsedSetup(), 'approve', {}, 'changed'],
    ['approves not in a chat', toChat(), 'approve', {}, 'changed'],
    [
      'approves not what was read as another text',
      handedOverSetup(),
      'approve',
      { old: handedOverSetup({ mailboxes: 1 }) },
      'changed',
    ],
    ['rejects what was asked', handedOverSetup(), 'reject', {}, null],
    ['rejects with one of two approvals', oneOfTwo(), 'reject', {}, null],
    ['rejects not what is approved', approvedSetup(), 'reject', {}, 'changed'],
    ['takes what is approved', approvedSetup(), 'take', {}, null],
    ['takes over', takenSetup(), 'take', {}, null],
    ['takes not what one has taken', takenSetup(), 'take', { by: erik }, 'changed'],
    ['takes not what somebody took meanwhile', takenSetup(), 'take', { old: approvedSetup() }, 'changed'],
    ['takes not what is not approved', handedOverSetup(), 'take', {}, 'changed'],
    ['reports what is approved', approvedSetup(), 'report', {}, null],
    ['reports what somebody else took', takenSetup(), 'report', {}, null],
    ['of the requester reports nothing in a channel', takenSetup(), 'report', { by: robin }, 'ownRequest'],
    ['reports not what is not approved', handedOverSetup(), 'report', {}, 'changed'],
    ['reports again once the check is over', waitingSetup(), 'report', {}, null],
    ['reports not while the check is under way', reportedSetup(), 'report', {}, 'changed'],
    ['reports not what was reported meanwhile', waitingSetup(), 'report', { old: takenSetup() }, 'changed'],
    ['in a chat needs evidence', toChat(), 'report', { by: robin }, 'evidenceNeeded'],
    ['in a chat needs evidence that names somebody', toChat(), 'report', ran(null), 'evidenceNeeded'],
    [
      'in a chat needs evidence of somebody else',
      toChat(),
      'report',
      ran('Robin.Keller@contoso.example'),
      'ownAccount',
    ],
    ['in a chat counts with evidence of somebody else', toChat(), 'report', ran('erik@contoso.example'), null],
    [
      'in a chat counts where nobody knows the requester’s account',
      unknownRequester(),
      'report',
      ran('r@x.example'),
      null,
    ],
    ['in a chat needs evidence all the same', unknownRequester(), 'report', { by: robin }, 'evidenceNeeded'],
    ['in a chat counts without where that is allowed', toChat(), 'report', { by: robin, fourEyes: false }, null],
    ['renews what lapsed', lapsedSetup(), 'renew', {}, null],
    ['renews what did not arrive', undeliverableSetup(), 'renew', {}, null],
    ['renews not what is open', handedOverSetup(), 'renew', {}, 'changed'],
    ['gives to the requester what did not arrive', undeliverableSetup(), 'toRequester', {}, null],
    ['gives to the requester nothing that is open', handedOverSetup(), 'toRequester', {}, 'changed'],
    [
      'does nothing to a setup that was cancelled',
      { ...handedOverSetup(), cancelledAt: '2026' },
      'approve',
      {},
      'changed',
    ],
  ])('%s', (_name, setup, press, ask, expected) => {
    expect(refusal(setup, press, ask)).toBe(expected);
  });
});

describe('what follows', () => {
  const kinds = (effects: readonly Effect[]) =>
    effects.map((effect) => ('notice' in effect ? `${effect.kind} ${effect.notice}` : effect.kind));

  test.each<[string, Setup, Happening, readonly string[]]>([
    ['the first of two approvals is told nobody', handedOverSetup(everywhere), { kind: 'exchangeApproved' }, []],
    ['the second is', oneOfTwo(), { kind: 'exchangeApproved' }, ['notify exchangeApproved']],
    [
      'a rejection reaches the requester',
      handedOverSetup(),
      { kind: 'exchangeRejected', reason },
      ['notify exchangeRejected'],
    ],
    ['taking is seen on the cards alone', approvedSetup(), { kind: 'exchangeTaken' }, []],
    ['a renewal posts a new card', lapsedSetup(), { kind: 'handOverRenewed' }, ['repostHandOver', 'scheduleHandOver']],
    ['what did not arrive is told once', undeliverableSetup(), { kind: 'handOverUndeliverable' }, []],
    ['asking to undo posts the reverse commands', reportedSetup(), { kind: 'undoAsked' }, ['postUndo']],
  ])('%s', (_name, setup, happening, expected) => {
    expect(kinds(effectsOf(setup, alex, happening))).toEqual(expected);
  });

  test('a changed request is handed over anew, and whoever decided on the old one decides again', () => {
    const { request } = handedOverSetup({ mailboxes: 1 });
    const changed = having(approvedSetup(), robin, { kind: 'changed', request });
    expect(effectsOf(approvedSetup(), robin, { kind: 'changed', request })).toEqual([{ kind: 'postHandOver' }]);
    expect(changed.authorization).not.toBeNull();
    const textHash = 'another';
    const handed = having(changed, null, { kind: 'handedOver', conversationId: '19:x', toChannel: true, textHash });
    expect(handOverState(handed)).toBe('asked');
    expect(handed.handOver?.approvals).toEqual([]);
  });

  test('a second report keeps the values from before the first one', () => {
    const first = evidenceFor(takenSetup());
    const before = { ...first.before, organizationSmtpAuthOff: false };
    const again = having(reportedSetup({}, first), erik, {
      kind: 'exchangeReported',
      evidence: { ...first, before },
    });
    expect(again.exchangeBefore).toEqual(first.before);
  });

  test('a report without evidence is judged without that of an earlier one, of which only what is gone counts', () => {
    const [one = '', two = '', three = ''] = takenSetup().request.mailboxes;
    const first = evidenceFor(takenSetup(), { [one]: { fullAccess: false, pop: false } });
    const without = having(reportedSetup({}, first), erik, { kind: 'exchangeReported', evidence: null });
    expect(without.exchangeReport?.evidence).toBeNull();
    expect(knownOf(without, new Date()).evidence).toBeNull();
    expect(without.exchangeBefore).toEqual(first.before);
    const narrowed = { ...without.request, mailboxes: [two, three] };
    const changed = having(without, robin, { kind: 'changed', request: narrowed });
    expect(changed.exchangeTouched?.fullAccess).toEqual([one, two, three]);
    const states = evidenceFor(changed).mailboxes;
    const gone = { ...evidenceFor(changed), mailboxes: [...states, { ...unread(one), fullAccess: false }] };
    const told = [gone, null, null].map((evidence): Happening => ({ kind: 'exchangeReported', evidence }));
    const again = having(having(changed, erik, ...told), robin, { kind: 'changed', request: narrowed });
    expect(again.exchangeTouched?.fullAccess).toEqual([two, three]);
  });

  test('evidence that differs, or a claim, is a report all the same', () => {
    for (const setup of [differingSetup(), claimedSetup()]) {
      expect(setup.checking).not.toBeNull();
      expect(mayBeReported(setup)).toBe(false);
    }
  });
});

describe('the clock', () => {
  test.each<[string, Setup, ReturnType<typeof nextDue>]>([
    ['reminds a day after it was asked', handedOverSetup(), { kind: 'reminder', at: '2026-11-25T09:03:15.000Z' }],
    ['reminds a day after it was approved', approvedSetup(), { kind: 'reminder', at: '2026-11-25T09:06:00.000Z' }],
    ['reminds a day after it was taken', takenSetup(), { kind: 'reminder', at: '2026-11-25T09:07:00.000Z' }],
    ['stands once it is reported', reportedSetup(), null],
    ['stands once it is rejected', rejectedSetup(), null],
    ['stands once it lapsed', lapsedSetup(), null],
    ['stands where it did not arrive', undeliverableSetup(), null],
  ])('%s', (_name, setup, due) => {
    expect(nextDue(setup)).toEqual(due);
  });

  test('reminds once, then lets it lapse 14 days after it was asked', () => {
    const asked = handedOverSetup();
    const effects = effectsOf(asked, null, { kind: 'handOverReminded' });
    const lapse = '2026-12-08T09:03:15.000Z';
    expect(effects).toEqual([
      { kind: 'notifyExchange', conversationId: asked.handOver?.conversationId, notice: 'handOverReminder' },
      { kind: 'notify', notice: 'handOverQuiet' },
      { kind: 'scheduleHandOver', at: lapse },
    ]);
    const reminded = having(asked, null, { kind: 'handOverReminded' });
    expect(nextDue(reminded)).toEqual({ kind: 'lapse', at: lapse });
  });

  test('tells a requester who forwards the commands one line and not two', () => {
    const effects = effectsOf(toChat(), null, { kind: 'handOverReminded' });
    expect(effects.map(({ kind }) => kind)).toEqual(['notify', 'scheduleHandOver']);
  });
});

test('in whatever order people press, each approval is of another person and of the present text', () => {
  const people = [robin, erik, alex];
  const presses = ['approve', 'reject', 'take', 'report', 'renew'] as const;
  const happenings = {
    approve: { kind: 'exchangeApproved' },
    reject: { kind: 'exchangeRejected', reason },
    take: { kind: 'exchangeTaken' },
    report: { kind: 'exchangeReported', evidence: null },
    renew: { kind: 'handOverRenewed' },
  } as const;
  const step = fc.record({ press: fc.constantFrom(...presses), by: fc.constantFrom(...people) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.boolean(), (steps, fourEyes) => {
      let setup = handedOverSetup(everywhere);
      for (const { press, by } of steps) {
        if (refusal(setup, press, { by, fourEyes }) === null) setup = having(setup, by, happenings[press]);
      }
      const approvers = setup.handOver?.approvals.map(({ by }) => by.objectId) ?? [];
      expect(new Set(approvers).size).toBe(approvers.length);
      expect(approvers.length).toBeLessThanOrEqual(2);
      if (fourEyes) expect(approvers).not.toContain(robin.objectId);
      if (setup.exchangeReport !== null) expect(approvers).toHaveLength(2);
      if (setup.handOver?.rejection !== null) expect(approvers.length).toBeLessThan(2);
    }),
  );
});
