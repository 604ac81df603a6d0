// Words of the hand-over card, for Exchange administrators who have not heard of this setup before.

export const handOver = {
  title: 'Exchange commands for eBiss 3 mail',
  request: {
    headline: 'Please run these commands as Exchange administrator',
    text: 'They let one application sign in to the mailboxes named here, and to no others.',
  },
  requestedBy: 'Requested by',
  mailboxes: 'Mailboxes',
  section: (section: string, title: string) => `${section} ${title}`,
  pattern: (count: number) =>
    `One loop does the same for all ${count} mailboxes. The script behind the link has it as well, with checks before and evidence after.`,
  script: 'Open the whole script',
  scriptLink: 'The whole script, to open or forward:',
  doneHint:
    'Run all of it, then press the button. The sign-in is tested at once and repeated while Exchange Online takes over the changes.',
  done: 'I have run it',
  doneAgain: 'I have run it again',
  refresh: 'Refresh',
  showCommands: 'Show the commands',
  hideCommands: 'Hide the commands',
  reportedBy: 'Reported as run by',
  checking: { headline: 'Reported as run; signing in now', text: 'The card changes by itself.' },
  waiting: {
    headline: 'Reported as run; not effective yet',
    text: (nextTry: string) =>
      `Where every command was run, please do not run them again: that makes it take longer. Next try at ${nextTry}.`,
  },
  wrong: { headline: 'Reported as run, but the sign-in is refused' },
  reported: { headline: 'Reported as run', text: 'The next steps are with the requester.' },
  finished: { headline: 'Done: the sign-in works', text: 'Nothing more to do here.' },
  cancelled: { headline: 'Cancelled: please do not run these commands', text: 'The requester withdrew the setup.' },
};
