// What may be claimed of a mailbox and channel, from the latest result alone. Nothing is "verified" that was not
// tried; SMTP without POP3 is only "signed in", because Exchange checks FullAccess after DATA, not at AUTH.

import type { ChannelResult } from './check.ts';
import type { Problem } from './problem.ts';
import type { Channel } from './request.ts';
import type { Setup } from './setup.ts';

export type Verdict =
  | { readonly kind: 'untested' }
  | { readonly kind: 'verified'; readonly result: ChannelResult }
  /** Accepted at sign-in; that mail is accepted is not proved. */
  | { readonly kind: 'signedIn'; readonly result: ChannelResult }
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
  if (channel === 'pop3') return { kind: 'verified', result };
  const pop3 = latest(setup, mailbox, 'pop3');
  const fullAccessProved = pop3 !== undefined && pop3.problem === null;
  return { kind: fullAccessProved ? 'verified' : 'signedIn', result };
}

export type SetupVerdict = 'untested' | 'verified' | 'signedIn' | 'notYet' | 'wrong';

/** The weakest verdict over all mailboxes and channels; a token that was refused counts for all of them. */
export function setupVerdict(setup: Setup): SetupVerdict {
  const tokenProblem = setup.token?.problem ?? null;
  if (tokenProblem !== null) return mayPass(tokenProblem) ? 'notYet' : 'wrong';
  const kinds = setup.request.mailboxes.flatMap((mailbox) =>
    setup.request.channels.map((channel) => verdictOf(setup, mailbox, channel).kind),
  );
  const order = ['wrong', 'notYet', 'untested', 'signedIn', 'verified'] as const;
  return order.find((kind) => kinds.includes(kind)) ?? 'untested';
}
