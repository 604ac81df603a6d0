// Whether a setup's mail is to be proved by sending one, into which mailboxes that may be done without asking, and whether
// it has been done. Pure.

import type { ChannelResult } from './check.ts';
import type { Setup } from './setup.ts';

/** Without SMTP nothing can be sent. */
export function isRoundTripWanted({ request }: Setup): boolean {
  return request.roundTrip && request.channels.includes('smtp');
}

/**
 * Mailboxes that may get a test mail unasked. From one that was verified before eBiss may be fetching, and would take the
 * mail for a message.
 */
export function unaskedMailboxes(setup: Setup): readonly string[] {
  const { request, wasVerified } = setup;
  if (!wasVerified || !request.channels.includes('pop3')) return request.mailboxes;
  // Of a setup from before this was kept nobody knows which ones are new.
  const live = setup.liveMailboxes ?? request.mailboxes;
  return request.mailboxes.filter((mailbox) => !live.some((other) => isSame(other, mailbox)));
}

/** Those that were verified stay live when they are asked for no longer, as they may be asked for again. */
export function withLive(setup: Setup): Setup {
  const before = setup.liveMailboxes ?? [];
  const added = setup.request.mailboxes.filter((mailbox) => !before.some((other) => isSame(other, mailbox)));
  return { ...setup, liveMailboxes: [...before, ...added] };
}

/** What was accepted before the commands were last reported as run proves nothing of what is there now. */
export function isMailAccepted({ exchangeReport }: Setup, { acceptedAt }: ChannelResult): boolean {
  return acceptedAt !== undefined && acceptedAt >= (exchangeReport?.at ?? '');
}

/** A mail was refused, or its answer lost, and none was accepted since. */
export function isMailUnsent({ exchangeReport }: Setup, { unsentAt }: ChannelResult): boolean {
  return unsentAt !== undefined && unsentAt >= (exchangeReport?.at ?? '');
}

/** From each mailbox from which that may be done unasked. */
export function isSentFromEach(setup: Setup): boolean {
  return unaskedMailboxes(setup).every((mailbox) =>
    setup.results.some(
      (result) => result.mailbox === mailbox && result.channel === 'smtp' && isMailAccepted(setup, result),
    ),
  );
}

/** The latest result of a channel, with what is known from earlier ones of its mails. */
export function withMailsBefore(result: ChannelResult, earlier: ChannelResult | undefined): ChannelResult {
  if (result.acceptedAt !== undefined) return result;
  if (result.stages.some(({ name, ok }) => name === 'send' && !ok)) return { ...result, unsentAt: result.at };
  const { acceptedAt, unsentAt } = earlier ?? {};
  return {
    ...result,
    ...(acceptedAt === undefined ? {} : { acceptedAt }),
    ...(unsentAt === undefined ? {} : { unsentAt }),
  };
}

/** What mails have proved was proved of the request as it was. */
export function withoutMails({ acceptedAt: _, unsentAt: __, ...result }: ChannelResult): ChannelResult {
  return result;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
