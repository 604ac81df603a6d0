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
    what: 'Microsoft Graph has too many requests from this tenant at the moment.',
    how: 'Wait a few minutes, then press Continue. What is already created is kept.',
  },
  notReplicated: {
    what: 'Microsoft Entra ID does not know everywhere yet what was just created.',
    how: 'Wait a minute, then press Continue. Nothing is created twice.',
  },
  noAnswer: {
    what: 'No answer came, so it is not known whether the change was made.',
    how: 'Press Continue. The tenant is looked at first, and nothing is created twice.',
  },
  exchangeOnlineMissing: {
    what: 'This tenant has no Exchange Online, or not the permission that the channel needs.',
    how: 'Check in the Microsoft 365 admin center that the tenant has a license with Exchange Online, and that the setup names the right tenant.',
  },
  mailboxUnknown: {
    what: 'No mailbox with this address was found.',
    how: 'Check the address in the Exchange admin center, Recipients, Mailboxes, and change the setup.',
  },
  secretsForbidden: {
    what: 'A policy of this tenant forbids client secrets, and eBiss 3 cannot use certificates.',
    how: 'Ask for an exemption for this one app registration: Microsoft Entra ID, Enterprise applications, Application policies.',
  },
  secretLifetimeTooLong: {
    what: 'A policy of this tenant allows only a shorter lifetime of client secrets.',
    how: 'Change the setup and choose a shorter lifetime.',
  },
  interrupted: {
    what: 'The bot was restarted in the middle of the work. What was done until then is kept.',
    how: 'Press Continue and let an administrator sign in again. Nothing is created twice.',
  },
} as const satisfies Record<string, ProblemText>;
