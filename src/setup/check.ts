// What a verification saw: one token, then one sign-in per mailbox and channel, each with its stages.
// A result is evidence for exactly the host and port that were tested.

import type { Problem } from './problem.ts';
import type { Channel } from './request.ts';

export const checkScopes = ['all', 'token', 'smtp', 'pop3'] as const;
export type CheckScope = (typeof checkScopes)[number];

export type StageName = 'token' | 'claims' | 'connect' | 'tls' | 'auth' | 'stat';

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
  /** null when the sign-in succeeded. */
  readonly problem: Problem | null;
};

export type CheckReport = {
  readonly scope: CheckScope;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly token: TokenResult;
  /** Empty when no usable token was had. */
  readonly channels: readonly ChannelResult[];
};
