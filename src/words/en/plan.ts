// Words of the plan card: each change, each thing that people do, and what stays untouched.

import type { Channel, SecretMonths, SetupRequest, SmtpAuthSwitch } from '../../setup/request.ts';

const channelNames: Readonly<Record<Channel, string>> = { smtp: 'SMTP Send', pop3: 'POP3 Receive' };

export const plan = {
  title: 'Plan: connect eBiss 3 to Microsoft 365',
  lead: 'Nothing has been changed yet. A Microsoft Entra administrator opens the page, sees this plan and authorizes it there.',
  channels: (channels: readonly Channel[]): string => channels.map((channel) => channelNames[channel]).join(' and '),
  mailboxes: (count: number) => (count === 1 ? '1 mailbox' : `${count} mailboxes`),
  more: (count: number) => (count === 1 ? 'and 1 more' : `and ${count} more`),
  showAll: (count: number) => `Show all ${count} mailboxes`,
  hideAll: 'Show fewer',
  asked: {
    mailboxes: 'Mailboxes',
    server: 'eBiss installation',
    appName: 'App registration',
    sender: 'Sender address',
  },
  botTitle: 'This bot creates, in Microsoft Entra ID',
  bot: (channels: readonly Channel[], months: SecretMonths): readonly string[] => [
    'App registration, single tenant, and its enterprise application',
    channels.length === 2
      ? 'Application permissions SMTP.SendAsApp and POP.AccessAsApp'
      : channels.includes('smtp')
        ? 'Application permission SMTP.SendAsApp'
        : 'Application permission POP.AccessAsApp',
    `Client secret, valid ${months} months, never shown in a chat`,
  ],
  peopleTitle: 'People do',
  entra: 'Microsoft Entra administrator: authorize on the page, and give admin consent there or later',
  exchange: 'Exchange administrator: run the commands that this bot writes',
  exchangeDetails: ({ channels, smtpAuth, sendAs, sender }: SetupRequest): readonly string[] => [
    'Register the application in Exchange Online',
    ...(channels.includes('smtp') ? [smtpAuthLine[smtpAuth]] : []),
    ...(channels.includes('pop3') ? ['Make sure that POP3 is on for these mailboxes'] : []),
    'Grant FullAccess on these mailboxes',
    ...(sendAs && channels.includes('smtp')
      ? [sender === null ? 'Grant Send As on these mailboxes' : 'Grant Send As on the sender address']
      : []),
  ],
  place: {
    title: 'The Exchange commands go to',
    confirmed: (at: string) => `Confirmed on ${at} by`,
    unnamed: 'A channel of the Exchange administrators',
    none: 'No channel is set for hand-overs, so you get the commands to forward. To set one, mention this bot in the channel of the Exchange administrators with “exchange here”.',
  },
  proofTitle: 'Then this bot proves it',
  proof: (sends: boolean, fetches: boolean): string => {
    if (!sends) return 'It signs in to each mailbox as eBiss will. It sends no mail.';
    const mail = 'It signs in to each mailbox as eBiss will, and sends a test mail from each to itself';
    return fetches ? `${mail}, which it finds again and deletes.` : `${mail}, which stays there.`;
  },
  untouchedTitle: 'Not touched',
  untouched: (smtpAuth: SmtpAuthSwitch): string =>
    smtpAuth === 'mailbox'
      ? 'Other mailboxes, the organization’s SMTP AUTH switch, users, existing applications, and the mails in the mailboxes.'
      : 'Permissions on other mailboxes, users, existing applications, and the mails in the mailboxes.',
  forward: 'Or forward this link to the administrator:',
  link: 'Page to authorize this setup',
  authorize: 'Authorize',
  change: 'Change',
  cancel: 'Cancel',
};

const smtpAuthLine: Readonly<Record<SmtpAuthSwitch, string>> = {
  mailbox: 'Switch on SMTP AUTH for these mailboxes only',
  organization: 'Switch on SMTP AUTH for the whole organization',
};
