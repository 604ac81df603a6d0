// Every word of the browser pages, in English. No markup and no logic beyond putting values into sentences. Names of
// roles, permissions and portal items are Microsoft's, as its portals show them.

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

export const pages = {
  language: 'en',
  product: 'eBiss mail setup',
  setup: (id: string) => `Setup ${id}`,
  reference: (reference: string) => `Reference ${reference}`,
  copy: 'Copy',
  copied: 'Copied',
  copyOf: (label: string) => `Copy ${label}`,
  details: 'Details',
  requestId: 'Request ID',
  canMend: 'Who can mend it:',
  /** A page cannot know its reader's zone without script, so it says UTC. */
  atTime: (iso: string) => `${time.format(new Date(iso))} UTC`,
  onDay: (iso: string) => day.format(new Date(iso)),
  again: 'Try again',

  signIn: {
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
  },

  leaving: {
    title: 'Going to Microsoft sign-in',
    what: 'Your browser goes there by itself. When you have signed in, it comes back here.',
    link: 'Go to Microsoft sign-in',
  },

  gone: {
    title: 'This link is not valid',
    what: 'The link is incomplete, has expired, or leads to what no longer exists.',
    how: 'In Teams, write to the bot again what brought the link: “status” for a page of a setup, “undo” for the reverse commands, “audit” for the audit trail, or “exchange here”, in that channel, to confirm it.',
  },
  strayCallback: {
    title: 'This sign-in cannot be completed here',
    what: 'The sign-in was started in another browser, has been completed already, or took too long. Nothing was changed.',
    how: 'Open the link from Teams again and sign in from there.',
  },
  notFromHere: {
    title: 'Nothing was changed',
    what: 'This request did not come from a page that is still open to you.',
    how: 'Open the link from Teams again and press the button there.',
  },
  tooOften: {
    title: 'Too many requests',
    what: 'More was asked for with this account, or for its tenant, than the bot answers in so short a time. Nothing was changed.',
    how: (seconds: number) => `Load this page again in ${count(seconds, 'second', 'seconds')}.`,
  },
  notFound: { title: 'There is no such page', what: 'The address is wrong.', how: 'Open the link from Teams again.' },
  broken: {
    title: 'Something went wrong here',
    what: 'The program ran into an error of its own. It has been logged.',
    how: 'Try again in a minute. If it happens again, tell those who run the bot.',
  },
  cancelled: {
    title: 'This setup was cancelled',
    what: 'Nothing more will be created.',
    how: 'A new setup begins in Teams with the message setup.',
  },
  rights: {
    title: 'This account may not do this',
    create: {
      needs: 'To create the app registration and the enterprise application, one of these roles must be active:',
      roles: [
        'Cloud Application Administrator',
        'Application Administrator',
        'Global Administrator',
        'Application Developer (may create, but not grant admin consent)',
      ],
    },
    consent: {
      needs: 'Only the admin consent is missing. To grant it, one of these roles must be active:',
      roles: [
        'Cloud Application Administrator',
        'Application Administrator',
        'Privileged Role Administrator',
        'Global Administrator',
      ],
    },
    exchange: {
      needs: 'To confirm where hand-overs to Exchange administrators go, one of these roles must be active:',
      roles: ['Exchange Administrator', 'Global Administrator'],
    },
    how: 'If you hold one of them through Privileged Identity Management, activate it there, then press “Sign in again”. Otherwise use another account, or forward the link to somebody who has the role.',
    misconfigured:
      'If the role is active and you still see this page, the sign-in app of this bot does not tell directory roles: those who run the bot set groupMembershipClaims to DirectoryRole in its manifest.',
    again: 'Sign in again',
  },
  refused: {
    title: 'This page is not meant for this account',
    what: 'Nothing is shown here to the account that you signed in with.',
    how: 'If you have another account, use that. Otherwise ask whoever sent you the link.',
  },

  plan: {
    title: 'Authorize this setup',
    consentTitle: 'Grant admin consent',
    mayNotConsent:
      'Your account may create this, but not grant admin consent. Everything else is created now; the consent is handed on to an administrator who may, with a link. If you hold such a role through Privileged Identity Management, activate it and sign in again.',
    who: {
      title: 'Who asks',
      for: 'For the eBiss installation',
      asked: 'Asked in Teams on',
      member: 'Member',
      guest: 'Guest',
      external: 'External',
      notVerified: 'Not verified',
      guestHint: 'A guest in this tenant, not one of its own people.',
      externalHint: (tenantId: string) =>
        `From another tenant (${tenantId}). Your directory cannot vouch for this person; the name is the one that Teams gave.`,
      notVerifiedHint: 'Your directory could not be asked about this person; the name is the one that Teams gave.',
      expect: 'Go on only if you expect this request.',
    },
    tenant: { title: 'For which tenant', name: 'Organization', id: 'Tenant ID', typed: 'Asked for as' },
    create: {
      title: 'What will be created',
      onlyConsentTitle: 'What exists, and what you grant',
      authorizedBy: 'Authorized by',
      fresh: 'New',
      kept: 'Exists, kept',
      application: (name: string) => `App registration ${name}`,
      applicationHint: 'Accounts in this organizational directory only (single tenant), no redirect URI.',
      servicePrincipal: 'Enterprise application',
      servicePrincipalHint: 'Of the same name. Exchange Online knows the app by its object ID.',
      permissions: (names: string) => `API permissions ${names}`,
      permissionsHint: 'Application permissions of Office 365 Exchange Online.',
      secret: 'Client secret',
      secretHint: 'Kept encrypted by the bot, for its own checks and for those who may read it. Valid until',
      consent: 'Admin consent',
      consentHint: (names: string) => `For ${names}, in the whole tenant, given by you.`,
      consentLater: {
        elsewhere: 'Admin consent is not part of this: you chose to create only. Somebody else grants it later.',
        handedOn: 'Admin consent is not part of this: your account may not grant it. Somebody else grants it later.',
      },
      sameName: (name: string, other: number) =>
        `${count(other, 'app registration', 'app registrations')} named ${name} ${other === 1 ? 'exists' : 'exist'} already. ${other === 1 ? 'It is' : 'They are'} left alone; a new one with the same name is created beside ${other === 1 ? 'it' : 'them'}.`,
      shortened: (months: number, days: number) =>
        `Your tenant's app management policy allows client secrets for ${count(days, 'day', 'days')}. The ${count(months, 'month', 'months')} asked for are shortened to that.`,
      forbidden:
        "Your tenant's app management policy forbids client secrets, and eBiss cannot use certificates. An administrator has to exempt this app from the policy first (Microsoft Entra admin center, Enterprise apps, Application policies). Then open this page again.",
      policyUnknown:
        "Your account may not read the tenant's app management policy. If it bounds client secrets, a shorter lifetime is used and told; if it forbids them, the setup stops there and says so.",
    },
    able: {
      title: 'What it will be able to do',
      send: 'Send mail over SMTP, signed in as these mailboxes',
      receive: 'Read and delete mail over POP3 in these mailboxes',
      sender: (sender: string) => `Send with the sender address ${sender}`,
      onlyAfter: 'Only after an Exchange administrator has opened these mailboxes to it:',
      notTitle: 'What it will not be able to do',
      nots: [
        'Reach any other mailbox, unless an Exchange administrator opens it',
        'Read users, groups, files or chats, or change anything in the directory',
        'Act in the name of a person',
      ],
      notFound: (number: number) =>
        `${count(number, 'address is', 'addresses are')} not the address of any user in this tenant. A group or contact may have it; otherwise the Exchange commands will fail.`,
      notFoundBadge: 'Not found',
      notChecked: 'Not checked',
    },
    afterwards: {
      title: 'What people must do afterwards',
      consent:
        'A Cloud Application Administrator, Application Administrator, Privileged Role Administrator or Global Administrator',
      consentTask: 'grants the admin consent.',
      exchange: 'An Exchange administrator',
      exchangeTask: (smtp: boolean, mailboxes: number) =>
        `runs the commands that the bot prepares. They register the app in Exchange Online, ${smtp ? 'allow SMTP AUTH, ' : ''}and open ${count(mailboxes, 'mailbox', 'mailboxes')} to it.`,
      organizationWide: 'The commands allow SMTP AUTH for the whole organization, as asked.',
      ebiss: 'Whoever looks after eBiss',
      ebissTask: 'enters the verified settings there.',
      wait: 'Exchange Online may take up to two hours until it accepts the sign-in. The bot keeps checking.',
    },
    reader: {
      title: 'Who may read the client secret',
      you: 'You may. Nobody else, unless you name one more person:',
      label: 'One more reader (optional)',
      placeholder: 'name@contoso.com',
      hint: 'The user principal name of a member of this tenant. Guests cannot be chosen.',
      unknown: (username: string) =>
        `No member of this tenant has the user principal name ${username}. Guests cannot be chosen. Correct it, or leave the field empty.`,
      tooLong: 'A user principal name has at most 113 characters. Correct it, or leave the field empty.',
      invalid: 'A user principal name looks like name@contoso.com. Correct it, or leave the field empty.',
    },
    decide: {
      title: 'Your decision',
      create: 'Create it',
      grant: 'Grant admin consent',
      go: 'Nothing has been created so far.',
      goOn: 'What exists already is kept; only what is missing is created.',
      grantOnly: 'What exists already is kept; only the admin consent is granted.',
    },
    stale:
      'The setup changed while this page was open. This is the plan as it is now; read it again before you create it.',
    busy: 'This setup is being worked on at this moment. Try again in a minute.',
    stoppedBefore: 'An earlier attempt stopped',
  },

  progress: {
    title: 'Setup in progress',
    running: 'At work. This page follows along.',
    list: 'Checklist',
    since: 'since',
    notWholeTitle: 'This setup is not complete yet',
    goOn: 'Sign in again and go on',
    goOnHint: 'What exists already is kept; only what is missing is created.',
    doneTitle: 'Your part is done',
    nextTitle: 'What comes next',
    next: {
      handedOver:
        'The bot has posted the PowerShell commands for the Exchange administrator in Teams. Once they have run them and pressed “I have run it”, the bot verifies the mailboxes.',
      checking: 'The Exchange commands were reported as run. The bot is signing in to the mailboxes.',
      waiting:
        'Exchange Online does not accept the sign-in yet. The bot keeps trying; waiting is all there is to do for now.',
      wrong: 'The verification failed. The card in Teams says what is wrong and who can mend it.',
      confirming: 'The sign-in was accepted. It is tried again a few times to be sure.',
      signedIn: 'The bot signed in to the mailboxes. That mail is accepted is not proved.',
      verified: 'The mailboxes were verified. The settings can be entered in eBiss.',
    },
    shortened: (end: string) =>
      `The client secret ends on ${end}, because a policy of this tenant allows a shorter time than planned.`,
    consent: {
      missing: 'Admin consent is still missing.',
      refused: 'Microsoft Graph did not let this account grant admin consent, so it is still missing.',
      who: 'A Cloud Application Administrator, Application Administrator, Privileged Role Administrator or Global Administrator grants it, at any time. Until then the app gets no permission. The bot notices by itself once it is granted.',
      open: 'Send them this link. They sign in, see what it is for, and grant it:',
      link: 'the link for admin consent',
      orEntra: 'Or they use Microsoft’s own page:',
      address: 'the address of Microsoft’s page',
      mayEnd: 'That page may end with AADSTS500113 (no reply address). The consent is stored all the same.',
    },
    settings: 'Open the settings page',
    settingsHint:
      'The settings page asks you to sign in once more. It holds everything that eBiss needs, and the client secret.',
  },

  settings: {
    title: 'Settings for eBiss',
    where: 'In eBiss 3, open Communication Channels and enter these values, in this order.',
    notYet: 'There are no settings yet. They appear once the app registration has been created.',
    tested: 'Tested instead:',
    secretHidden: 'Hidden',
    showSecret: 'Show the client secret',
    hideSecret: 'Hide the client secret',
    secretShown: 'The client secret is shown below. Hide it before you leave this page.',
    secretOnlyFor: 'May be read only by',
    and: 'and',
    secretNotKept: 'The client secret is no longer kept here. A new one has to be made.',
    secretNotPrinted: 'not printed',
    idsTitle: 'Which ID is which',
    idsHint:
      'The three look alike. A value in the wrong place makes the sign-in fail with a message that names another cause.',
    tenantId: 'Tenant ID',
    tenantIdHint: 'Identifies the organization. Also called Directory ID. It is part of the Server URL.',
    clientId: 'Client ID',
    clientIdHint:
      'Identifies the app registration. Also called Application ID. eBiss needs this one. It is not the Object ID.',
    objectId: 'Object ID',
    objectIdHint:
      'Identifies the enterprise application. Only the Exchange commands need it; it is never entered in eBiss. It is not the Client ID.',
    secretEnds: 'The client secret is valid until',
  },

  script: {
    title: 'Commands for Exchange',
    where: 'Run these in PowerShell as an Exchange administrator, in this order. Every value is filled in.',
    notYet: 'There are no commands yet. They appear once the app registration and the enterprise application exist.',
    section: (section: string) => `Step ${section}`,
    commands: 'the commands of this step',
    download: 'Download .ps1',
    unblock: 'Windows blocks downloaded scripts where the execution policy is RemoteSigned. Allow this one first:',
    afterwards:
      'When everything has run, paste the evidence that the script prints into the card in Teams, and press “I have run it”. The bot then verifies the mailboxes.',
    undoTitle: 'Commands that undo it',
  },
  exchange: {
    title: 'Where hand-overs go',
    channel: {
      title: 'Which channel',
      unnamed: 'Teams did not tell its name',
      id: 'Conversation ID',
      team: 'Team',
      channel: 'Channel',
    },
    who: {
      title: 'Who proposes it',
      asked: 'Proposed in that channel on',
      expect: 'Confirm it only if you know this channel and expect this request.',
    },
    means: {
      title: 'What it means',
      list: [
        'Every hand-over of this tenant is posted there: who asks, which mailboxes, the commands. No secret is ever posted.',
        'Everybody in that channel can approve, reject and report hand-overs. So it should hold Exchange administrators only.',
        'It stays until an Exchange Administrator or Global Administrator confirms another channel.',
      ],
      replaces: 'It replaces',
      replacesUnnamed: 'a channel whose name Teams did not tell',
      first: 'So far this tenant has no such channel; requesters get the commands to forward.',
      same: 'This channel is confirmed already.',
      confirmed: (at: string) => `confirmed on ${at} by`,
    },
    decide: { title: 'Confirm', button: 'Confirm this channel' },
    done: {
      title: 'This channel is confirmed',
      what: 'Hand-overs of this tenant go there from now on. The channel was told.',
    },
  },
};
