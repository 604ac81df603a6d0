// The part of `advance` that deals with verification: merging results, counting what was in order, and deciding whether to
// try again, when, and how deep.

import type { Advanced, Rules } from './advanced.ts';
import { isOfTypedSecret } from './authorize-again.ts';
import { type BoundaryResult, type ChannelResult, type CheckReport, trialOf } from './check.ts';
import { firstProblem } from './checklist.ts';
import type { Effect, Notice, SetupEvent } from './events.ts';
import { holdsSecret } from './kept-secret.ts';
import { nextTrial, nextTry, wasMissed } from './next-check.ts';
import { isConsented } from './phase.ts';
import type { Problem } from './problem.ts';
import { permissionOf } from './request.ts';
import { isRoundTripWanted, isSentFromEach, withLive, withMailsBefore } from './round-trip.ts';
import { type Accepted, type Setup, unproved } from './setup.ts';
import { mayPass, setupVerdict } from './verdict.ts';

/** A check that a person asked for is put on the agenda for now; one that the agenda began is there already. */
export function startCheck(setup: Setup, event: Extract<SetupEvent, { kind: 'checkStarted' }>): Advanced {
  const trial = trialOf(event);
  const asked: readonly Effect[] = event.by === null ? [] : [{ kind: 'scheduleCheck', ...trial, at: event.at }];
  return { setup: { ...setup, checking: { ...trial, startedAt: event.at } }, effects: asked };
}

export function afterCheck(
  setup: Setup,
  event: Extract<SetupEvent, { kind: 'checkFinished' }>,
  rules: Rules,
): Advanced {
  const { report } = event;
  if (report.scope === 'boundary') return afterBoundary(setup, report, event.at, rules);
  if (isOfTypedSecret(setup, report.token.problem, event.at)) {
    return { setup: { ...setup, checking: null, refusedToken: report.token }, effects: [] };
  }
  const checked = counted(withReport(setup, report), report, rules, event.at);
  const consent = newsOfConsent(setup, checked);
  const isNews = setup.verifiedAt === null && checked.verifiedAt !== null;
  if (checked.verifiedAt !== null) {
    const news = isNews ? tellBoth(checked, setupVerdict(checked) === 'verified' ? 'verified' : 'signedIn') : [];
    return { setup: { ...checked, nextCheckAt: null }, effects: [...consent, ...news] };
  }
  const next = goOn(setup, checked, event.at, rules);
  return { setup: next.setup, effects: [...consent, ...next.effects] };
}

/** It says nothing of the setup's own mailboxes, so that nothing follows from it but what it has kept from happening. */
function afterBoundary(setup: Setup, { boundary }: CheckReport, at: string, rules: Rules): Advanced {
  const notice = boundary === undefined ? 'boundaryUnknown' : noticeOfBoundary[boundary.kind];
  const told: Effect = { kind: 'notify', notice };
  const next: Setup = { ...setup, checking: null, boundary: boundary ?? setup.boundary };
  if (!wasMissed(setup, at)) return { setup: next, effects: [told] };
  return {
    setup: { ...next, nextCheckAt: at },
    effects: [told, { kind: 'scheduleCheck', ...nextTrial(next, rules), at }],
  };
}

const noticeOfBoundary = {
  refused: 'boundaryRefused',
  opened: 'boundaryOpened',
  unknown: 'boundaryUnknown',
} as const satisfies Record<BoundaryResult['kind'], Notice>;

function withReport({ refusedToken: _, ...setup }: Setup, report: CheckReport): Setup {
  return {
    ...setup,
    checking: null,
    token: report.token,
    results: mergeResults(setup, report),
    consented: consentedBy(setup, report),
    checksSinceReport: setup.exchangeReport === null ? 0 : setup.checksSinceReport + 1,
  };
}

/** In order once is a beginning; in order often enough, and as deep as was asked for, is "verified". */
function counted(setup: Setup, report: CheckReport, rules: Rules, at: string): Setup {
  const { scope } = report;
  const verdict = setupVerdict(setup);
  if (verdict === 'wrong' || verdict === 'notYet') {
    const accepted =
      isMailRefused(report) && setup.verifiedAt === null ? startOfRow(setup) : endedRow(setup.accepted, at);
    return { ...setup, ...unproved, accepted };
  }
  const isWhole = scope === 'all' || scope === 'roundTrip' || scope === 'liveRoundTrip';
  if (verdict === 'untested' || !isWhole) return setup;
  const accepted: Accepted = {
    inARow: (setup.accepted?.inARow ?? 0) + 1,
    // A row that somebody begins after the schedule's end has a schedule of its own.
    firstAt: (setup.nextCheckAt === null ? undefined : setup.accepted?.firstAt) ?? at,
  };
  // Where somebody has to bring the secret along for each try, one that is in order is enough.
  const needed = holdsSecret(setup) ? rules.verifySuccesses : 1;
  const isEnough = accepted.inARow >= needed && (!isRoundTripWanted(setup) || isSentFromEach(setup));
  const verifiedAt = setup.verifiedAt ?? (isEnough ? at : null);
  const next: Setup = { ...setup, accepted, verifiedAt };
  return verifiedAt === null ? next : { ...withLive(next), wasVerified: true };
}

