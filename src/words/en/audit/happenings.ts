// What each event of the trail was, in plain words, said of whoever did it. A kind of event without words does not build.
// Names and addresses in it are text of others.

import type { CheckScope, Trial } from '../../../setup/check.ts';
import type { Happening } from '../../../setup/events.ts';
import { permissionOf, type SetupRequest } from '../../../setup/request.ts';
import type { Authorization } from '../../../setup/setup.ts';
import { results } from '../results.ts';
import { steps } from '../steps.ts';

/** Those whose words do not depend on anything. */
type PlainKind = Exclude<
  Happening['kind'],
  'asked' | 'changed' | 'authorized' | 'roleAssigned' | 'effectFailed' | 'handedOver' | 'checkStarted' | 'checkFinished'
>;

const plain: Readonly<Record<PlainKind, string>> = {
  cancelled: 'Withdrew the request',
  applicationCreated: 'Created the app registration',
  servicePrincipalCreated: 'Created the enterprise application',
  secretAdded: 'Added a client secret',
  secretRemoved: 'Removed a client secret',
  secretRead: 'Read the client secret on the page',
  secretDelivered: 'Confirmed that the client secret is in eBiss',
  secretAnswerLost: 'Asked for a client secret; the answer did not arrive',
  lostSecretsFound: 'Looked for client secrets whose answer did not arrive',
  paused: 'Waited for Microsoft',
  runEnded: 'Ended the work in Microsoft Entra ID',
  interrupted: 'What was under way ended with the program',
  consentSeen: 'Saw that admin consent was given',
  exchangeApproved: 'Approved the Exchange commands',
  exchangeRejected: 'Rejected the Exchange commands',
  exchangeTaken: 'Took the Exchange commands to run them',
  exchangeReported: 'Reported the Exchange commands as run',
  handOverReminded: 'Reminded of the unanswered hand-over',
  handOverLapsed: 'Let the hand-over lapse, as nobody had answered',
  handOverRenewed: 'Renewed the hand-over',
  handOverUndeliverable: 'Could not post the hand-over to the channel',
  undoAsked: 'Asked for the reverse Exchange commands',
};

const scopes: Readonly<Record<CheckScope, string>> = {
  all: 'the sign-in to each mailbox',
  token: 'the token',
  smtp: 'the sign-in over SMTP',
  pop3: 'the sign-in over POP3',
  roundTrip: 'a mail from each mailbox to itself',
  liveRoundTrip: 'a mail from each mailbox to itself, while eBiss may fetch it',
  boundary: 'that a mailbox stays closed',
};

export function whatHappened(event: Happening): string {
  switch (event.kind) {
    case 'asked':
      return `Asked for ${asked(event.request)}`;
    case 'changed':
      return `Changed the request to ${asked(event.request)}`;
    case 'authorized':
      return authorized(event.authorization);
    case 'roleAssigned':
      return `Granted the permission ${permissionOf[event.channel]} (admin consent)`;
    case 'effectFailed':
      return `${steps.titles[event.problem.step]}: was not done`;
    case 'handedOver':
      return event.toChannel
        ? 'Handed the Exchange commands over to the channel of the Exchange administrators'
        : 'Gave the Exchange commands to the requester, to forward';
    case 'checkStarted':
      return `Began to test ${tested(event)}`;
    case 'checkFinished':
      return `Tested ${scopes[event.report.scope]}`;
    default:
      return plain[event.kind];
  }
}

function asked({ channels, mailboxes, server, sender, smtpAuth, secretMonths }: SetupRequest): string {
  const names = channels.map((channel) => results.channels[channel]).join(' and ');
  return [
    `${names} for ${mailboxes.join(', ')}`,
    `installation ${server}`,
    ...(sender === null ? [] : [`sender ${sender}`]),
    ...(smtpAuth === 'organization' ? ['SMTP AUTH for the whole organization'] : []),
    `a secret for ${secretMonths} months`,
  ].join('; ');
}

function authorized({ consent, reader }: Authorization): string {
  return [
    `Authorized the plan, ${consent === 'here' ? 'with admin consent' : 'without admin consent'}`,
    ...(reader === null ? [] : [`and let ${reader.name} read the client secret`]),
  ].join(' ');
}

function tested({ scope, mailbox }: Trial): string {
  return mailbox === undefined ? scopes[scope] : `${scopes[scope]}: ${mailbox}`;
}
