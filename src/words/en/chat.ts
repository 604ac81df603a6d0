// What the bot says in the chat: help, lists, and answers to what it did not understand.

import type { CommandWord, LaterWord } from '../../conversation/read-text.ts';
import type { Phase } from '../../setup/phase.ts';

const phases: Readonly<Record<Phase, string>> = {
  planned: 'Waiting for authorization',
  provisioning: 'Creating',
  stopped: 'Stopped',
  handedOver: 'Waiting for Exchange',
  checking: 'Signing in',
  waiting: 'Not yet, trying again',
  confirming: 'Accepted, trying again to be sure',
  wrong: 'Refused',
  signedIn: 'Signed in',
  verified: 'Verified',
  cancelled: 'Cancelled',
};

const commands: readonly { readonly command: string; readonly meaning: string }[] = [
  { command: 'setup', meaning: 'Connect eBiss 3 to Microsoft 365 mail' },
  { command: 'status', meaning: 'Where a setup stands, and who is next' },
  { command: 'list', meaning: 'Your setups' },
  { command: 'settings', meaning: 'The values to enter in eBiss' },
  {
    command: 'test',
    meaning: 'Sign in again: test, test smtp, test pop3, test token; test roundtrip with a mail that is deleted again',
  },
  { command: 'test boundary', meaning: 'For whoever authorized it: prove that another mailbox stays closed' },
  { command: 'explain', meaning: 'What an error in the log of eBiss means: put its text behind the word' },
  { command: 'script', meaning: 'The Exchange commands as one script' },
  { command: 'exchange here', meaning: 'In a channel: propose it as the place for hand-overs' },
  { command: 'undo', meaning: 'The reverse Exchange commands, for the Exchange administrators' },
  { command: 'audit', meaning: 'Who did what about a setup, for whoever asked for it or authorized it; also as CSV' },
  { command: 'cancel', meaning: 'Withdraw a setup' },
];

export const chat = {
  phases,
  help: {
    title: 'eBiss 3 and Microsoft 365 mail',
    lead: 'This bot creates the app registration, writes the Exchange commands, signs in as eBiss would, and gives you the settings.',
    idHint: 'With more than one setup, put its id behind the command: status K7Q2M4',
    commands,
    start: 'Start a setup',
  },
  list: {
    title: 'Your setups',
    which: 'Which setup do you mean?',
    empty: 'There is no setup yet. Write “setup” to begin one.',
    more: (count: number) => (count === 1 ? 'One older setup is left out.' : `${count} older setups are left out.`),
    show: 'Show',
  },
  unknown: (nearest: CommandWord | null): string =>
    nearest === null
      ? 'That is not a command of this bot. Write “help” for all of them, or “setup” to begin.'
      : `That is not a command of this bot. Did you mean “${nearest}”? Write “help” for all of them.`,
  later: (word: LaterWord): string => `“${word}” is not in this version. Write “help” for what is.`,
  notFound: 'There is no setup with this id here. Write “list” for your setups.',
  none: 'There is no setup here. Write “setup” to begin one.',
  notAllowed: 'There is no setup with this id here. Write “list” for your setups.',
  stale: 'This setup has changed in the meantime. This is how it stands now.',
  exchangeOnlyInChannel:
    'Write “exchange here” in the channel of the Exchange administrators, after mentioning this bot.',
  cancelled: (setupId: string) => `${setupId} is cancelled.`,
  testStarted: (setupId: string) => `${setupId}: signing in now. The card changes by itself.`,
  notReady: (setupId: string) => `${setupId}: this comes later. Its card says what is next.`,
  welcome: 'Write “setup” to connect eBiss 3 to Microsoft 365 mail, or “help” for all commands.',
  failed: 'Something went wrong inside this bot. Nothing is lost; try again, and tell those who run it if it stays.',
};
