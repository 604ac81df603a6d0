// The part of `advance` that deals with verification: merging results, counting what was in order, and deciding whether to
// try again, when, and how deep.

import type { Advanced, Rules } from './advanced.ts';
import type { BoundaryResult, ChannelResult, CheckReport } from './check.ts';
import { firstProblem } from './checklist.ts';
import type { Effect, Notice, SetupEvent } from './events.ts';
import { holdsSecret } from './kept-secret.ts';
import { isConsented } from './phase.ts';
import type { Problem } from './problem.ts';
import { permissionOf } from './request.ts';
import { isRoundTripWanted, isSentFromEach } from './round-trip.ts';
import { type Accepted, type Setup, unproved } from './setup.ts';
import { mayPass, setupVerdict } from './verdict.ts';

const minuteMs = 60_000;

/** A check that a person asked for is put on the agenda for now; one that the agenda began is there already. */
export function startCheck(setup: Setup, event: Extract<SetupEvent, { kind: 'checkStarted' }>): Advanced {
  const trial = { scope: event.scope, ...(event.mailbox === undefined ? {} : { mailbox: event.mailbox }) };
  const asked: readonly Effect[] = event.by === null ? [] : [{ kind: 'scheduleCheck', ...trial, at: event.at }];
  return { setup: { ...setup, checking: { ...trial, startedAt: event.at } }, effects: asked };
}

export function afterCheck(
  setup: Setup,
  event: Extract<SetupEvent, { kind: 'checkFinished' }>,
  rules: Rules,
): Advanced {
  const { report } = event;
  // It says nothing of the setup's own mailboxes, so that nothing follows from it.
  if (report.scope === 'boundary') {
    const { boundary } = report;
    const notice = boundary === undefined ? 'boundaryUnknown' : noticeOfBoundary[boundary.kind];
    return {
      setup: { ...setup, checking: null, boundary: boundary ?? setup.boundary },
      effects: [{ kind: 'notify', notice }],
    };
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

const noticeOfBoundary = {
  refused: 'boundaryRefused',
  opened: 'boundaryOpened',
  unknown: 'boundaryUnknown',
} as const satisfies Record<BoundaryResult['kind'], Notice>;

function withReport(setup: Setup, report: CheckReport): Setup {
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
function counted(setup: Setup, { scope }: CheckReport, rules: Rules, at: string): Setup {
  const verdict = setupVerdict(setup);
  if (verdict === 'wrong' || verdict === 'notYet') {
    return { ...setup, ...unproved, accepted: setup.accepted === null ? null : { ...setup.accepted, inARow: 0 } };
  }
  const isWhole = scope === 'all' || scope === 'roundTrip' || scope === 'liveRoundTrip';
  if (verdict === 'untested' || !isWhole) return setup;
  const accepted: Accepted = {
    inARow: (setup.accepted?.inARow ?? 0) + 1,
    firstAt: setup.accepted?.firstAt ?? at,
  };
  // Where somebody has to bring the secret along for each try, one that is in order is enough.
  const needed = holdsSecret(setup) ? rules.verifySuccesses : 1;
  const isEnough = accepted.inARow >= needed && (!isRoundTripWanted(setup) || isSentFromEach(setup));
  const verifiedAt = setup.verifiedAt ?? (isEnough ? at : null);
  return { ...setup, accepted, verifiedAt, wasVerified: setup.wasVerified || verifiedAt !== null };
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
  if (news.length === 0 || setup.exchangeReport === null || setup.checking !== null) {
    return { setup: next, effects: news };
  }
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
  const next = nextTry(setup, at, rules);
  if (next === null) return { setup: stopped, effects: wasWaiting ? tellBoth(setup, 'checkGaveUp') : [] };
  const deep = setup.wasVerified ? 'liveRoundTrip' : 'roundTrip';
  const scope = isDeep(setup, rules) ? deep : 'all';
  return { setup: { ...setup, nextCheckAt: next }, effects: [{ kind: 'scheduleCheck', scope, at: next }] };
}

/** A mail is sent only where this try could be the last one that is needed. */
function isDeep(setup: Setup, rules: Rules): boolean {
  const inARow = setup.accepted?.inARow ?? 0;
  return isRoundTripWanted(setup) && !isSentFromEach(setup) && inARow + 1 >= rules.verifySuccesses;
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

/**
 * The first appointment of the schedule that is still ahead, or null when there is none left. Once a check was in order the
 * next follows soon, as long as the schedule lasts; while nothing is wrong, always.
 */
function nextTry(setup: Setup, now: string, { verifySchedule, verifyAgainMinutes }: Rules): string | null {
  const start = Date.parse(setup.exchangeReport?.at ?? setup.accepted?.firstAt ?? now);
  const ahead = verifySchedule.map((minutes) => start + minutes * minuteMs).find((time) => time > Date.parse(now));
  const soon = Date.parse(now) + verifyAgainMinutes * minuteMs;
  const isInOrder = (setup.accepted?.inARow ?? 0) > 0;
  if (isInOrder) return new Date(soon).toISOString();
  if (ahead === undefined) return null;
  return new Date(setup.accepted === null ? ahead : Math.min(soon, ahead)).toISOString();
}

/** When a mail was last accepted stays known, whatever is found later. */
function mergeResults(setup: Setup, report: CheckReport): readonly ChannelResult[] {
  const isSame = (one: ChannelResult, other: ChannelResult) =>
    one.mailbox === other.mailbox && one.channel === other.channel;
  const fresh = report.channels.map((result) => {
    const acceptedAt = setup.results.find((old) => isSame(old, result))?.acceptedAt;
    if (result.acceptedAt !== undefined || acceptedAt === undefined) return result;
    return { ...result, acceptedAt };
  });
  return [...setup.results.filter((old) => !fresh.some((result) => isSame(old, result))), ...fresh];
}

/** Roles in a fresh token are the proof of consent, whoever gave it; their absence says no more than "not yet". */
function consentedBy(setup: Setup, report: CheckReport): Setup['consented'] {
  return setup.request.channels.filter(
    (channel) => setup.consented.includes(channel) || report.token.roles.includes(permissionOf[channel]),
  );
}
