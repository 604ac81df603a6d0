// The page on which an administrator decides, and then sees what is being done.

import { count } from './count.ts';

export const plan = {
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
};

export const progress = {
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
      'The verification has not succeeded yet. The bot keeps trying; the card in Teams says what the latest try found.',
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
};
