// The check on the eBiss server beside the bot's own: what was left out, and where the two do not agree.

import { describe, expect, test } from 'vitest';
import { type RemarkKind, remarksOn, tokenRemark } from '../../src/setup/compare-server-check.ts';
import type { Problem } from '../../src/setup/problem.ts';
import type { Channel } from '../../src/setup/request.ts';
import type { ServerCheck } from '../../src/setup/server-check.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { checkedSetup, tokenRefusedSetup, verifiedSetup, wrongSetup } from '../support/checked-setups.ts';
import { permissionMissing, propagating, smtpAuthOff } from '../support/problems.ts';
import { handedOverSetup } from '../support/setups.ts';

const one = { mailboxes: 1 };
const edi = 'edi@contoso.example';
const had: ServerCheck = { at: '2026-11-24T09:15:00Z', token: { kind: 'had', roles: [] }, channels: [] };
const refused: ServerCheck = { ...had, token: { kind: 'refused', codes: [53003], words: 'x', requestId: null } };

/** undefined: not tried. */
function remarks(setup: Setup, smtp?: Problem | null, pop3?: Problem | null, check = had) {
  const there = { smtp, pop3 };
  const judged = (['smtp', 'pop3'] as const).flatMap((channel: Channel) => {
    const problem = there[channel];
    return problem === undefined ? [] : [{ mailbox: edi, channel, problem }];
  });
  return remarksOn(setup, check, judged);
}

const smtpOff = checkedSetup(one, (mailbox, channel) => (channel === 'smtp' ? smtpAuthOff(mailbox) : null));

describe('of a mailbox and channel', () => {
  test.each<[string, ReturnType<typeof remarks>, readonly (readonly [RemarkKind, Channel])[]]>([
    ['both in order', remarks(verifiedSetup(one), null, null), []],
    ['both refused for the same reason', remarks(smtpOff, smtpAuthOff(edi), null), []],
    ['not in the result', remarks(verifiedSetup(one), null), [['untried', 'pop3']]],
    [
      'nothing in the result',
      remarks(verifiedSetup(one)),
      [
        ['untried', 'smtp'],
        ['untried', 'pop3'],
      ],
    ],
    ['no token there, so nothing to try', remarks(verifiedSetup(one), undefined, undefined, refused), []],
    ['refused there', remarks(verifiedSetup(one), smtpAuthOff(edi), null), [['failsThere', 'smtp']]],
    ['refused here', remarks(smtpOff, null, null), [['failsHere', 'smtp']]],
    ['refused otherwise', remarks(smtpOff, propagating(edi, 'smtp'), null), [['otherReason', 'smtp']]],
    ['never tested by the bot', remarks(handedOverSetup(one), smtpAuthOff(edi), null), []],
  ])('%s', (_what, seen, expected) => {
    expect(seen).toEqual(expected.map(([kind, channel]) => ({ kind, channel, mailboxes: [edi] })));
  });

  test('mailboxes are gathered, and those that are alike are left out', () => {
    const setup = wrongSetup();
    const judged = setup.request.mailboxes.map((mailbox) => ({ mailbox, channel: 'smtp', problem: null }) as const);
    const [first, , third] = setup.request.mailboxes;
    expect(remarksOn(setup, had, judged)).toEqual([
      { kind: 'untried', channel: 'pop3', mailboxes: setup.request.mailboxes },
      { kind: 'failsHere', channel: 'smtp', mailboxes: [first, third] },
    ]);
  });
});

test.each([
  ['both had one', verifiedSetup(one), null, null],
  ['neither had one', tokenRefusedSetup(one), permissionMissing, null],
  ['the bot alone had one', verifiedSetup(one), permissionMissing, 'failsThere'],
  ['the server alone had one', tokenRefusedSetup(one), null, 'failsHere'],
  ['the bot has not asked', handedOverSetup(one), permissionMissing, null],
] as const)('of the token: %s', (_what, setup, there, expected) => {
  expect(tokenRemark(setup, there)).toBe(expected);
});
