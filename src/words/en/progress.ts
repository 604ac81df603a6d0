// What the living card says in each phase: a headline, what happens now, and what the reader can do.

export const progress = {
  title: 'eBiss 3 and Microsoft 365 mail',
  provisioning: {
    headline: 'Creating the app registration',
    text: 'This takes a few seconds. The card changes by itself.',
    paused: 'Microsoft 365 keeps it waiting. It goes on by itself, and the card changes then.',
  },
  handedOver: {
    headline: 'Waiting for the Exchange administrator',
    headlineWithConsent: 'Waiting for two administrators',
    runFirst:
      'That is to be expected as long as the commands have not been run. An Exchange administrator runs them first.',
    found: (at: string) => `Tested at ${at}, before the commands were reported as run`,
    asked: 'The request is in their channel. You are told when they decide; nothing is to be done here.',
    askedAgain: 'One approval is there. Switching SMTP AUTH on for the whole organization takes two.',
    approved: 'It is approved. An Exchange administrator runs the commands and reports them.',
    taken: 'It is approved, and somebody is at it.',
    toChat:
      'The commands are in the next card. Forward them to an Exchange administrator; once they are run, paste the evidence there and press “I have run it”.',
    notYet: 'The commands are being written and follow in a moment.',
    rejected: { headline: 'Rejected by an Exchange administrator', text: 'Their reason is below.' },
    lapsed: { headline: 'The request to Exchange has lapsed', text: '' },
    undeliverable: { headline: 'The request did not reach the Exchange administrators', text: '' },
    reason: 'Why it was rejected',
  },
  consent: {
    text: 'Admin consent is still missing. An administrator who may give it opens this link, sees what it is for, and grants it. Forward the link to one. The bot notices by itself.',
    elsewhere:
      'Or Microsoft’s own page, which may end with AADSTS500113 (no reply address) although the consent is stored:',
    action: 'Grant admin consent',
  },
  checking: {
    headline: 'Signing in to the mailboxes',
    text: 'This takes a few seconds for each mailbox. The card changes by itself.',
    roundTrip:
      'A test mail goes from each mailbox to itself, is found again and deleted. This can take a minute; the card changes by itself.',
    boundary: 'Trying a mailbox that must not open. The card changes by itself.',
  },
  waiting: {
    text: (nextTry: string) =>
      `Where every command was run, nobody has to do anything: it can take up to two hours. Next try at ${nextTry}.`,
    /** Where it is not about what the commands bring about. */
    otherwise: (nextTry: string) =>
      `The commands for Exchange have nothing to do with it. The bot tries again by itself, next at ${nextTry}.`,
    consent: {
      headline: 'Not yet: admin consent is missing',
      text: (nextTry: string) => `It is noticed by itself once it is given. Next try at ${nextTry}.`,
    },
    found: (at: string) => `What the try at ${at} found`,
    leftOut: 'If a command was left out, waiting does not help.',
  },
  confirming: {
    headline: (inARow: number) => (inARow === 1 ? 'Accepted, not sure yet' : `Accepted ${inARow} times, not sure yet`),
    text: (nextTry: string) =>
      `Exchange Online changes its mind while a permission spreads, so it counts as verified only after several successes in a row. Next try at ${nextTry}; nobody has to do anything.`,
  },
  boundary: {
    refused: 'stayed closed, as it must',
    opened: 'opened, although it was not granted',
    unknown: 'nothing is proved, because it could not be tried or a granted mailbox did not open either',
  },
  stopped: {
    headline: 'Stopped before it was complete',
    notYet: 'Not yet: stopped before it was complete',
    forward: 'Continue needs an administrator to sign in. Forward this link, or press Continue:',
  },
  wrong: {
    affected: (count: number, all: number) =>
      all === 1 ? 'Concerns the mailbox' : `Concerns ${count} of ${all} mailboxes`,
    alsoFine: (count: number) => (count === 1 ? '1 mailbox is fine.' : `${count} mailboxes are fine.`),
    moreProblems: (count: number) =>
      count === 1 ? '1 more cause is under Details.' : `${count} more causes are under Details.`,
  },
  cancelled: {
    headline: 'Cancelled',
    nothing: 'Nothing had been created. Write “setup” to begin another one.',
    something:
      'What had been created stays in the tenant. To remove it: Microsoft Entra ID, App registrations, delete the one with the client ID under Details.',
  },
  problem: { who: 'Who can mend it', how: 'What to do', about: 'About' },
  /** Titles of links that are forwarded. */
  links: {
    authorize: 'Page to authorize this setup',
    consent: 'Page to grant admin consent',
    entra: 'Microsoft’s own page for admin consent',
  },
  actions: {
    continue: 'Continue',
    change: 'Change',
    sendAgain: 'Send it again',
    toMe: 'Forward it myself',
    script: 'Show commands',
    settings: 'Open the settings page',
    testNow: 'Test now',
    testAgain: 'Test again',
    sendMail: 'Send a test mail',
    cancel: 'Cancel',
    status: 'Show status',
  },
  details: { show: 'Show details', hide: 'Hide details' },
  ids: {
    organization: 'Organization',
    tenant: 'Tenant ID',
    client: 'Client ID',
    object: 'Object ID of the enterprise application',
    secretEnds: 'Client secret ends',
    authorizedBy: 'Authorized by',
    reportedBy: 'Exchange commands run by',
    requestId: 'Request ID',
    serverWords: 'The service’s own words',
    changed: 'Last check',
    boundary: 'A mailbox that was not granted',
  },
};
