// What may be claimed of a mailbox and channel. Nothing is "verified" that was not tried, and tried often enough; SMTP
// without POP3 is only "signed in" until a mail was accepted, because Exchange checks FullAccess after DATA, not at AUTH.

import type { ChannelResult } from './check.ts';
import type { Problem } from './problem.ts';
import type { Channel } from './request.ts';
import { isMailAccepted, isMailUnsent, isRoundTripWanted } from './round-trip.ts';
import type { Setup } from './setup.ts';

export type Verdict =
  | { readonly kind: 'untested' }
  | { readonly kind: 'verified'; readonly result: ChannelResult }
  /** Accepted at sign-in; that mail is accepted is not proved. */
  | { readonly kind: 'signedIn'; readonly result: ChannelResult }
  /** In order at the latest try, which is not yet often enough. */
  | { readonly kind: 'accepted'; readonly result: ChannelResult }
  | { readonly kind: 'notYet'; readonly result: ChannelResult; readonly problem: Problem }
  | { readonly kind: 'wrong'; readonly result: ChannelResult; readonly problem: Problem };

function latest(setup: Setup, mailbox: string, channel: Channel): ChannelResult | undefined {
  return setup.results.find((result) => result.mailbox === mailbox && result.channel === channel);
}

/** True where time or another try may mend it without anybody changing anything. */
export function mayPass(problem: Problem): boolean {
  return problem.remedy === 'wait' || problem.remedy === 'retry';
}

export function verdictOf(setup: Setup, mailbox: string, channel: Channel): Verdict {
  const result = latest(setup, mailbox, channel);
  if (result === undefined) return { kind: 'untested' };
  if (result.problem !== null) {
    return { kind: mayPass(result.problem) ? 'notYet' : 'wrong', result, problem: result.problem };
  }
  if (setup.verifiedAt === null) return { kind: 'accepted', result };
  const isProved = channel === 'pop3' || isMailAccepted(setup, result) || needsNoMail(setup, result);
  return { kind: isProved ? 'verified' : 'signedIn', result };
}

/**
 * POP3 has proved FullAccess, and with the mailbox's own address as the sender that is all that sending needs. A mail that
 * was to be sent, or that was refused, tells more.
 */
function needsNoMail(setup: Setup, result: ChannelResult): boolean {
  const { mailbox } = result;
  const { sender } = setup.request;
  if (isRoundTripWanted(setup) || isMailUnsent(setup, result)) return false;
  const ownAddress = sender === null || sender.toLowerCase() === mailbox.toLowerCase();
  return ownAddress && latest(setup, mailbox, 'pop3')?.problem === null;
}

export type SetupVerdict = 'untested' | 'verified' | 'signedIn' | 'accepted' | 'notYet' | 'wrong';

/** The weakest verdict over all mailboxes and channels; a token that was refused counts for all of them. */
export function setupVerdict(setup: Setup): SetupVerdict {
  const tokenProblem = setup.token?.problem ?? null;
  if (tokenProblem !== null) return mayPass(tokenProblem) ? 'notYet' : 'wrong';
  const kinds = setup.request.mailboxes.flatMap((mailbox) =>
    setup.request.channels.map((channel) => verdictOf(setup, mailbox, channel).kind),
  );
  const order = ['wrong', 'notYet', 'untested', 'accepted', 'signedIn', 'verified'] as const;
  return order.find((kind) => kinds.includes(kind)) ?? 'untested';
}
