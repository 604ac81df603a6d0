// Words around tests that somebody asks for: what is asked before, and what cannot be done just now.

export const tests = {
  tooOften: (seconds: number) =>
    `Those are too many tests in one minute. Try again in ${seconds} s; tries that are planned go on by themselves.`,
  boundaryBegun: (setupId: string) => `${setupId}: trying that mailbox. The answer comes here in a few seconds.`,
  boundaryOfWhat: 'Which mailbox must not open? Write its address behind it: test boundary office@contoso.example',
  boundaryGranted: 'That mailbox belongs to this setup, so it should open. Name one that was not granted.',
  /** `name`: of whoever authorized it. Text of others. */
  boundaryNotYours: (name: string) =>
    `Only ${name === '' ? 'whoever authorized this setup' : name}, who authorized this setup, may try a mailbox that was not granted.`,
  live: {
    title: 'Is eBiss already fetching mail?',
    text: 'A test mail goes from each mailbox to itself and is looked for over POP3. If eBiss fetches it first, “not found” says nothing.',
    yes: 'Yes, it may be',
    no: 'No, not yet',
  },
  explain: {
    title: 'What this means',
    /** Where no text stands behind the command. */
    ofWhat: 'Paste the error from the log of eBiss behind the word: explain 535 5.7.3 Authentication unsuccessful',
    context: (setupId: string) => `Seen together with what is known of ${setupId}.`,
    unknown: 'This text is not known here',
    unknownText:
      'Nothing in it is an answer that Microsoft 365 is known to give. Paste the whole line with the server’s answer, or write “test” to see what the bot gets from the same servers.',
    commands: 'Commands for Exchange Online PowerShell',
  },
  server: {
    title: 'From the eBiss server',
    fine: 'Everything worked from there: token, SMTP and POP3 as far as they were asked for.',
    partly: 'What was tried from there worked. Not everything was tried, so that says nothing of the rest.',
    remarks: {
      untried: (channel: string) =>
        `Not tried from there (${channel}). The script gives a channel up where it cannot be reached, ends after 20 minutes, and knows only what was asked for when it was fetched:`,
      failsThere: (channel: string) => `Fails from there alone (${channel}); the bot’s own latest test was in order:`,
      failsHere: (channel: string) => `Worked from there (${channel}); the bot’s own latest test was not in order:`,
      otherReason: (channel: string) => `Fails from there and for the bot (${channel}), but for different reasons:`,
    },
    tokenRemarks: {
      failsThere: 'The bot’s own latest test got a token, so the place from which it is asked for may matter.',
      failsHere: 'The bot’s own latest test got no usable token.',
    },
    at: (at: string) => `As its clock says: ${at}`,
    token: 'Token',
    damaged:
      'The result of the script could not be read: a part is missing or was changed. Copy the whole block once more, from its first to its last line.',
    otherSetup: 'That result belongs to another setup. Run the script of this one.',
    tooLong: 'That is more than a result of the script. Paste the block alone.',
  },
};
