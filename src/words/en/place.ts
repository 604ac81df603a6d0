// Words about the place for hand-overs: the card that proposes it, and what the channels are told.

import type { PlaceMessage } from '../../setup/message.ts';

/** Sent as plain text, so that the name of a person is read as nothing but a name. */
const notices: Readonly<Record<PlaceMessage['content']['notice'], (confirmedBy: string) => string>> = {
  confirmed: (confirmedBy) =>
    `Hand-overs to Exchange administrators come to this channel from now on. Confirmed by ${confirmedBy}.`,
  replaced: (confirmedBy) =>
    `New hand-overs to Exchange administrators go to another channel from now on. Confirmed by ${confirmedBy}. What was handed over here stays here.`,
};

export const place = {
  title: 'A place for hand-overs',
  lead: 'Hand-overs of this organization will come to this channel once an Exchange Administrator or Global Administrator has confirmed it on the page. Until then nothing changes.',
  means:
    'Everybody in this channel will see the commands, and can approve, reject and report them. No secret is ever posted.',
  proposedBy: 'Proposed by',
  confirm: 'Confirm on the page',
  forward: 'Or forward this link to somebody who has the role:',
  link: 'Page to confirm this channel',
  notices,
};
