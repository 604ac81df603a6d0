// Lists of mailboxes as cards show them: an address on a line of its own, and under it what is known of it.

import type { ChannelResult } from '../setup/check.ts';
import type { Channel } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';
import { type Verdict, verdictOf } from '../setup/verdict.ts';
import type { Words } from '../words/words.ts';

export type Color = 'Default' | 'Good' | 'Warning' | 'Attention' | 'Accent';

export type MailboxLine = { readonly address: string; readonly line: string; readonly color: Color };

/** How many mailboxes stand in sight; the rest is folded or on the page. */
export const inSight = 5;

const order: readonly Verdict['kind'][] = ['wrong', 'notYet', 'untested', 'accepted', 'signedIn', 'verified'];

export const colorOf: Readonly<Record<Verdict['kind'], Color>> = {
  wrong: 'Attention',
  notYet: 'Warning',
  untested: 'Default',
  accepted: 'Accent',
  signedIn: 'Good',
  verified: 'Good',
};

export function weakest(setup: Setup, mailbox: string): Verdict['kind'] {
  const kinds = setup.request.channels.map((channel) => verdictOf(setup, mailbox, channel).kind);
  return order.find((kind) => kinds.includes(kind)) ?? 'untested';
}

/** All mailboxes, those that need somebody first. */
export function mailboxLines(setup: Setup, words: Words): readonly MailboxLine[] {
  const rank = (mailbox: string) => order.indexOf(weakest(setup, mailbox));
  return setup.request.mailboxes
    .toSorted((a, b) => rank(a) - rank(b))
    .map((address) => ({
      address,
      line: setup.request.channels.map((channel) => channelLine(setup, address, channel, words)).join(' · '),
      color: colorOf[weakest(setup, address)],
    }));
}

function channelLine(setup: Setup, mailbox: string, channel: Channel, words: Words): string {
  const verdict = words.results.verdicts[verdictOf(setup, mailbox, channel).kind];
  return `${words.results.channels[channel]} ${verdict.symbol} ${verdict.word}`;
}

export function addressesFor(mailboxes: readonly string[], most: number): readonly { readonly address: string }[] {
  return mailboxes.slice(0, most).map((address) => ({ address }));
}

/** "and 45 more", or nothing where all are shown. */
export function moreOf(all: number, shown: number, words: Words): { readonly hasMore: boolean; readonly more: string } {
  return { hasMore: all > shown, more: all > shown ? words.plan.more(all - shown) : '' };
}

/** `host:port` of those results that were not had from the servers that eBiss is told to use. */
export function testedElsewhere(
  results: readonly ChannelResult[],
  real: (channel: Channel) => string,
): readonly string[] {
  const elsewhere = results
    .map(({ host, port, channel }) => ({ tested: `${host}:${port}`, real: real(channel) }))
    .filter(({ tested, real: meant }) => tested !== meant)
    .map(({ tested }) => tested);
  return [...new Set(elsewhere)];
}
