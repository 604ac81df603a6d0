// What the eBiss server itself saw, as its check printed it: one token, then one sign-in per mailbox and channel. The bot
// tests from its own network, and Conditional Access or a firewall may treat the two differently.

import type { StageName } from './check.ts';
import type { Channel } from './request.ts';

/** How a connection can fail, by the names that the bot's own check has for it. */
export const serverFailures = [
  'nameNotResolved',
  'connectionRefused',
  'connectionLost',
  'timedOut',
  'certificateUntrusted',
  'protocolUnexpected',
] as const;
export type ServerFailure = (typeof serverFailures)[number];

export type ServerTrial =
  | { readonly kind: 'passed' }
  /** `words` are the server's own, bounded and without secrets. */
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'unreachable'; readonly failure: ServerFailure; readonly words: string | null }
  /**
   * Without a token, without the permission for the channel, where the channel's server had not been reached before, once
   * the script's time was over, or where it was made before this was asked for.
   */
  | { readonly kind: 'notTried' };

export type ServerToken =
  | { readonly kind: 'had'; readonly roles: readonly string[] }
  | {
      readonly kind: 'refused';
      /** AADSTS numbers. */
      readonly codes: readonly number[];
      readonly words: string;
      readonly requestId: string | null;
    }
  | { readonly kind: 'unreachable'; readonly failure: ServerFailure; readonly words: string | null };

/** `stage`: the one that was reached last. */
export type ServerChannel = {
  readonly mailbox: string;
  readonly channel: Channel;
  readonly stage: Exclude<StageName, 'token' | 'claims'>;
  readonly trial: ServerTrial;
};

export type ServerCheck = {
  /** ISO 8601, UTC, as the server's clock said. */
  readonly at: string;
  readonly token: ServerToken;
  /** Each mailbox with each channel that is asked for. */
  readonly channels: readonly ServerChannel[];
};
