// What is said when a mail server cannot be reached, or refuses.

import type { ProblemText } from './text.ts';

const bothPlaces = 'The eBiss server needs the same way out.';

export const mailProblems = {
  nameNotResolved: {
    what: 'The name of the server could not be resolved.',
    how: `Check name resolution (DNS) on the machine of this bot. ${bothPlaces}`,
  },
  connectionRefused: {
    what: 'The server could not be reached: the connection was refused.',
    how: `Open the firewall for this host and port (587 for SMTP, 995 for POP3, 443 for sign-in). ${bothPlaces}`,
  },
  connectionLost: {
    what: 'The connection broke off before there was an answer.',
    how: 'If it breaks off each time, exempt these hosts from TLS inspection and proxies.',
  },
  timedOut: {
    what: 'No answer came in time, so nothing is known about the mailbox.',
    how: `If there is never an answer, open the firewall for this host and port (587 for SMTP, 995 for POP3, 443 for sign-in). ${bothPlaces}`,
  },
  certificateUntrusted: {
    what: 'The certificate of the server is not trusted here.',
    how: 'Exempt these hosts from TLS inspection, or give this bot the root certificate of the inspection (NODE_EXTRA_CA_CERTS).',
  },
  protocolUnexpected: {
    what: 'Something answered that does not speak as a mail server does.',
    how: 'A proxy or another service stands between. Its words are under Details; check host and port.',
  },
  authNotOffered: {
    what: 'The server did not offer the sign-in with OAuth 2.0 (XOAUTH2).',
    how: 'A relay or proxy probably stands between. Check that host and port lead to Exchange Online.',
  },
  smtpAuthOffForMailbox: {
    what: 'SMTP AUTH is switched off for this mailbox.',
    how: 'Run the Set-CASMailbox command of section 2.3 for this mailbox, then press “I have run it”.',
    howWhileWaiting:
      'If the command of section 2.3 was run, Exchange needs some time until it takes effect. Do not change it again.',
  },
  smtpAuthOffForOrganization: {
    what: 'SMTP AUTH is switched off for the organization, and the mailbox has no setting of its own.',
    how: 'Run the command of section 2.3, then press “I have run it”. The switch of the mailbox alone is enough.',
    howWhileWaiting:
      'If the command of section 2.3 was run, Exchange needs some time until it takes effect. Do not change it again.',
  },
  securityDefaults: {
    what: 'Security defaults of this tenant block SMTP AUTH.',
    how: 'Microsoft Entra ID, Properties, Manage security defaults: they have to be replaced by Conditional Access policies that allow this sign-in. Decide that with whoever owns security.',
  },
  signInCriteriaNotMet: {
    what: 'A policy of this tenant did not let the sign-in pass.',
    how: 'Check Conditional Access policies in Microsoft Entra ID and Get-AuthenticationPolicy in Exchange; allow SMTP AUTH from the address of this bot and of the eBiss server.',
  },
  notRegisteredOrPropagating: {
    what: 'Exchange Online does not accept the application for this mailbox. The answer is the same whether it is not registered or not known everywhere yet.',
    how: 'Check with Get-ServicePrincipal that the application is registered with the object ID of the enterprise application (section 2.2). If it is missing, run the commands again.',
    howWhileWaiting: 'After the commands Exchange needs up to two hours. Running them again makes it take longer.',
  },
  mailboxNotAccessible: {
    what: 'The application is known to Exchange Online, but may not open this mailbox, or POP3 is switched off for it.',
    how: 'Check with Get-MailboxPermission that FullAccess is there (section 2.4), and with Get-CASMailbox that PopEnabled is True.',
    howWhileWaiting:
      'After section 2.4 Exchange needs up to two hours until FullAccess takes effect. Nobody has to do anything.',
  },
  mailServerBusy: {
    what: 'The mail server is busy or limits the connections of this mailbox.',
    how: 'Wait a few minutes. If eBiss is signed in to the same mailbox, it counts as well.',
  },
  mailServerRefused: {
    what: 'The mail server refused the sign-in for a reason that is not known here.',
    how: 'Its own words are under Details. Show them to an Exchange administrator.',
  },
  unexpected: {
    what: 'Something happened that this program does not know.',
    how: 'Send what is under Details to those who run this bot.',
  },
} as const satisfies Record<string, ProblemText>;
