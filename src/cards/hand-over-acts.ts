// Who did what with a hand-over, and what can be pressed on its card next. What a press may do is decided when it comes;
// here only what makes sense to offer.

import type { Act } from '../setup/hand-over.ts';
import { handOverState, mayBeReported, type Seen, seenOf } from '../setup/hand-over-state.ts';
import { phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { differencesOf } from './evidence-box.ts';
import { theirProblem } from './exchange-problem.ts';
import { locating } from './header.ts';

/** What every button of the hand-over carries: what its card showed, so that a press on an old one does nothing. */
export function handOverData(setup: Setup): {
  readonly setupId: string;
  readonly version: number;
  readonly seen: Seen;
} {
  return { ...locating(setup), seen: seenOf(setup) };
}

/** `name` is text of others. */
export type ActLine = { readonly label: string; readonly name: string };

export function actLines({ handOver, exchangeReport }: Setup, { words, now }: CardContext): readonly ActLine[] {
  const { acts } = words.handOver;
  const line = (label: (at: string) => string, { by, at }: Act): ActLine => ({
    label: label(words.times.onCard(at, now)),
    name: by.name,
  });
  const one = (label: (at: string) => string, act: Act | null | undefined) =>
    act === null || act === undefined ? [] : [line(label, act)];
  return [
    ...(handOver?.approvals ?? []).map((act) => line(acts.approved, act)),
    ...one(acts.rejected, handOver?.rejection),
    ...(exchangeReport === null ? one(acts.taken, handOver?.taken) : []),
    ...one(acts.reported, exchangeReport),
  ];
}

export type Offers = {
  readonly mayApprove: boolean;
  readonly mayReject: boolean;
  readonly mayTake: boolean;
  readonly takeTitle: string;
  readonly mayReport: boolean;
  readonly doneTitle: string;
  readonly evidenceHint: string;
  readonly mayRenew: boolean;
  readonly mayRefresh: boolean;
  readonly showScript: boolean;
};

export function offersOf(setup: Setup, { handOver: text }: Words): Offers {
  const state = handOverState(setup);
  const phase = phaseOf(setup);
  const live = setup.cancelledAt === null && setup.handOver !== null;
  const inChannel = setup.handOver?.toChannel === true;
  const isAsked = live && inChannel && state === 'asked';
  const mayReport = live && mayBeReported(setup) && isWorthReporting(setup);
  return {
    mayApprove: isAsked,
    mayReject: isAsked,
    mayTake: live && (state === 'approved' || state === 'taken'),
    takeTitle: state === 'taken' ? text.takeOver : text.take,
    mayReport,
    doneTitle: state === 'reported' ? text.doneAgain : text.done,
    evidenceHint: inChannel ? text.evidence.hint : text.evidence.hintInChat,
    mayRenew: live && state === 'lapsed',
    mayRefresh: phase === 'checking' || phase === 'waiting' || phase === 'confirming',
    showScript: isAsked || mayReport || (live && differencesOf(setup).length > 0),
  };
}

/** A second report is worth making while something is wrong, or as long as there is no evidence and no success. */
function isWorthReporting(setup: Setup): boolean {
  const { exchangeReport } = setup;
  if (exchangeReport === null) return true;
  const phase = phaseOf(setup);
  if (phase === 'verified' || phase === 'signedIn') return false;
  return exchangeReport.evidence === null || differencesOf(setup).length > 0 || theirProblem(setup) !== null;
}