/**
 * The sign-in alone is in order each time, so that the mail is tried again and again: the schedule goes on then, and does not
 * begin anew, or it would never end.
 */
function startOfRow({ accepted }: Setup): Accepted | null {
  return accepted === null ? null : { inARow: 0, firstAt: accepted.firstAt };
}

function isMailRefused({ channels }: CheckReport): boolean {
  return channels.some(({ stages }) => stages.some(({ name, ok }) => name === 'send' && !ok));
}

/** The schedule of the report may be long over by then. */
function endedRow(accepted: Accepted | null, at: string): Accepted | null {
  if (accepted === null) return null;
  return { inARow: 0, firstAt: accepted.inARow > 0 ? at : accepted.firstAt };
}

/** The requester, and where the hand-over is. */
function tellBoth({ handOver }: Setup, notice: Notice): readonly Effect[] {
  const requester: Effect = { kind: 'notify', notice };
  if (handOver === null || !handOver.toChannel) return [requester];
  return [requester, { kind: 'notifyExchange', conversationId: handOver.conversationId, notice }];
}

/** Told once, however it became known. */
function newsOfConsent(before: Setup, after: Setup): readonly Effect[] {
  return isConsented(after) && !isConsented(before) ? [{ kind: 'notify', notice: 'consented' }] : [];
}

/** Somebody has consented meanwhile: a verification that only that kept from succeeding is tried at once. */
export function seeConsent(setup: Setup, event: Extract<SetupEvent, { kind: 'consentSeen' }>): Advanced {
  const consented = setup.request.channels.filter(
    (channel) => setup.consented.includes(channel) || event.channels.includes(channel),
  );
  const next: Setup = { ...setup, consented };
  const news = newsOfConsent(setup, next);
  if (news.length === 0 || setup.exchangeReport === null) return { setup: next, effects: news };
  // The check that is under way took its token before; what it plans next comes at once then.
  if (setup.checking !== null) return { setup: { ...next, nextCheckAt: event.at }, effects: news };
  const recheck: Effect = { kind: 'scheduleCheck', scope: 'all', at: event.at };
  return { setup: { ...next, nextCheckAt: event.at }, effects: [...news, recheck] };
}

/** Whoever was waiting is told once that the waiting is over; a test that a person asks for later shows on the card. */
function goOn(before: Setup, setup: Setup, at: string, rules: Rules): Advanced {
  const stopped: Setup = { ...setup, nextCheckAt: null };
  const wasWaiting = before.nextCheckAt !== null;
  if (setup.exchangeReport === null && setup.accepted === null) return { setup: stopped, effects: [] };
  if (problems(setup).some(endsWaiting)) {
    return { setup: stopped, effects: wasWaiting ? tellBoth(setup, 'checkWrong') : [] };
  }
  const next = isTooEarly(before, setup, at) ? at : nextTry(setup, at, rules);
  if (next === null) return { setup: stopped, effects: wasWaiting ? tellBoth(setup, 'checkGaveUp') : [] };
  const effects: readonly Effect[] = [{ kind: 'scheduleCheck', ...nextTrial(setup, rules), at: next }];
  return { setup: { ...setup, nextCheckAt: next }, effects };
}

/** It lacked a permission that was granted while it ran. */
function isTooEarly(before: Setup, setup: Setup, at: string): boolean {
  const { checking, nextCheckAt } = before;
  const isSince = checking !== null && nextCheckAt !== null && nextCheckAt > checking.startedAt;
  return isSince && wasMissed(before, at) && isConsented(before) && firstProblem(setup)?.reason === 'permissionMissing';
}

/** Admin consent may be given by anybody at any time; the next fresh token shows it, so trying goes on. */
function endsWaiting(problem: Problem): boolean {
  return !mayPass(problem) && problem.reason !== 'permissionMissing';
}

function problems(setup: Setup) {
  const first = firstProblem(setup);
  const all = setup.results.flatMap((result) => (result.problem === null ? [] : [result.problem]));
  return first === null ? all : [first, ...all];
}

/** What is known of mails stays known, as far as what is found now leaves it standing. */
function mergeResults(setup: Setup, report: CheckReport): readonly ChannelResult[] {
  const isSame = (one: ChannelResult, other: ChannelResult) =>
    one.mailbox === other.mailbox && one.channel === other.channel;
  const fresh = report.channels.map((result) =>
    withMailsBefore(
      result,
      setup.results.find((old) => isSame(old, result)),
    ),
  );
  return [...setup.results.filter((old) => !fresh.some((result) => isSame(old, result))), ...fresh];
}

/** Roles in a fresh token are the proof of consent, whoever gave it; their absence says no more than "not yet". */
function consentedBy(setup: Setup, report: CheckReport): Setup['consented'] {
  return setup.request.channels.filter(
    (channel) => setup.consented.includes(channel) || report.token.roles.includes(permissionOf[channel]),
  );
}
