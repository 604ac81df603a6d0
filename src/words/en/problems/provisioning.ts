// What is said when Microsoft Graph does not do what was asked of it.

import type { ProblemText } from './text.ts';

export const provisioningProblems = {
  graphRefused: {
    what: 'Microsoft Graph refused the request.',
    how: 'Its own words are under Details. Send them, with the request ID, to those who run this bot.',
  },
  graphForbidden: {
    what: 'Microsoft Graph says that the administrator may not do this.',
    how: 'Authorize again as Application Administrator or Cloud Application Administrator, with the role active.',
  },
  throttled: {
    what: 'Microsoft asks to wait: there are too many requests or changes in this tenant at the moment.',
    how: 'Wait a few minutes, then press Continue. What is already created is kept.',
    inTest: {
      what: 'Microsoft Entra ID asks to wait: there are too many requests at the moment.',
      how: 'Wait a few minutes, then test again. A test changes nothing.',
    },
    atEbiss: { how: 'Wait a few minutes, then try again.' },
  },
  notReplicated: {
    what: 'Microsoft Entra ID does not know everywhere yet what was just created.',
    how: 'Wait a minute, then press Continue. Nothing is created twice.',
  },
  noAnswer: {
    what: 'No answer came, so it is not known whether the change was made.',
    how: 'Press Continue. The tenant is looked at first, and nothing is created twice.',
    inTest: {
      what: 'Microsoft Entra ID did not answer, so there is no token and nothing is known about the mailboxes.',
      how: 'Test again in a few minutes; a test changes nothing. If there is never an answer, check the way out to login.microsoftonline.com, port 443.',
    },
  },
  exchangeOnlineMissing: {
    what: 'This tenant has no Exchange Online, or not the permission that the channel needs.',
    how: 'Check in the Microsoft 365 admin center that the tenant has a license with Exchange Online, and that the setup names the right tenant.',
  },
  mailboxUnknown: {
    what: 'No mailbox with this address was found.',
    how: 'Check the address in the Exchange admin center, Recipients, Mailboxes, and change the setup.',
  },
  applicationDeleted: {
    what: 'A deleted app registration still holds the key of this setup, so a new one cannot be created.',
    how: 'Microsoft Entra ID, App registrations, Deleted applications: restore it or delete it permanently. Then press Continue.',
  },
  permissionUnknown: {
    what: 'Exchange Online does not offer this permission under the ID that was read for it.',
    how: 'Press Continue: the permissions are read anew.',
  },
  policyForbids: {
    what: 'A policy of this tenant forbids an app registration such as this one.',
    how: 'Microsoft Entra ID, Enterprise apps, Application policies: exempt this app, or change the rule that its words under Details name. Then press Continue.',
  },
  quotaExceeded: {
    what: 'The directory quota of the account that signed in, or of the tenant, is used up.',
    how: 'Delete app registrations that are no longer needed (deleted ones count until they are deleted permanently), or authorize with another account. Then press Continue.',
  },
  secretsForbidden: {
    what: 'A policy of this tenant forbids client secrets, and eBiss 3 cannot use certificates.',
    how: 'Exempt this one app: Microsoft Entra ID, Enterprise apps, Application policies, “Block password addition”, excluded applications. Then press Continue.',
  },
  secretLifetimeTooLong: {
    what: 'A policy of this tenant allows client secrets only for less than 30 days.',
    how: 'Exempt this one app: Microsoft Entra ID, Enterprise apps, Application policies, “Restrict max password lifetime”, excluded applications. Then press Continue.',
  },
  interrupted: {
    what: 'The bot was restarted in the middle of the work. What was done until then is kept.',
    how: 'Press Continue and let an administrator sign in again. Nothing is created twice.',
  },
} as const satisfies Record<string, ProblemText>;
