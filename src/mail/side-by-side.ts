// The second look: what SMTP and POP3 of one mailbox say together. Pure. POP3 has one text for every cause, so it takes
// SMTP's answer to tell whether the application is unknown to Exchange or only this mailbox is closed to it.

import type { ChannelResult } from '../setup/check.ts';

/** The same results in the same order; only reasons that another channel corrects are changed. */
export function refineTogether(results: readonly ChannelResult[]): readonly ChannelResult[] {
  return results.map((result) => {
    if (result.channel !== 'pop3' || result.problem?.reason !== 'mailboxNotAccessible') return result;
    const smtp = results.find((other) => other.channel === 'smtp' && isSameMailbox(other, result));
    // Exchange knows neither sign-in: FullAccess would not help before the registration does.
    if (smtp?.problem?.reason !== 'notRegisteredOrPropagating') return result;
    return { ...result, problem: { ...result.problem, reason: 'notRegisteredOrPropagating' } };
  });
}

function isSameMailbox(one: ChannelResult, other: ChannelResult): boolean {
  return one.mailbox.toLowerCase() === other.mailbox.toLowerCase();
}
