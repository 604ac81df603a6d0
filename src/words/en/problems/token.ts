// What is said when the token for the mail servers is refused, or does not hold what it must.

import type { ProblemText } from './text.ts';

export const tokenProblems = {
  clientSecretRefused: {
    what: 'Microsoft Entra ID does not accept the client secret.',
    how: 'The secret was removed or replaced. Authorize again to get a new one.',
    howWhileWaiting: 'A new secret needs up to a minute until it is accepted everywhere. Nobody has to do anything.',
    entered: {
      what: 'Microsoft Entra ID does not accept the client secret that was entered.',
      how: 'Enter the Value of the client secret from the settings page: not its Secret ID, which is a GUID, and not a part of it. If it was made within the last minutes, try it once more. If it stays refused, it was removed or replaced: authorize again to get a new one.',
    },
  },
  clientSecretExpired: {
    what: 'The client secret has expired.',
    how: 'Authorize again to get a new one, and enter it in eBiss.',
    entered: {
      what: 'The client secret that was entered has expired.',
      how: 'Enter the present client secret from the settings page in eBiss. If that one has expired as well, authorize again to get a new one.',
    },
  },
  applicationUnknown: {
    what: 'Microsoft Entra ID does not know the app registration in this tenant.',
    how: 'Look in Microsoft Entra ID, App registrations, Deleted applications, and restore it there, or authorize again.',
    howWhileWaiting: 'A new app registration needs a moment until it is known everywhere. Nobody has to do anything.',
    entered: {
      what: 'Microsoft Entra ID knows no application with the client ID that was entered, in the tenant that was entered.',
      how: 'Enter client ID and tenant ID from the settings page in eBiss. If both are the same there, look in Microsoft Entra ID, App registrations, Deleted applications.',
    },
  },
  enterpriseApplicationMissing: {
    what: 'The app registration exists, but its enterprise application is missing in this tenant.',
    how: 'Authorize again. The enterprise application is created anew.',
    howWhileWaiting:
      'A new enterprise application needs a moment until it is known everywhere. Nobody has to do anything.',
  },
  enterpriseApplicationDisabled: {
    what: 'The enterprise application may not sign in.',
    how: 'Microsoft Entra ID, Enterprise applications, this application, Properties: set “Enabled for users to sign-in?” to Yes.',
  },
  conditionalAccess: {
    what: 'A Conditional Access policy for workload identities blocks the sign-in from here.',
    how: 'Microsoft Entra ID, Conditional Access: exclude this application, or allow the addresses of this bot and of the eBiss server.',
    atEbiss: { what: 'A Conditional Access policy for workload identities blocks the sign-in from the eBiss server.' },
  },
  tokenRefused: {
    what: 'Microsoft Entra ID gave no token.',
    how: 'Its own words are under Details. Look up the request ID in Microsoft Entra ID, Sign-in logs, Service principal sign-ins.',
    howWhileWaiting: 'Microsoft Entra ID is busy at the moment. Nobody has to do anything.',
  },
  tokenWrong: {
    what: 'The token is for another tenant, application or service than the one that was asked for.',
    how: 'Those who run this bot should check ENTRA_URL.',
  },
  clientSecretMissing: {
    what: 'The sign-in came without a client secret.',
    how: 'Enter the client secret from the settings page in eBiss, in the channel’s OAuth settings.',
  },
  tenantIdNeeded: {
    what: 'The address of the sign-in names no tenant (“common” or “consumers”).',
    how: 'Put the tenant ID from the settings page into the token address in eBiss.',
  },
  scopeWrong: {
    what: 'The scope of the sign-in is not the one that Exchange Online needs.',
    how: 'It must be exactly https://outlook.office365.com/.default, as on the settings page, and nothing beside it.',
  },
  userSignInUsed: {
    what: 'Microsoft Entra ID took this for the sign-in of a person, not of an application.',
    how: 'Choose client credentials in eBiss, and check that tenant ID and client ID are those of the settings page.',
  },
  permissionMissing: {
    what: 'The token lacks a permission, so the admin consent is missing.',
    how: 'Grant it with the link on the card of this setup, or in Microsoft Entra ID, App registrations, this application, API permissions: “Grant admin consent”. Then test again.',
    howWhileWaiting:
      'Admin consent that was just granted needs a few minutes until tokens carry it. Nobody has to do anything.',
  },
} as const satisfies Record<string, ProblemText>;
