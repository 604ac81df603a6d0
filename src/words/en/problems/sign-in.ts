// What is said when a sign-in on the page, or the right to provision, fails.

import type { ProblemText } from './text.ts';

export const signInProblems = {
  tenantUnknown: {
    what: 'Microsoft Entra ID knows no tenant by this name.',
    how: 'Check the spelling of the domain, or take the tenant ID from Microsoft Entra ID, Overview, and change the setup.',
    entered: { how: 'Enter the tenant ID from the settings page in eBiss, without brackets around it.' },
  },
  tenantNotAllowed: {
    what: 'This bot is not set up to work for this tenant.',
    how: 'Those who run the bot can add the tenant to ALLOWED_TENANTS.',
  },
  wrongTenantSignedIn: {
    what: 'The account that signed in belongs to another tenant than the one of this setup.',
    how: 'Open the link again and choose “Use another account”: an administrator account of the setup’s tenant.',
  },
  signInDeclined: {
    what: 'The sign-in was cancelled before it was complete.',
    how: 'Sign in again.',
  },
  signInConsentMissing: {
    what: 'This tenant has not consented to the permissions with which the page works for an administrator.',
    how: 'Sign in with an account that may consent for the organization, and tick “Consent on behalf of your organization”.',
  },
  signInRefused: {
    what: 'Microsoft Entra ID refused the sign-in.',
    how: 'Look up the request ID in Microsoft Entra ID, Sign-in logs; the entry names the policy or the reason.',
  },
  signInExpired: {
    what: 'The sign-in of the administrator has ended: it is good for about an hour, and can be revoked.',
    how: 'Sign in again and go on. What is already created is kept.',
  },
  signInNotFresh: {
    what: 'Microsoft Entra ID did not ask for your password or key anew, so the client secret stays hidden.',
    how: 'Press “Show the client secret” again, and give your credentials when Microsoft asks for them.',
  },
  signInTimeMissing: {
    what: 'The sign-in app of this bot does not tell when somebody signed in, so the client secret stays hidden.',
    how: 'Those who run the bot add the optional claim auth_time to the ID token: Microsoft Entra ID, App registrations, the sign-in app, Token configuration.',
  },
  directoryRoleMissing: {
    what: 'The account that signed in has no active directory role that may create app registrations and consent.',
    how: 'Sign in as Application Administrator or Cloud Application Administrator. A role under Privileged Identity Management must be activated first; sign in again after that.',
  },
} as const satisfies Record<string, ProblemText>;
