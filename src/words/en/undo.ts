// Words of the card with the reverse commands.

export const undo = {
  title: 'Undo: mail access for eBiss 3',
  headline: 'The reverse commands, in the reverse order',
  text: 'They take back what the commands of this setup did, and nothing else. eBiss can no longer sign in afterwards.',
  withBefore: 'Values from before are those that the evidence told.',
  withoutBefore:
    'No evidence tells the values from before. The application’s permissions and its registration are removed; switches for SMTP and POP3 stay as they are.',
  askedBy: 'Asked for by',
  onPage: (count: number) =>
    `The commands for all ${count} mailboxes are on the page behind the link, and in its script.`,
  script: 'Open script',
  scriptLink: 'The whole script, to open or forward:',
  link: 'Page with the script',
  toChannel: (setupId: string) =>
    `${setupId}: the reverse commands go to the channel of the hand-over. You are told if they do not get there.`,
  toChat: (setupId: string) =>
    `${setupId}: the reverse commands follow in the next card. Forward them to an Exchange administrator.`,
};
