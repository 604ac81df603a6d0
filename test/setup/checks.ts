// Checks of one setup, one after the other, with three successes in a row as in earnest.

import { advance } from '../../src/setup/advance.ts';
import type { ChannelResult, CheckReport, CheckScope, Stage } from '../../src/setup/check.ts';
import type { Effect } from '../../src/setup/events.ts';
import type { Problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { reportFor } from '../support/checked-setups.ts';
import { propagating } from '../support/problems.ts';
import { reportedSetup, type Wish } from '../support/setups.ts';

export const rules = { verifySchedule: [0, 1, 2, 30, 60], verifySuccesses: 3, verifyAgainMinutes: 1 };
const reportedAt = Date.parse('2026-11-24T09:10:00.000Z');
export const at = (minutes: number) => new Date(reportedAt + minutes * 60_000).toISOString();

export type Seen = { readonly setup: Setup; readonly effects: readonly Effect[] };

export function check(setup: Setup, minutes: number, report: CheckReport): Seen {
  const { setup: next, effects } = advance(setup, { kind: 'checkFinished', report, at: at(minutes), by: null }, rules);
  return { setup: next, effects: effects.filter(({ kind }) => kind !== 'refreshCards') };
}

/** Everything in order; where the scope is a round trip, with a mail into each mailbox, or into those that are named. */
export function accepted(
  setup: Setup,
  minutes: number,
  scope: CheckScope = 'all',
  into: readonly string[] = setup.request.mailboxes,
): CheckReport {
  const report = reportFor(setup, () => null);
  const isSent = ({ channel, mailbox }: ChannelResult) =>
    channel === 'smtp' && scope !== 'all' && into.includes(mailbox);
  const channels = report.channels.map((result) => (isSent(result) ? { ...result, acceptedAt: at(minutes) } : result));
  return { ...report, scope, channels };
}

/** Signed in to everything; of the mails none was accepted after DATA. */
export function mailRefused(setup: Setup, why: (mailbox: string) => Problem): CheckReport {
  const report = reportFor(setup, () => null);
  const send: Stage = { name: 'send', ok: false, milliseconds: 80, words: '430 4.2.0 STOREDRV; mailbox busy' };
  const channels = report.channels.map((result) =>
    result.channel === 'smtp' ? { ...result, stages: [...result.stages, send], problem: why(result.mailbox) } : result,
  );
  return { ...report, scope: 'roundTrip', channels };
}

export const refused = (setup: Setup) => reportFor(setup, propagating);

/** Checks one after the other, each as deep as the one before asked for. */
export function checks(
  wish: Wish,
  outcomes: readonly ('accepted' | 'refused')[],
  from = reportedSetup(wish),
): readonly Seen[] {
  let setup = from;
  let scope: CheckScope = 'all';
  return outcomes.map((outcome, index) => {
    const seen = check(setup, index, outcome === 'accepted' ? accepted(setup, index, scope) : refused(setup));
    ({ setup } = seen);
    scope = planned(seen)?.scope ?? 'all';
    return seen;
  });
}

export function planned({ effects }: Seen) {
  return effects.find((effect) => effect.kind === 'scheduleCheck') ?? null;
}

/** After three checks that were in order, with a mail where one is wanted. */
export function verifiedSetup(wish: Wish = {}): Setup {
  return checks(wish, ['accepted', 'accepted', 'accepted']).at(-1)?.setup ?? reportedSetup(wish);
}

export function told({ effects }: Seen): readonly string[] {
  return effects.flatMap((effect) => {
    if (effect.kind === 'notify') return [`requester ${effect.notice}`];
    return effect.kind === 'notifyExchange' ? [`${effect.conversationId} ${effect.notice}`] : [];
  });
}
