// Exchange Online's own SMTP replies: those for refusals, and those that stand in for the replies of the SMTP library.

import type { SignInRefusal } from './authorization.ts';

export const smtpHost = 'AM0PR01CA0001.sandbox.outlook.example';

export type SmtpReply = { readonly code: number; readonly text: string };

const unsuccessful = '5.7.139 Authentication unsuccessful,';
const smtpAuthDisabled = 'Visit https://aka.ms/smtp_auth_disabled for more information.';
const notAuthenticated: SmtpReply = { code: 535, text: `5.7.3 Authentication unsuccessful [${smtpHost}]` };

export function authRefusal(refusal: SignInRefusal): SmtpReply {
  switch (refusal) {
    case 'smtpOffForMailbox':
      return {
        code: 535,
        text: `${unsuccessful} SmtpClientAuthentication is disabled for the Mailbox. ${smtpAuthDisabled}`,
      };
    case 'smtpOffForTenant':
      return {
        code: 535,
        text: `${unsuccessful} SmtpClientAuthentication is disabled for the Tenant. ${smtpAuthDisabled}`,
      };
    case 'securityDefaults':
      return {
        code: 535,
        text: `${unsuccessful} user is locked by your organization's security defaults policy. Contact your administrator.`,
      };
    case 'authenticationPolicy':
      return {
        code: 535,
        text: `${unsuccessful} the request did not meet the criteria to be authenticated successfully. Contact your administrator.`,
      };
    case 'tokenRefused':
    case 'roleMissing':
    case 'notRegistered':
    case 'mailboxUnknown':
    case 'popOff':
    case 'fullAccessMissing':
      return notAuthenticated;
  }
}

/** The token could not be judged at all. */
export const temporaryFailure: SmtpReply = { code: 454, text: '4.7.0 Temporary authentication failure' };

/** 4xx although it may last for ever: Exchange does not tell a missing permission from one that is still spreading. */
export const mailboxNotOpened: SmtpReply = {
  code: 430,
  text: `4.2.0 STOREDRV; mailbox logon failure; STOREDRV.Submission.Exception:ConnectionFailedTransientException.MapiExceptionLogonFailed; Failed to process message due to a transient exception with message [BeginDiagnosticData]Cannot open mailbox. Server = ${smtpHost} [EndDiagnosticData]`,
};

export const envelopeSenderRefused: SmtpReply = {
  code: 550,
  text: '5.7.60 SMTP; Client does not have permissions to send as this sender',
};

export function headerSenderRefused(mailbox: string, sender: string): SmtpReply {
  const exception = 'STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied';
  return {
    code: 554,
    text: `5.2.252 SendAsDenied; ${mailbox} not allowed to send as ${sender}; ${exception}; Failed to process message due to a permanent exception with message [BeginDiagnosticData]Cannot submit message. [EndDiagnosticData]`,
  };
}

export const notAuthenticatedToSend = '5.7.57 Client not authenticated to send mail';

const ownReplies: Readonly<Record<string, string>> = {
  '220 Ready to start TLS': '2.0.0 SMTP server ready',
  '221 Bye': '2.0.0 Service closing transmission channel',
  '235 Authentication successful': '2.7.0 Authentication successful',
  '250 Accepted MAIL_FROM_OK': '2.1.0 Sender OK',
  '250 Accepted RCPT_TO_OK': '2.1.5 Recipient OK',
  '250 Flushed': '2.0.0 Resetting',
  '354 End data with <CR><LF>.<CR><LF>': 'Start mail input; end with <CRLF>.<CRLF>',
};

const unknownMechanism: SmtpReply = { code: 504, text: '5.7.4 Unrecognized authentication type' };

/** What Exchange says where the library would say this, for the command `about`. Before STARTTLS it knows no AUTH at all. */
export function toExchangeReply(code: number, text: string, about: string): SmtpReply {
  if (code === 538 || code === 504) return unknownMechanism;
  if (code === 501 && text === 'Error: invalid userdata') return notAuthenticated;
  return { code, text: ownReplies[`${code} ${text} ${about}`.trim()] ?? text };
}
