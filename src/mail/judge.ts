// All that one check has seen, judged together: each dialogue with what the same mailbox's other channel said. Pure.

import type { BoundaryResult, ChannelResult } from '../setup/check.ts';
import { type Problem, problem } from '../setup/problem.ts';
import { diagnosis } from './diagnosis.ts';
import type { ChannelSeen, Facts, Finding, Known } from './seen.ts';

/** In the same order. */
export function judged(seen: readonly ChannelSeen[], known: Known): readonly ChannelResult[] {
  return seen.map((one) => judgedOne(one, otherOf(one, seen), known));
}

export function judgedOne({ finding, ...result }: ChannelSeen, other: ChannelSeen | null, known: Known): ChannelResult {
  return { ...result, problem: finding === null ? null : diagnosis(factsOf({ ...result, finding }, other, known)) };
}

function factsOf(seen: ChannelSeen & { finding: Finding }, other: ChannelSeen | null, known: Known): Facts {
  const { mailbox, channel, host, port, stages, finding } = seen;
  const stage = stages.at(-1)?.name ?? 'connect';
  return { source: 'check', finding, place: { channel, stage, mailbox, address: { host, port } }, other, known };
}

function otherOf(one: ChannelSeen, all: readonly ChannelSeen[]): ChannelSeen | null {
  const isOther = (seen: ChannelSeen) =>
    seen.channel !== one.channel && seen.mailbox.toLowerCase() === one.mailbox.toLowerCase();
  return all.find(isOther) ?? null;
}

/** Of a refusal that says the mailbox does not open; Exchange has one text for it. */
const closed: ReadonlySet<Problem['reason']> = new Set(['mailboxNotAccessible', 'popOff', 'fullAccessMissing']);

/**
 * A refused sign-in is the proof that was looked for, where a mailbox that was granted opened at the same time; anything
 * else but a success proves nothing.
 */
export function judgedBoundary(seen: ChannelSeen, granted: ChannelSeen | null, known: Known): BoundaryResult {
  // The evidence is of the granted ones: where one of them opened, it says nothing against the registration any more.
  const told = granted?.finding === null ? { ...known, evidence: null } : known;
  const result = judgedOne(seen, null, told);
  // What follows the sign-in may fail as it likes: the mailbox has opened.
  const isOpen = seen.stages.some(({ name, ok }) => name === 'auth' && ok);
  if (isOpen) return { kind: 'opened', result: { ...result, problem: open(seen) } };
  const isClosed = result.problem !== null && closed.has(result.problem.reason);
  return { kind: isClosed && granted?.finding === null ? 'refused' : 'unknown', result };
}

function open({ mailbox }: ChannelSeen): Problem {
  return problem({
    reason: 'boundaryOpen',
    step: 'verification',
    actor: 'exchangeAdministrator',
    remedy: 'askAdmin',
    subject: mailbox,
  });
}
