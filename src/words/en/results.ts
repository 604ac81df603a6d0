// Words for what a verification saw: verdicts, stages, and what they prove and do not prove.

import type { StageName } from '../../setup/check.ts';
import type { Channel } from '../../setup/request.ts';
import type { Verdict } from '../../setup/verdict.ts';

const verdicts: Readonly<Record<Verdict['kind'], { readonly symbol: string; readonly word: string }>> = {
  verified: { symbol: '✓', word: 'Verified' },
  signedIn: { symbol: '✓', word: 'Signed in' },
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
};

const channels: Readonly<Record<Channel, string>> = { smtp: 'SMTP', pop3: 'POP3' };

export const results = {
  verdicts,
  stages,
  channels,
  verifiedHeadline: 'Verified: eBiss can use these settings',
  verifiedText:
    'A fresh token and a sign-in to each mailbox, as eBiss makes them, were accepted. No mail was read, deleted or sent.',
  signedInHeadline: 'Signed in, sending not proved',
  signedInText:
    'SMTP accepted the sign-in to each mailbox. Exchange Online checks FullAccess only when a mail is handed over, and none was sent. Send a first mail from eBiss to be sure.',
  testedAt: (at: string) => `Tested at ${at}`,
  milliseconds: (milliseconds: number) => `${Math.round(milliseconds)} ms`,
  notReached: 'failed',
  nextStep:
    'Enter the settings in eBiss under Communication Channels. The client secret is on the settings page, for those entitled.',
  moreResults: (count: number) =>
    count === 1 ? '1 more result is left out here.' : `${count} more results are left out here.`,
};
