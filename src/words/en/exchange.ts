// Words about the Exchange commands: what each group does and why, and the comments in the script. The script's lines
// stand in a PowerShell file: one line each, plain ASCII.

import type { CommandTopic } from '../../exchange/commands.ts';
import type { ScriptWords } from '../../exchange/script.ts';

type TopicWords = { readonly title: string; readonly explanation: string };

const topics: Readonly<Record<CommandTopic, TopicWords>> = {
  connect: {
    title: 'Connect to Exchange Online',
    explanation:
      'Loads the Exchange Online module and signs you in to exactly this tenant. Needs the role Exchange Administrator.',
  },
  register: {
    title: 'Register the application in Exchange',
    explanation:
      'Only then does Exchange know the application. AppId is the client ID; ObjectId is the object ID of the enterprise application, which is not that of the app registration.',
  },
  smtpAuth: {
    title: 'Allow SMTP sign-in for each mailbox',
    explanation: 'Switches authenticated SMTP on for this mailbox alone, even where the organization has it off.',
  },
  smtpAuthEverywhere: {
    title: 'Allow SMTP sign-in for the whole organization',
    explanation:
      'Switches authenticated SMTP on for every mailbox of the organization that has no setting of its own. The requester chose this.',
  },
  pop: {
    title: 'Allow POP3 for each mailbox',
    explanation: 'POP3 is on by default and is often switched off. Does nothing where it is on.',
  },
  fullAccess: {
    title: 'Grant access to each mailbox',
    explanation:
      'Lets the application open these mailboxes and no others. Sending needs it too: without it, mail is refused after it was handed over.',
  },
  sendAs: {
    title: 'Grant Send As',
    explanation:
      'Lets the application send mail that carries this address as its sender. Does not ask for confirmation.',
  },
  eachMailbox: {
    title: 'Open each mailbox to the application',
    explanation:
      'For each mailbox in the list: switches on the sign-in that was asked for and grants the application access. No other mailbox is touched.',
  },
};

const script: ScriptWords = {
  heading: (setupId) => `eBiss 3 mail on Microsoft 365: Exchange Online part of setup ${setupId}`,
  purpose: 'Registers one application in Exchange Online and opens the mailboxes below to it, and no others.',
  howToRun: 'Run as Exchange Administrator. If Windows blocks the downloaded file: Unblock-File, then run it.',
  twice: 'Running it again does no harm. The warning that something was already there is expected then.',
  connect: 'Connect to this tenant',
  register: 'Register the application, unless it is there. ObjectId is that of the enterprise application.',
  notRegistered:
    'The application is not registered exactly once with this ObjectId. If it was registered just now, wait a minute and run this again. Otherwise remove the wrong entry with Remove-ServicePrincipal first.',
  everywhere: 'Allow SMTP sign-in for the whole organization',
  mailboxes: 'Each mailbox: allow the sign-in and grant the application access',
  sender: 'Allow the application to send with this sender address',
  evidence: 'What is set now; the lines below only read',
};

export const exchange = { topics, script };
