// What kind of trouble a test met, where there is no room for its cause: on top of a card and in the chat. Only a refused
// sign-in is called one, and only what the commands for Exchange bring about is said to need their time.

import type { Problem, Reason } from '../../setup/problem.ts';
import type { Setup } from '../../setup/setup.ts';
import { mayPass } from '../../setup/verdict.ts';

type Trouble =
  | 'refused'
  | 'signIn'
  | 'mailbox'
  | 'sending'
  | 'notFound'
  | 'unreached'
  | 'token'
  | 'consent'
  | 'busy'
  | 'bot';

export type TroubleWords = {
  /** While it may pass. */
  readonly notYet: string;
  /** Where somebody must act. */
  readonly wrong: string;
  /** After the last planned try. */
  readonly gaveUp: string;
  /** In the chat, after the setup's id. */
  readonly found: string;
  readonly still: string;
  /** Whether it may be the commands' way to every server. */
  readonly isOfCommands: boolean;
};

const said: Readonly<Record<Trouble, TroubleWords>> = {
  signIn: {
    notYet: 'Not yet: Exchange Online does not accept the sign-in',
    wrong: 'The sign-in is refused',
    gaveUp: 'Still refused after the last planned try',
    found: 'the sign-in was refused',
    still: 'the sign-in still does not work',
    isOfCommands: true,
  },
  refused: {
    notYet: 'Not yet: Exchange Online refuses, and may not for long',
    wrong: 'Exchange Online refuses, in words of its own',
    gaveUp: 'Still refused after the last planned try',
    found: 'Exchange Online refused, in words of its own',
    still: 'Exchange Online still refuses, in words of its own',
    isOfCommands: false,
  },
  mailbox: {
    notYet: 'Not yet: Exchange Online does not open the mailbox',
    wrong: 'The mailbox does not open',
    gaveUp: 'Still not opened after the last planned try',
    found: 'a mailbox did not open',
    still: 'a mailbox still does not open',
    isOfCommands: true,
  },
  sending: {
    notYet: 'Not yet: Exchange Online does not take the mail',
    wrong: 'The mail is refused',
    gaveUp: 'The mail is still refused after the last planned try',
    found: 'the test mail was refused',
    still: 'the test mail is still refused',
    isOfCommands: true,
  },
  notFound: {
    notYet: 'Not yet: the test mail has not arrived',
    wrong: 'The test mail did not arrive',
    gaveUp: 'The test mail did not arrive, at the last planned try either',
    found: 'the test mail did not arrive',
    still: 'the test mail still does not arrive',
    isOfCommands: false,
  },
  unreached: {
    notYet: 'Not yet: a server could not be reached',
    wrong: 'A server cannot be reached',
    gaveUp: 'Still not reached after the last planned try',
    found: 'a server of Microsoft 365 could not be reached',
    still: 'a server of Microsoft 365 still cannot be reached',
    isOfCommands: false,
  },
  token: {
    notYet: 'Not yet: Microsoft Entra ID gives no token',
    wrong: 'Microsoft Entra ID gives no token',
    gaveUp: 'Still no token after the last planned try',
    found: 'Microsoft Entra ID gave no token',
    still: 'Microsoft Entra ID still gives no token',
    isOfCommands: false,
  },
  consent: {
    notYet: 'Not yet: the token lacks a permission',
    wrong: 'The token lacks a permission',
    gaveUp: 'The token still lacks a permission after the last planned try',
    found: 'the token lacks a permission',
    still: 'the token still lacks a permission',
    isOfCommands: false,
  },
  busy: {
    notYet: 'Not yet: Microsoft 365 asks to wait',
    wrong: 'Microsoft 365 asks to wait',
    gaveUp: 'Microsoft 365 still asks to wait after the last planned try',
    found: 'Microsoft 365 asked to wait',
    still: 'Microsoft 365 still asks to wait',
    isOfCommands: false,
  },
  bot: {
    notYet: 'Not yet: the test could not be completed',
    wrong: 'The test could not be completed',
    gaveUp: 'The test could not be completed, at the last planned try either',
    found: 'the test could not be completed',
    still: 'the test still cannot be completed',
    isOfCommands: false,
  },
};

/** Every other one is a sign-in that was refused. */
const troubles: Readonly<Partial<Record<Reason, Trouble>>> = {
  mailboxNotAccessible: 'mailbox',
  mailboxBlocked: 'mailbox',
  fullAccessMissing: 'mailbox',
  opensNotEverywhere: 'mailbox',
  popOff: 'mailbox',
  sendAsMissing: 'sending',
  mailNotFound: 'notFound',
  nameNotResolved: 'unreached',
  connectionRefused: 'unreached',
  connectionLost: 'unreached',
  timedOut: 'unreached',
  certificateUntrusted: 'unreached',
  protocolUnexpected: 'unreached',
  noAnswer: 'unreached',
  tenantUnknown: 'token',
  exchangeOnlineMissing: 'token',
  clientSecretRefused: 'token',
  clientSecretExpired: 'token',
  clientSecretMissing: 'token',
  applicationUnknown: 'token',
  enterpriseApplicationMissing: 'token',
  enterpriseApplicationDisabled: 'token',
  conditionalAccess: 'token',
  tokenRefused: 'token',
  tenantIdNeeded: 'token',
  scopeWrong: 'token',
  userSignInUsed: 'token',
  permissionMissing: 'consent',
  throttled: 'busy',
  tooManyConnections: 'busy',
  submissionQuotaExceeded: 'busy',
  mailServerBusy: 'busy',
  mailServerRefused: 'refused',
};

export function troubleWords(problem: Problem | null): TroubleWords {
  if (problem === null) return said.signIn;
  return problem.actor === 'us' ? said.bot : said[troubles[problem.reason] ?? 'signIn'];
}

/** What stands on top of the card: a token that is missing, else what somebody must mend before what time may mend. */
export function troubleOf({ token, results }: Setup): TroubleWords {
  const found = results.map((result) => result.problem).filter((one) => one !== null);
  return troubleWords(token?.problem ?? found.find((one) => !mayPass(one)) ?? found[0] ?? null);
}
