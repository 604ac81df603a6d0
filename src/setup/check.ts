// What a verification saw: one token, then one dialogue per mailbox and channel, each with its stages.
// A result is evidence for exactly the host and port that were tested.

import type { Problem } from './problem.ts';
import type { Channel } from './request.ts';

/**
 * `roundTrip`: beside the sign-ins, a mail from the sender to the mailbox itself, found again and deleted; `liveRoundTrip`:
 * the same while eBiss may fetch the mail first; `boundary`: a sign-in to a mailbox that must not open.
 */
export const checkScopes = ['all', 'token', 'smtp', 'pop3', 'roundTrip', 'liveRoundTrip', 'boundary'] as const;
export type CheckScope = (typeof checkScopes)[number];

/**
 * What is to be tried; `mailbox` is the one that must not open, and is there for `boundary` alone; `mailInto` are the
 * mailboxes that get a mail where others are only signed in to.
 */
export type Trial = { readonly scope: CheckScope; readonly mailbox?: string; readonly mailInto?: readonly string[] };

/** Without whatever else stands beside it, as in an event or a job. */
export function trialOf({ scope, mailbox, mailInto }: Trial): Trial {
  return {
    scope,
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(mailInto === undefined ? {} : { mailInto }),
  };
}

export type StageName = 'token' | 'claims' | 'connect' | 'tls' | 'auth' | 'stat' | 'send' | 'find' | 'delete';

/** One stage of a dialogue; `words` are the server's own, bounded and without secrets. */
export type Stage = {
  readonly name: StageName;
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly words: string | null;
};

export type TokenResult = {
  readonly at: string;
  readonly stages: readonly Stage[];
  /** The application permissions found in the token; empty when there was none. */
  readonly roles: readonly string[];
  readonly problem: Problem | null;
};

export type ChannelResult = {
  readonly mailbox: string;
  readonly channel: Channel;
  readonly at: string;
  readonly host: string;
  readonly port: number;
  readonly stages: readonly Stage[];
  /** null when nothing was found wrong. */
  readonly problem: Problem | null;
  /** SMTP: when a mail was last accepted after DATA, which is where a missing FullAccess shows. Absent: never. */
  readonly acceptedAt?: string;
  /** SMTP: when handing over a mail last failed. Absent: never, or one was accepted since. */
  readonly unsentAt?: string;
};

/** Whether a mailbox that was not granted stayed closed. `unknown`: it could not be tried, which proves nothing. */
export type BoundaryResult = {
  readonly kind: 'refused' | 'opened' | 'unknown';
  readonly result: ChannelResult;
};

export type CheckReport = {
  readonly scope: CheckScope;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly token: TokenResult;
  /** Empty when no usable token was had. */
  readonly channels: readonly ChannelResult[];
  /** Absent unless that was what was tried. */
  readonly boundary?: BoundaryResult;
};

/** The mail was sent and did not come back while eBiss may have fetched it: that says nothing. */
export function isInconclusive({ stages, problem }: ChannelResult): boolean {
  return problem === null && stages.some(({ name, ok }) => name === 'find' && !ok);
}
