// What is recorded of a hand-over to the Exchange administrators: what was asked, and who did what about it. Where it
// stands is derived from this (`hand-over-state.ts`) and never stored.

import type { Evidence } from './evidence.ts';
import type { Person } from './person.ts';

/** Who did something, and when. */
export type Act = { readonly by: Person; readonly at: string };

export type HandOver = {
  /** Id of the conversation that got the commands. */
  readonly conversationId: string;
  /** False where no channel was set and the requester got them to forward. */
  readonly toChannel: boolean;
  /** When it was handed over or renewed; reminder and lapse are counted from here. */
  readonly at: string;
  /** Of the enterprise application that the commands name. */
  readonly objectId: string;
  /** SHA-256 (hex) of the text that was handed over: an approval holds for exactly that text. Empty before format 3. */
  readonly textHash: string;
  readonly approvals: readonly Act[];
  readonly rejection: (Act & { readonly reason: string }) | null;
  /** Who is at it just now. */
  readonly taken: Act | null;
  readonly remindedAt: string | null;
  readonly lapsedAt: string | null;
  /** When posting it was given up: Teams refused it for good (bot removed, channel deleted), or took nothing for a day. */
  readonly undeliverableAt: string | null;
};

/** What commands that may have been run have touched. No address twice; each list in the order in which it grew. */
export type Touched = {
  readonly fullAccess: readonly string[];
  readonly sendAs: readonly string[];
  /** Mailboxes on which SMTP AUTH was switched, and POP3. */
  readonly smtpAuth: readonly string[];
  readonly pop: readonly string[];
  readonly organizationSmtpAuth: boolean;
};

/**
 * That the commands were run. `evidence` is null where nothing but the word of `by` says so. `earlier` is that of a report
 * before this one, where this one has none: it tells what was done then, and not what is there now.
 */
export type ExchangeReport = Act & { readonly evidence: Evidence | null; readonly earlier?: Evidence };
