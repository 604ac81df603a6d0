// Every word of the browser pages, in English. No markup and no logic beyond putting values into sentences. Names of
// roles, permissions and portal items are Microsoft's, as its portals show them.

import { plan, progress } from './pages/authorize.ts';
import { count } from './pages/count.ts';
import { signIn } from './pages/sign-in.ts';

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

export const pages = {
  language: 'en',
  product: 'eBiss mail setup',
  setup: (id: string) => `Setup ${id}`,
  reference: (reference: string) => `Reference ${reference}`,
  copy: 'Copy',
  copied: 'Copied',
  copyOf: (label: string) => `Copy ${label}`,
  details: 'Details',
  requestId: 'Request ID',
  canMend: 'Who can mend it:',
  /** A page cannot know its reader's zone without script, so it says UTC. */
  atTime: (iso: string) => `${time.format(new Date(iso))} UTC`,
  onDay: (iso: string) => day.format(new Date(iso)),
  again: 'Try again',

  signIn,

  leaving: {
    title: 'Going to Microsoft sign-in',
    what: 'Your browser goes there by itself. When you have signed in, it comes back here.',
    link: 'Go to Microsoft sign-in',
  },

  gone: {
    title: 'This link is not valid',
    what: 'The link is incomplete, has expired, or leads to what no longer exists.',
    how: 'In Teams, write to the bot again what brought the link: “status” for a page of a setup, “undo” for the reverse commands, “audit” for the audit trail, or “exchange here”, in that channel, to confirm it.',
  },
  strayCallback: {
    title: 'This sign-in cannot be completed here',
    what: 'The sign-in was started in another browser, has been completed already, or took too long. Nothing was changed.',
    how: 'Open the link from Teams again and sign in from there.',
  },
  notFromHere: {
    title: 'Nothing was changed',
    what: 'This request did not come from a page that is still open to you.',
    how: 'Open the link from Teams again and press the button there.',
  },
  tooOften: {
    title: 'Too many requests',
    what: 'More was asked for with this account, or for its tenant, than the bot answers in so short a time. Nothing was changed.',
    how: (seconds: number) => `Load this page again in ${count(seconds, 'second', 'seconds')}.`,
  },
  notFound: { title: 'There is no such page', what: 'The address is wrong.', how: 'Open the link from Teams again.' },
  broken: {
    title: 'Something went wrong here',
    what: 'The program ran into an error of its own. It has been logged.',
    how: 'Try again in a minute. If it happens again, tell those who run the bot.',
  },
  cancelled: {
    title: 'This setup was cancelled',
    what: 'Nothing more will be created.',
    how: 'A new setup begins in Teams with the message setup.',
  },
  rights: {
    title: 'This account may not do this',
    create: {
      needs: 'To create the app registration and the enterprise application, one of these roles must be active:',
      roles: [
        'Cloud Application Administrator',
        'Application Administrator',
        'Global Administrator',
        'Application Developer (may create, but not grant admin consent)',
      ],
    },
    consent: {
      needs: 'Only the admin consent is missing. To grant it, one of these roles must be active:',
      roles: [
        'Cloud Application Administrator',
        'Application Administrator',
        'Privileged Role Administrator',
        'Global Administrator',
      ],
    },
    exchange: {
      needs: 'To confirm where hand-overs to Exchange administrators go, one of these roles must be active:',
      roles: ['Exchange Administrator', 'Global Administrator'],
    },
    how: 'If you hold one of them through Privileged Identity Management, activate it there, then press “Sign in again”. Otherwise use another account, or forward the link to somebody who has the role.',
    misconfigured:
      'If the role is active and you still see this page, the sign-in app of this bot does not tell directory roles: those who run the bot set groupMembershipClaims to DirectoryRole in its manifest.',
    again: 'Sign in again',
  },
  refused: {
    title: 'This page is not meant for this account',
    what: 'Nothing is shown here to the account that you signed in with.',
    how: 'If you have another account, use that. Otherwise ask whoever sent you the link.',
  },

  plan,

  progress,

  settings: {
    title: 'Settings for eBiss',
    where: 'In eBiss 3, open Communication Channels and enter these values, in this order.',
    notYet: 'There are no settings yet. They appear once the app registration has been created.',
    tested: 'Tested instead:',
    secretHidden: 'Hidden',
    showSecret: 'Show the client secret',
    hideSecret: 'Hide the client secret',
    secretShown: 'The client secret is shown below. Hide it before you leave this page.',
    secretOnlyFor: 'May be read only by',
    and: 'and',
    secretNotKept: 'The client secret is no longer kept here. A new one has to be made.',
    secretNotPrinted: 'not printed',
    idsTitle: 'Which ID is which',
    idsHint:
      'The three look alike. A value in the wrong place makes the sign-in fail with a message that names another cause.',
    tenantId: 'Tenant ID',
    tenantIdHint: 'Identifies the organization. Also called Directory ID. It is part of the Server URL.',
    clientId: 'Client ID',
    clientIdHint:
      'Identifies the app registration. Also called Application ID. eBiss needs this one. It is not the Object ID.',
    objectId: 'Object ID',
    objectIdHint:
      'Identifies the enterprise application. Only the Exchange commands need it; it is never entered in eBiss. It is not the Client ID.',
    secretEnds: 'The client secret is valid until',
  },

  script: {
    title: 'Commands for Exchange',
    where: 'Run these in PowerShell as an Exchange administrator, in this order. Every value is filled in.',
    notYet: 'There are no commands yet. They appear once the app registration and the enterprise application exist.',
    section: (section: string) => `Step ${section}`,
    commands: 'the commands of this step',
    download: 'Download .ps1',
    unblock: 'Windows blocks downloaded scripts where the execution policy is RemoteSigned. Allow this one first:',
    afterwards:
      'When everything has run, paste the evidence that the script prints into the card in Teams, and press “I have run it”. The bot then verifies the mailboxes.',
    undoTitle: 'Commands that undo it',
  },
  exchange: {
    title: 'Where hand-overs go',
    channel: {
      title: 'Which channel',
      unnamed: 'Teams did not tell its name',
      id: 'Conversation ID',
      team: 'Team',
      channel: 'Channel',
    },
    who: {
      title: 'Who proposes it',
      asked: 'Proposed in that channel on',
      expect: 'Confirm it only if you know this channel and expect this request.',
    },
    means: {
      title: 'What it means',
      list: [
        'Every hand-over of this tenant is posted there: who asks, which mailboxes, the commands. No secret is ever posted.',
        'Everybody in that channel can approve, reject and report hand-overs. So it should hold Exchange administrators only.',
        'It stays until an Exchange Administrator or Global Administrator confirms another channel.',
      ],
      replaces: 'It replaces',
      replacesUnnamed: 'a channel whose name Teams did not tell',
      first: 'So far this tenant has no such channel; requesters get the commands to forward.',
      same: 'This channel is confirmed already.',
      confirmed: (at: string) => `confirmed on ${at} by`,
    },
    decide: { title: 'Confirm', button: 'Confirm this channel' },
    done: {
      title: 'This channel is confirmed',
      what: 'Hand-overs of this tenant go there from now on. The channel was told.',
    },
  },
};
