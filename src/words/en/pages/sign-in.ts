// What the pages say before sign-in. They tell nothing of the setup.

export const signIn = {
  otherAccount: 'Use another account',
  signedInAs: 'Signed in as',
  authorize: {
    title: 'Authorize a setup',
    what: 'Somebody asked for a connection between the EDI server eBiss 3 and Microsoft 365 mail. Sign in with an administrator account to see who asks and what would be created.',
    nothingYet: 'Signing in changes nothing in your tenant. You see the whole plan first and decide there.',
    consent: 'Sign in to create and grant admin consent',
    consentHint:
      'Microsoft asks you for one more permission, AppRoleAssignment.ReadWrite.All. The bot needs it once, to grant the admin consent for you.',
    create: 'Sign in to create only',
    createHint: 'Somebody else grants the admin consent later.',
    roles:
      'You need the role Cloud Application Administrator, Application Administrator or Global Administrator. With Application Developer you can create, and somebody else grants the consent.',
  },
  consent: {
    title: 'Grant admin consent',
    what: 'A connection between the EDI server eBiss 3 and Microsoft 365 mail has been created; its admin consent is still missing. Sign in with an administrator account to see what it is for.',
    button: 'Sign in to grant admin consent',
    roles:
      'You need the role Cloud Application Administrator, Application Administrator, Privileged Role Administrator or Global Administrator.',
  },
  audit: {
    title: 'Audit trail',
    what: 'This page holds who did what about a mail connection. Sign in so that it can tell whether it is meant for you.',
    button: 'Sign in',
  },
  settings: {
    title: 'Settings for eBiss',
    what: 'This page holds settings of a mail connection. Sign in so that it can tell whether they are meant for you.',
    button: 'Sign in',
  },
  exchange: {
    title: 'A place for hand-overs',
    what: 'Somebody proposed a Teams channel to which PowerShell commands for Exchange administrators are to be sent. Sign in as Exchange administrator to see which channel, and to confirm it.',
    button: 'Sign in',
  },
  script: {
    title: 'Commands for Exchange',
    what: 'This page holds PowerShell commands for an Exchange administrator. Sign in so that it can tell whether they are meant for you.',
    button: 'Sign in',
  },
};
