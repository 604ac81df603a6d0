// Whether a setup's mail is to be proved by sending one, and whether that has been done. Pure.

import type { Setup } from './setup.ts';

/** Without SMTP nothing can be sent. */
export function isRoundTripWanted({ request }: Setup): boolean {
  return request.roundTrip && request.channels.includes('smtp');
}

/** Since the commands were last reported as run: what was accepted before proves nothing of what is there now. */
export function isSentFromEach({ request, results, exchangeReport }: Setup): boolean {
  const since = exchangeReport?.at ?? '';
  return request.mailboxes.every((mailbox) =>
    results.some(
      ({ mailbox: address, channel, acceptedAt }) =>
        address === mailbox && channel === 'smtp' && acceptedAt !== undefined && acceptedAt >= since,
    ),
  );
}
