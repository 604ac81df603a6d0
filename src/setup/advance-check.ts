// The part of `advance` that deals with verification: merging results, and deciding whether to try again and when.

import type { Advanced, Rules } from './advanced.ts';
import type { ChannelResult, CheckReport } from './check.ts';
import { firstProblem } from './checklist.ts';
import type { Effect, SetupEvent } from './events.ts';
import { isConsented } from './phase.ts';
import type { Problem } from './problem.ts';
import { permissionOf } from './request.ts';
import type { Setup } from './setup.ts';
import { mayPass, setupVerdict } from './verdict.ts';

/** A check that a person asked for is put on the agenda for now; one that the agenda began is there already. */
export function startCheck(setup: Setup, event: Extract<SetupEvent, { kind: 'checkStarted' }>): Advanced {
  const asked: readonly Effect[] =
    event.by === null ? [] : [{ kind: 'scheduleCheck', scope: event.scope, at: event.at }];
  return { setup: { ...setup, checking: { scope: event.scope, startedAt: event.at } }, effects: asked };
}

export function afterCheck(
  setup: Setup,
  event: Extract<SetupEvent, { kind: 'checkFinished' }>,
  rules: Rules,
): Advanced {
  const before = setupVerdict(setup);
  const checked: Setup = {
    ...setup,
    checking: null,
    token: event.report.token,
    results: mergeResults(setup, event.report),
    consented: consentedBy(setup, event.report),
    checksSinceReport: setup.exchangeReport === null ? 0 : setup.checksSinceReport + 1,
  };
  const consent = newsOfConsent(setup, checked);
  const verdict = setupVerdict(checked);
  if (verdict === 'verified' || verdict === 'signedIn') {
    const news: readonly Effect[] = before === verdict ? [] : [{ kind: 'notify', notice: verdict }];
    return { setup: { ...checked, nextCheckAt: null }, effects: [...consent, ...news] };
  }
  const next = goOn(checked, event.at, rules);
  return { setup: next.setup, effects: [...consent, ...next.effects] };
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

function goOn(setup: Setup, at: string, rules: Rules): Advanced {
  const stopped: Setup = { ...setup, nextCheckAt: null };
  if (setup.exchangeReport === null) return { setup: stopped, effects: [] };
  if (problems(setup).some(endsWaiting)) {
    return { setup: stopped, effects: [{ kind: 'notify', notice: 'checkWrong' }] };
  }
  const next = nextTry(setup.exchangeReport.at, at, rules);
  if (next === null) return { setup: stopped, effects: [{ kind: 'notify', notice: 'checkGaveUp' }] };
  return { setup: { ...setup, nextCheckAt: next }, effects: [{ kind: 'scheduleCheck', scope: 'all', at: next }] };
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

/** The first appointment of the schedule that is still ahead, or null when there is none left. */
function nextTry(reportedAt: string, now: string, rules: Rules): string | null {
  const start = Date.parse(reportedAt);
  const ahead = rules.verifySchedule.map((minutes) => start + minutes * 60_000).find((time) => time > Date.parse(now));
  return ahead === undefined ? null : new Date(ahead).toISOString();
}

function mergeResults(setup: Setup, report: CheckReport): readonly ChannelResult[] {
  const isNew = (old: ChannelResult) =>
    report.channels.some((result) => result.mailbox === old.mailbox && result.channel === old.channel);
  return [...setup.results.filter((old) => !isNew(old)), ...report.channels];
}

/** Roles in a fresh token are the proof of consent, whoever gave it; their absence says no more than "not yet". */
function consentedBy(setup: Setup, report: CheckReport): Setup['consented'] {
  return setup.request.channels.filter(
    (channel) => setup.consented.includes(channel) || report.token.roles.includes(permissionOf[channel]),
  );
}
