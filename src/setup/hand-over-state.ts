// Where the hand-over to the Exchange administrators stands, and who may do what with it next. Derived from what was
// recorded; knows neither the commands nor where they are shown. Who is a member of the channel is decided elsewhere.

import type { Evidence } from './evidence.ts';
import { isSamePerson, type Person } from './person.ts';
import { type Problem, problem } from './problem.ts';
import type { SetupRequest } from './request.ts';
import type { Setup } from './setup.ts';

export type HandOverState =
  | 'none'
  | 'undeliverable'
  | 'lapsed'
  | 'asked'
  | 'rejected'
  | 'approved'
  | 'taken'
  | 'reported';

/** Switching something on for a whole organization takes a second pair of eyes. */
export function approvalsNeeded({ channels, smtpAuth }: SetupRequest): 1 | 2 {
  return channels.includes('smtp') && smtpAuth === 'organization' ? 2 : 1;
}

export function handOverState(setup: Setup): HandOverState {
  const { handOver } = setup;
  if (setup.exchangeReport !== null) return 'reported';
  if (handOver === null) return 'none';
  if (handOver.rejection !== null) return 'rejected';
  if (handOver.lapsedAt !== null) return 'lapsed';
  if (handOver.undeliverableAt !== null) return 'undeliverable';
  if (handOver.taken !== null) return 'taken';
  return handOver.approvals.length >= approvalsNeeded(setup.request) ? 'approved' : 'asked';
}

/** With a channel that nobody confirmed, from before channels were: to be handed over anew, and not decided on there. */
export function isWithUnconfirmed(setup: Setup): boolean {
  return handOverState(setup) === 'asked' && setup.handOver?.toChannel === true && setup.handOver.textHash === '';
}

/** What somebody saw when they pressed; a press counts only where that is still so. */
export type Seen = {
  readonly textHash: string;
  /** Object id of whoever had taken it. */
  readonly takenBy: string | null;
  readonly reportedAt: string | null;
};

export function seenOf({ handOver, exchangeReport }: Setup): Seen {
  return {
    textHash: handOver?.textHash ?? '',
    takenBy: handOver?.taken?.by.objectId ?? null,
    reportedAt: exchangeReport?.at ?? null,
  };
}

export type HandOverPress = 'approve' | 'reject' | 'take' | 'report' | 'renew' | 'toRequester';

/**
 * Why a press does nothing. `changed`: it is no longer as the card said, and the present card tells all. The rest needs
 * to be said.
 */
export type PressRefusal = 'changed' | 'ownRequest' | 'sameApprover' | 'evidenceNeeded' | 'ownAccount';

export type Pressing = {
  readonly press: HandOverPress;
  readonly by: Person;
  /** null for a press that may be made whatever was seen. */
  readonly seen: Seen | null;
  readonly evidence: Evidence | null;
};

export type HandOverRules = { readonly fourEyes: boolean };

/** null where the press counts. */
export function refusalOf(setup: Setup, pressing: Pressing, { fourEyes }: HandOverRules): PressRefusal | null {
  if (setup.cancelledAt !== null || setup.run !== null || !isAsSeen(setup, pressing)) return 'changed';
  if (isWithUnconfirmed(setup)) return 'changed';
  const own = fourEyes && isSamePerson(pressing.by, setup.requester);
  switch (pressing.press) {
    case 'approve':
      return own ? 'ownRequest' : approveRefusal(setup, pressing.by);
    case 'reject':
      return handOverState(setup) === 'asked' ? null : 'changed';
    case 'take':
      return isReady(setup) && setup.handOver?.taken?.by.objectId !== pressing.by.objectId ? null : 'changed';
    case 'report':
      if (!mayBeReported(setup)) return 'changed';
      return setup.handOver?.toChannel === true ? (own ? 'ownRequest' : null) : claimRefusal(setup, pressing, fourEyes);
    case 'renew':
      return isOver(setup) ? null : 'changed';
    case 'toRequester':
      return setup.handOver?.toChannel === true && isOver(setup) ? null : 'changed';
  }
}

function isAsSeen(setup: Setup, { press, seen }: Pressing): boolean {
  if (seen === null) return true;
  const now = seenOf(setup);
  if (seen.textHash !== now.textHash) return false;
  if (press === 'take') return seen.takenBy === now.takenBy;
  return press !== 'report' || seen.reportedAt === now.reportedAt;
}

function approveRefusal(setup: Setup, by: Person): PressRefusal | null {
  if (handOverState(setup) !== 'asked' || setup.handOver?.toChannel !== true) return 'changed';
  return setup.handOver.approvals.some((act) => isSamePerson(act.by, by)) ? 'sameApprover' : null;
}

function isReady(setup: Setup): boolean {
  const state = handOverState(setup);
  return state === 'approved' || state === 'taken';
}

function isOver(setup: Setup): boolean {
  const state = handOverState(setup);
  return state === 'lapsed' || state === 'undeliverable';
}

/** In a channel once it was approved; without one at once. A report may be made anew, for instance with evidence. */
export function mayBeReported(setup: Setup): boolean {
  if (setup.handOver === null || setup.checking !== null) return false;
  if (handOverState(setup) === 'reported' || isReady(setup)) return true;
  return !setup.handOver.toChannel && handOverState(setup) === 'asked';
}

/**
 * Without a channel nobody but the requester reports, so the evidence must show that somebody else ran the commands. Where
 * no directory told the requester's account it cannot show that; it is taken as a claim then, and the card says so.
 */
function claimRefusal(setup: Setup, { evidence }: Pressing, fourEyes: boolean): PressRefusal | null {
  if (!fourEyes) return null;
  const ranBy = evidence?.ranBy ?? null;
  if (ranBy === null) return 'evidenceNeeded';
  return ranBy.toLowerCase() === setup.authorization?.requesterUsername?.toLowerCase() ? 'ownAccount' : null;
}

/** Why nothing goes on although nobody is at fault in Exchange, or null. */
export function handOverProblem(setup: Setup): Problem | null {
  const { handOver } = setup;
  const step = 'exchange';
  switch (handOverState(setup)) {
    case 'rejected':
      return problem({ reason: 'handOverRejected', step, actor: 'requester', remedy: 'changeInput' });
    case 'lapsed':
      return problem({ reason: 'handOverLapsed', step, actor: 'requester', remedy: 'retry' });
    case 'undeliverable':
      return handOver?.toChannel === true
        ? problem({ reason: 'handOverUndeliverable', step, actor: 'requester', remedy: 'retry' })
        : null;
    default:
      return null;
  }
}
