// Words for what a verification saw: verdicts, stages, and what they prove and do not prove.

import type { StageName } from '../../setup/check.ts';
import type { Channel } from '../../setup/request.ts';
import type { Verdict } from '../../setup/verdict.ts';

const verdicts: Readonly<Record<Verdict['kind'], { readonly symbol: string; readonly word: string }>> = {
  verified: { symbol: '✓', word: 'Verified' },
  signedIn: { symbol: '✓', word: 'Signed in' },
  accepted: { symbol: '○', word: 'Accepted' },
  notYet: { symbol: '○', word: 'Not yet' },
  wrong: { symbol: '✕', word: 'Wrong' },
  untested: { symbol: '–', word: 'Not tested' },
};

const stages: Readonly<Record<StageName, string>> = {
  token: 'Token',
  claims: 'Permissions in the token',
  connect: 'Connection',
  tls: 'TLS',
  auth: 'Sign-in',
  stat: 'Mailbox opened',
  send: 'Mail handed over',
  find: 'Mail found again',
  delete: 'Mail deleted',
};

const channels: Readonly<Record<Channel, string>> = { smtp: 'SMTP', pop3: 'POP3' };

function inARow(times: number): string {
  return times > 1 ? `, ${times} times in a row` : '';
}

export const results = {
  verdicts,
  stages,
  channels,
  verifiedHeadline: 'Verified: eBiss can use these settings',
  /** What the round trip's mail says to whoever opens it. */
  testMail: {
    subject: 'eBiss mail test',
    text: 'This mail was sent by the bot that sets up mail for eBiss 3, to prove that sending works. It is found again and deleted by itself. If you read it, it may be deleted.',
  },
  verifiedText: (times: number) =>
    `A fresh token and a sign-in to each mailbox, as eBiss makes them, were accepted${inARow(times)}. No mail was read, deleted or sent.`,
  roundTripText: (times: number) =>
    `A fresh token and a sign-in to each mailbox, as eBiss makes them, were accepted${inARow(times)}. A test mail was sent from each mailbox to itself, found again and deleted. No other mail was touched.`,
  sentText: (times: number) =>
    `A fresh token and a sign-in to each mailbox, as eBiss makes them, were accepted${inARow(times)}. A test mail was sent from each mailbox to itself; it is still there.`,
  inconclusiveText: (times: number) =>
    `A fresh token and a sign-in to each mailbox, as eBiss makes them, were accepted${inARow(times)}. A test mail from each mailbox to itself was accepted, but not every one was found again, probably because eBiss fetched it first. That says nothing against the settings.`,
  signedInHeadline: 'Signed in, sending not proved',
  signedInText:
    'SMTP accepted the sign-in to each mailbox. Exchange Online checks FullAccess only when a mail is handed over, and none was sent. Send a first mail from eBiss to be sure.',
  signedInUnsentText:
    'SMTP accepted the sign-in to each mailbox, but handing over the latest test mail failed. Send another one to be sure.',
  signedInLiveText:
    'Every sign-in was accepted. No test mail was sent to mailboxes that were verified before: eBiss may be fetching from them, and would take it for a message. Send one to be sure; you are asked about that first.',
  testedAt: (at: string) => `Tested at ${at}`,
  milliseconds: (milliseconds: number) => `${Math.round(milliseconds)} ms`,
  notReached: 'failed',
  nextStep:
    'Enter the settings in eBiss under Communication Channels. The client secret is on the settings page, for those entitled.',
  moreResults: (count: number) =>
    count === 1 ? '1 more result is left out here.' : `${count} more results are left out here.`,
};
