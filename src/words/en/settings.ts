// Labels and fixed values of eBiss' own form (Communication Channels), in its order and spelling.

import type { Channel } from '../../setup/request.ts';

const titles: Readonly<Record<Channel, string>> = { smtp: 'SMTP Send', pop3: 'POP3 Receive' };
const sslBehavior: Readonly<Record<Channel, string>> = { smtp: 'Explicit (STARTTLS)', pop3: 'Implicit (TLS)' };

export const settings = {
  title: 'Settings for eBiss 3',
  place: 'Enter these in eBiss under Communication Channels.',
  titles,
  labels: {
    host: 'Host',
    port: 'Port',
    sslBehavior: 'SSL Behavior',
    authentication: 'Authentication',
    username: 'Username',
    clientId: 'Client ID',
    clientSecret: 'Client Secret',
    serverUrl: 'Server URL',
    scope: 'Auth URL / Scope',
  },
  sslBehavior,
  authentication: 'OAuth 2.0',
  secretElsewhere: 'Only on the settings page, for those entitled',
  notCreated: 'Not created yet',
  oneOfThese: 'One of the mailboxes below',
  tested: 'Tested instead:',
  usernames: 'Mailboxes (Username)',
  sender: 'Sender address (From) in eBiss:',
  verifiedAt: (at: string) => `Verified at ${at}`,
  acceptedAt: (at: string) => `Not verified yet: accepted at ${at}, and tried again to be sure`,
  signedInAt: (at: string) => `Signed in at ${at}, sending not proved`,
  notYetAt: (at: string) => `Not verified yet: refused at ${at}`,
  wrongAt: (at: string) => `Not verified: refused at ${at}`,
  untested: 'Not verified: not tested yet',
  noToken: (at: string) => `Not verified: no usable token at ${at}`,
  verifiedCount: (fine: number, all: number) => `Verified for ${fine} of ${all} mailboxes`,
  signedInCount: (fine: number, all: number) => `Signed in to ${fine} of ${all} mailboxes`,
  open: 'Open the settings page',
  testAgain: 'Test again',
};
