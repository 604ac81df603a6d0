// What was seen, before anybody judges it: of one dialogue, and what else is known at that moment. The table of rules
// (`diagnosis.ts`) reads this and nothing else.

import type { ChannelResult, StageName } from '../setup/check.ts';
import type { Evidence } from '../setup/evidence.ts';
import type { Problem } from '../setup/problem.ts';
import type { Channel } from '../setup/request.ts';
import type { ServerAddress } from './server-address.ts';
import type { WireFailureKind } from './wire-failure.ts';

export type Failure = { readonly failure: WireFailureKind; readonly details: string | null };

export type Finding =
  | ({ readonly kind: 'broken' } & Failure)
  | { readonly kind: 'startTlsNotOffered'; readonly words: string | null }
  | { readonly kind: 'authNotOffered'; readonly words: string | null }
  | { readonly kind: 'refused'; readonly words: string | null }
  /** The mail that was sent did not come. */
  | { readonly kind: 'notFound' }
  /** The token lacks what this channel needs, so no sign-in was tried. */
  | { readonly kind: 'notTried'; readonly problem: Problem };

/** Where in which dialogue something was found. */
export type Place = {
  readonly channel: Channel;
  readonly stage: StageName;
  readonly mailbox: string;
  readonly address: ServerAddress;
};

/** One dialogue with a mail server; `finding` is null where nothing was found wrong, and is of the last stage otherwise. */
export type ChannelSeen = Omit<ChannelResult, 'problem'> & { readonly finding: Finding | null };

/** Who met it: this program's own check, eBiss as its log tells, or the script on the eBiss server. */
export type Source = 'check' | 'log' | 'server';

/** What is known beside the dialogues. */
export type Known = {
  /** What the Exchange administrator's script found; null where nobody has pasted it. */
  readonly evidence: Evidence | null;
  /** Since the commands were reported as run; null where they were not. */
  readonly minutesSinceReport: number | null;
  /** Of the enterprise application, as it must be registered in Exchange; null where there is none yet. */
  readonly objectId: string | null;
  /** The From address where it is not the mailbox itself. */
  readonly sender: string | null;
  /** The addresses for which the commands grant SendAs. */
  readonly sendAs: readonly string[];
  /** The mailboxes from which a mail was accepted after DATA in an earlier check. */
  readonly accepted: readonly string[];
};

export const nothingKnown: Known = {
  evidence: null,
  minutesSinceReport: null,
  objectId: null,
  sender: null,
  sendAs: [],
  accepted: [],
};

/** What a rule looks at. */
export type Facts = {
  readonly source: Source;
  readonly finding: Finding;
  readonly place: Place;
  /** The same mailbox in the other channel; null where that was not tried. */
  readonly other: ChannelSeen | null;
  readonly known: Known;
};

export type Verdict = Pick<Problem, 'reason' | 'actor' | 'remedy' | 'likely'>;

/** The first rule of the table that fits says what it means. */
export type Rule<Name extends string, Given> = {
  readonly name: Name;
  readonly fits: (given: Given) => boolean;
  readonly means: Verdict;
};

/** Keeps the names, so that a test can be asked for each of them. */
export function table<const Name extends string, Given>(
  rules: readonly Rule<Name, Given>[],
): readonly Rule<Name, Given>[] {
  return rules;
}

/** Null where there are no words. */
export function wordsOf(finding: Finding): string | null {
  switch (finding.kind) {
    case 'broken':
      return finding.details;
    case 'startTlsNotOffered':
    case 'authNotOffered':
    case 'refused':
      return finding.words;
    case 'notFound':
      return null;
    case 'notTried':
      return finding.problem.details;
  }
}
