// What is said when a mail server cannot be reached, or refuses.

import type { ProblemText } from './text.ts';

const bothPlaces = 'The eBiss server needs the same way out.';
const ports = '587 for SMTP, 995 for POP3, 443 for sign-in';

export const mailProblems = {
  nameNotResolved: {
    what: 'The name of the server could not be resolved.',
    how: `Check name resolution (DNS) on the machine of this bot. ${bothPlaces}`,
    atEbiss: {
      how: 'Check name resolution (DNS) on the eBiss server, and that the host in the channel is spelt as on the settings page.',
    },
  },
  connectionRefused: {
    what: 'The server could not be reached: the connection was refused.',
    how: `Open the firewall for this host and port (${ports}). ${bothPlaces}`,
    atEbiss: {
      how: `Open the firewall between the eBiss server and this host and port (${ports}), and compare both with the settings page.`,
    },
  },
  connectionLost: {
    what: 'The connection broke off before there was an answer.',
    how: 'If it breaks off each time, exempt these hosts from TLS inspection and proxies.',
    atEbiss: {
      how: 'If it breaks off each time, exempt these hosts from TLS inspection and proxies for the eBiss server.',
    },
  },
  timedOut: {
    what: 'No answer came in time, so nothing is known about the mailbox.',
    how: `If there is never an answer, open the firewall for this host and port (${ports}). ${bothPlaces}`,
    atEbiss: {
      how: `If there is never an answer, open the firewall between the eBiss server and this host and port (${ports}).`,
    },
  },
  certificateUntrusted: {
    what: 'The certificate of the server is not trusted here.',
    how: 'Exempt these hosts from TLS inspection, or give this bot the root certificate of the inspection (NODE_EXTRA_CA_CERTS).',
    atEbiss: {
      what: 'The certificate of the server is not trusted on the eBiss server.',
      how: 'Exempt these hosts from TLS inspection, or add the root certificate of the inspection to the trusted root certificates of the eBiss server.',
    },
  },
  protocolUnexpected: {
    what: 'Something answered that does not speak as a mail server does.',
    how: 'A proxy or another service stands between. Its words are under Details; check host and port.',
    atEbiss: {
      how: 'A proxy or another service stands between the eBiss server and Exchange Online. Its words are under Details; check host and port.',
    },
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
  passwordUsed: {
    what: 'The sign-in was made with a user name and a password. Exchange Online takes OAuth 2.0 only.',
    how: 'Set the channel in eBiss to OAuth 2.0, as on the settings page.',
  },
  signInUnsuited: {
    what: 'The sign-in came before STARTTLS, or by another way than OAuth 2.0. Exchange Online takes neither.',
    how: 'Choose STARTTLS and OAuth 2.0 in the SMTP channel of eBiss, as on the settings page.',
  },
  signInSkipped: {
    what: 'A mail was handed over without a sign-in before it.',
    how: 'Switch on authentication (OAuth 2.0) in the SMTP channel of eBiss.',
  },
  popSignInInOneLine: {
    what: 'The sign-in to POP3 was sent in one line. Exchange Online takes it in two lines only and closes the connection.',
    how: 'This is up to eBiss itself: ask its support for a version that signs in to POP3 in two lines.',
  },
  notRegistered: {
    what: 'The application is not registered in Exchange Online.',
    how: 'Register it with New-ServicePrincipal (section 2.2), then run the commands for the mailboxes (2.3 and 2.4): the script leaves them out where the application is not registered. Then paste the evidence and press “I have run it”.',
  },
  wrongObjectId: {
    what: 'The application is registered in Exchange Online with another object ID than that of its enterprise application.',
    how: 'Remove that registration and register it anew with New-ServicePrincipal (section 2.2), then run the commands for the mailboxes (2.3 and 2.4): the script leaves them out where the registration is wrong. Then paste the evidence and press “I have run it”.',
  },
  notRegisteredOrPropagating: {
    what: 'The application is not registered in Exchange Online, or not known everywhere yet. The answer is the same for both.',
    how: 'Check with Get-ServicePrincipal that the application is registered with the object ID of the enterprise application (section 2.2). If it is missing, run the commands again.',
    howWhileWaiting: 'After the commands Exchange needs up to two hours. Running them again makes it take longer.',
  },
  smtpAloneRefuses: {
    what: 'The address is not the primary one of the mailbox, or SMTP does not know the application everywhere yet. POP3 accepted the same sign-in, so the application is registered and may open the mailbox.',
    how: 'Compare the address with PrimarySmtpAddress of Get-Mailbox, and change the setup where they differ. Where they are the same, test again later.',
    howWhileWaiting: 'After the commands Exchange needs up to two hours. Running them again makes it take longer.',
  },
  mailboxNotAccessible: {
    what: 'The application is known to Exchange Online, but may not open this mailbox, or POP3 is switched off for it.',
    how: 'Check with Get-MailboxPermission that FullAccess is there (section 2.4), and with Get-CASMailbox that PopEnabled is True.',
    howWhileWaiting:
      'After section 2.4 Exchange needs up to two hours until FullAccess takes effect. Nobody has to do anything.',
  },
  mailboxBlocked: {
    what: 'The mailbox cannot be accessed: it is disabled, blocked or without a licence.',
    how: 'Check the mailbox in the Exchange admin centre, and the account behind it in Microsoft Entra ID.',
  },
  fullAccessMissing: {
    what: 'The application may not open this mailbox: FullAccess is missing.',
    how: 'Grant it with Add-MailboxPermission (section 2.4), then press “I have run it”.',
    howWhileWaiting:
      'If the command of section 2.4 was run, Exchange needs up to two hours until FullAccess takes effect. Running it again makes it take longer.',
  },
  opensNotEverywhere: {
    what: 'FullAccess does not hold on every server of Exchange Online: POP3 opened this mailbox a moment before SMTP could not.',
    how: 'Test again. If it stays so, look with Get-MailboxPermission whether FullAccess is still there (section 2.4), without running the command again.',
    howWhileWaiting:
      'While a permission spreads, Exchange Online answers by turns. It can take up to two hours; nobody has to do anything.',
  },
  popOff: {
    what: 'POP3 is switched off for this mailbox.',
    how: 'Switch it on with Set-CASMailbox -PopEnabled $true (section 2.3), then press “I have run it”.',
  },
  sendAsMissing: {
    what: 'The application may not send with this sender address: SendAs is missing.',
    how: 'Grant it with Add-RecipientPermission (section 2.4), or let the sender be the mailbox itself. Then press “I have run it”.',
    howWhileWaiting:
      'After section 2.4 Exchange needs up to two hours until SendAs takes effect. Running it again makes it take longer.',
  },
  tooManyConnections: {
    what: 'More connections send from this mailbox at once than Exchange Online allows (three).',
    how: 'Let eBiss send with at most two connections for this mailbox. It passes by itself.',
  },
  submissionQuotaExceeded: {
    what: 'The mailbox has sent as many mails as Exchange Online allows in a day.',
    how: 'It passes within 24 hours. For more, spread the mails over several mailboxes.',
  },
  mailNotFound: {
    what: 'The test mail was accepted, but did not arrive in the inbox in time.',
    how: 'Look for a rule, a filter or quarantine that moves it, and whether something else fetches this mailbox. Its subject is “eBiss mail test”.',
    howWhileWaiting:
      'Delivery may be slow just now. If it stays so, look for a rule or quarantine that moves a mail with the subject “eBiss mail test”.',
  },
  boundaryOpen: {
    what: 'The application could open a mailbox that was not asked for here.',
    how: 'Look with Get-MailboxPermission who was granted FullAccess on it, and take it back with the command below if nobody wants it.',
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
