// Around the client secret: reading it, that it is in eBiss and not kept here any more, and tests that ask for it. `who` is
// a name and an account: text of others.

export const secret = {
  notices: {
    read: (who: string) =>
      `the client secret was shown on the settings page to ${who}. If that was not to be expected, tell your Microsoft Entra administrator at once.`,
    delivered: (who: string) =>
      `the client secret is in eBiss, as ${who} confirmed. It is not kept here any more; tests ask for it on the settings page.`,
  },
  cards: {
    notKept: 'Not kept here any more; it is in eBiss',
    nextStep:
      'The client secret is in eBiss, as was confirmed on the settings page. It is not kept here any more; tests ask for it there.',
    acceptedAt: (at: string) => `Not verified: accepted at ${at}, but not by the latest test`,
    readBy: 'Client secret shown to',
    deliveredBy: 'In eBiss, confirmed by',
  },
  /** In the chat, to whoever asks for a test. */
  testOnPage: (setupId: string, url: string) =>
    `${setupId}: the client secret is not kept here any more, so nothing can be tested from the chat. Bring it along to the settings page, never into the chat: ${url}`,
  page: {
    signInOnce: 'The client secret is hidden. To see it you sign in once more, and the requester is told who saw it.',
    ready: (until: string) =>
      `You have signed in to see the client secret. It is shown once, if you press the button by ${until}, and the requester is told.`,
    show: 'Show it now',
    shownOnce: 'The client secret is shown below, this once. Copy it into eBiss, then hide it.',
    notKept: (at: string) =>
      `The client secret is not kept here any more. That it is in eBiss was confirmed on ${at} by`,
    notKeptRow: 'Not kept here any more',
    lastRead: (at: string) => `The client secret was last shown on ${at} to`,
    delivery: {
      title: 'Once it is in eBiss',
      what: 'The bot keeps its own copy of the client secret, encrypted, for tests. When the secret is in eBiss and works there, that copy is needed no longer.',
      afterwards:
        'This cannot be undone. Later tests ask for the secret on this page. Should it be lost, a new one has to be made.',
      sure: 'I have entered the client secret in eBiss',
      button: 'It is in eBiss: destroy the copy',
      later:
        'When the client secret is in eBiss, the bot’s own copy can be destroyed here. That is offered once the secret was shown and the settings are verified.',
    },
    test: {
      title: 'Test these settings',
      what: 'The secret is used for this one test, in memory, and is neither stored nor logged. Sign-ins to each mailbox are made as eBiss makes them; no mail is read, sent or deleted.',
      label: 'Client secret',
      hint: 'Its value as it stands in eBiss, not the secret ID.',
      button: 'Test now',
      refused: (at: string) =>
        `The test at ${at} got no token with the client secret that was typed. If it was mistyped, test again below.`,
      replaced: 'If it was removed or replaced in Microsoft Entra ID, an administrator can have a new one made:',
      authorize: 'Authorize again',
      running: 'The settings are being tested. This page shows the result by itself.',
      mistakes: {
        empty: 'Enter the client secret.',
        form: 'This is not a client secret: it has 16 to 200 letters, digits and signs, without spaces.',
        notNow: 'Another test is running just now. Try again in a minute.',
      },
      tooOften: (seconds: number) => `Those are too many tests in one minute. Try again in ${seconds} s.`,
    },
  },
};
