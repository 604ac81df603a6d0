// Words about the Exchange commands: what each group does and why, and the comments in the script. The script's lines
// stand in a PowerShell file: one line each, plain ASCII.

import type { CommandTopic } from '../../exchange/commands.ts';
import type { DifferenceKind, Unread } from '../../exchange/compare-evidence.ts';
import type { ScriptWords } from '../../exchange/script.ts';
import type { FrameWords } from '../../exchange/script-frame.ts';

import type { UndoScriptWords } from '../../exchange/undo-script.ts';

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
  noLongerUsed: {
    title: 'No longer used: take back what earlier commands granted',
    explanation:
      'An earlier request named these too. Take back what was granted then; where it was not, a warning says so and does no harm. Switches for SMTP and POP3 stay as they are.',
  },
  removeSendAs: {
    title: 'Take back Send As',
    explanation: 'The application can no longer send mail that carries this address as its sender.',
  },
  removeFullAccess: {
    title: 'Take back access to each mailbox',
    explanation: 'The application can no longer open these mailboxes.',
  },
  popBack: {
    title: 'Switch POP3 off again',
    explanation: 'Only where it was off before.',
  },
  smtpAuthBack: {
    title: 'Put SMTP sign-in of each mailbox back',
    explanation: 'Each mailbox gets the setting that it had before; $null follows the organization.',
  },
  smtpAuthEverywhereBack: {
    title: 'Switch SMTP sign-in off again for the whole organization',
    explanation: 'It was off before. Other programs may use it by now: ask before you switch it off.',
  },
  unregister: {
    title: 'Remove the application from Exchange',
    explanation: 'Comes last: once it is gone, its permissions cannot be named any more.',
  },
  leftAlone: {
    title: 'What is left as it is',
    explanation:
      'How SMTP sign-in or POP3 was set before is not known for at least one of these, so no command here touches it. Nobody signs in by these switches alone.',
  },
  eachMailbox: {
    title: 'Open each mailbox to the application',
    explanation:
      'For each mailbox in the list: switches on the sign-in that was asked for and grants the application access. No other mailbox is touched.',
  },
};

const frame: FrameWords = {
  block:
    'One block: pasted into a window it runs as a whole, and a stop stops all of it. No line in it is empty, as that would end the pasting.',
  module: 'The Exchange Online module must be there',
  connect:
    'Connect to this tenant. Partners with delegated access: -DelegatedOrganization $tenantId in place of -Organization $tenantId. If no sign-in window opens: add -DisableWAM',
  tenant: 'Stop, before anything is changed, unless this window is connected to this tenant and to no other',
  moduleMissing:
    'The module ExchangeOnlineManagement 3.2.0 or newer is missing. Install it, then run this again: Install-Module ExchangeOnlineManagement -Scope CurrentUser -Force',
  otherTenant:
    'Nothing was changed: this window is not connected to this tenant and to no other one. Close it, open a new one and sign in with an Exchange administrator account of this tenant.',
};

function howToRun(fileName: string): string {
  return `Run as Exchange Administrator in Windows PowerShell 5.1 or PowerShell 7: Unblock-File .\\${fileName} and then the file, or paste all of it and press Enter.`;
}

const script: ScriptWords = {
  ...frame,
  heading: (setupId) => `eBiss 3 mail on Microsoft 365: Exchange Online part of setup ${setupId}`,
  textHash: (hash) => `SHA-256 of its commands: ${hash}`,
  purpose: 'Registers one application in Exchange Online and opens the mailboxes below to it, and no others.',
  howToRun,
  twice:
    'Running it again does no harm. The warning that something is already present, or is not there, is expected then.',
  reading: 'How things are. What cannot be read is left empty; it never counts as a no',
  register: 'Register the application, unless it is there. ObjectId is that of the enterprise application',
  notRegistered:
    'No mailbox was changed: the application is not registered exactly once with this ObjectId. If it was registered just now, run this again in a minute. Otherwise the evidence below tells what to mend.',
  everywhere: 'Allow SMTP sign-in for the whole organization',
  mailboxes: 'Each mailbox: allow the sign-in and grant the application access',
  sender: 'Allow the application to send with this sender address',
  noLongerUsed: 'No longer used: take back what an earlier request had granted',
  evidence: 'The evidence: how things were and how they are now. It holds no secret',
  evidenceBegins: (setupId) => `==== Evidence of setup ${setupId}: copy from here ====`,
  evidenceEnds: '==== to here ====',
};

const undoScript: UndoScriptWords = {
  ...frame,
  heading: (setupId) => `eBiss 3 mail on Microsoft 365: takes back the Exchange Online part of setup ${setupId}`,
  purpose: 'Takes the mailboxes below back from one application and puts back what was switched for it.',
  howToRun,
  twice: 'Running it again does no harm. The warning that something is not there is expected then.',
  steps: {
    removeSendAs: 'Take back Send As',
    removeFullAccess: 'Take back the access to each mailbox',
    popBack: 'POP3 was off before',
    smtpAuthBack: 'SMTP sign-in gets the setting that it had before',
    smtpAuthEverywhereBack: 'SMTP sign-in was off for the whole organization before',
    unregister: 'Remove the application from Exchange',
    leftAlone:
      'How SMTP sign-in or POP3 was set before is not known for at least one of these, so that switch was left as it is.',
  },
  done: 'Done. What could not be taken back is said above.',
};

/** One sentence each, for one mailbox or for many; which ones stands beside it. */
const differences: Readonly<Record<Exclude<DifferenceKind, 'notRead'>, string>> = {
  notRegistered: 'The application is not registered in Exchange, so every sign-in is refused.',
  registeredWithAppRegistration:
    'The application is registered with the object ID of its app registration. Exchange needs that of the enterprise application; every sign-in is refused until it is registered anew.',
  registeredOtherwise:
    'The application is registered with an object ID that is not that of its enterprise application; every sign-in is refused until it is registered anew.',
  registeredMoreThanOnce:
    'The application is registered more than once. Only the entry with the object ID of the enterprise application is right.',
  organizationSmtpAuthOff: 'SMTP sign-in is off for the whole organization, where it was to be switched on.',
  mailboxNotFound: 'Exchange knows no such address. The requester has to correct it.',
  smtpAuthOff: 'SMTP sign-in is off for the mailbox itself.',
  smtpAuthFollowsOrganization:
    'SMTP sign-in is off: the mailbox has no setting of its own, and the organization has it off.',
  popOff: 'POP3 is off for the mailbox.',
  fullAccessMissing: 'The application holds no FullAccess, which sending needs as well.',
  sendAsMissing: 'The application holds no Send As, so mail with this sender is refused.',
  fullAccessLeft: 'The application still holds FullAccess here, which is no longer asked for.',
  sendAsLeft: 'The application still holds Send As here, which is no longer asked for.',
};

/** Not known is not wrong: running the script again asks again. */
const notRead: Readonly<Record<Unread, string>> = {
  registration: 'Whether the application is registered could not be read.',
  organizationSmtpAuth: 'How SMTP sign-in is set for the organization could not be read.',
  mailbox: 'Whether Exchange knows the address could not be read.',
  smtpAuth: 'How SMTP sign-in is set could not be read.',
  pop: 'How POP3 is set could not be read.',
  fullAccess: 'Whether the application holds FullAccess could not be read.',
  sendAs: 'Whether the application holds Send As could not be read.',
};

export const exchange = { topics, script, undoScript, differences, notRead };
