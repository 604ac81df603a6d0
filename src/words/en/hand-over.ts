// Words of the hand-over card, for Exchange administrators who have not heard of this setup before.

import type { ReasonMistake } from '../../conversation/read-reason.ts';
import type { EvidenceRefusal } from '../../exchange/read-evidence.ts';
import type { PressRefusal } from '../../setup/hand-over-state.ts';
import type { Channel, SetupRequest } from '../../setup/request.ts';

/** Said beside the card where a press does nothing; what was typed stays in the card. */
const refused: Readonly<Record<Exclude<PressRefusal, 'changed'> | 'notMember' | 'membershipUnknown', string>> = {
  ownRequest:
    'This is your own request, so somebody else of this channel approves and reports it. (Those who run this bot can change that: FOUR_EYES.)',
  sameApprover:
    'You have approved it already. Switching SMTP AUTH on for the whole organization takes a second person of this channel.',
  evidenceNeeded:
    'Without a channel for hand-overs, the evidence must show who ran the commands. Paste the block that the script prints at its end.',
  ownAccount:
    'The evidence names your own account. Somebody else runs the commands, as an Exchange administrator; their evidence is pasted here.',
  notMember:
    'Teams does not list you as a member of this channel, so what goes on here is not for you. Nothing was changed.',
  membershipUnknown: 'Teams did not answer whether you are a member of this channel. Nothing was changed; try again.',
};

const reasonMistakes: Readonly<Record<ReasonMistake, string>> = {
  missing: 'Write why you reject it. The requester reads that and can change the request.',
  tooLong: 'Write it in 500 characters or less.',
  unsafeCharacters: 'There is an invisible or control character in the reason. Type it instead of pasting it.',
};

const evidenceRefusals: Readonly<Record<EvidenceRefusal, string>> = {
  tooLong: 'That is more than 64 KB. Paste only the evidence block, from its first line to its last.',
  none: 'There is no evidence in what you pasted. Paste the block that the script prints at its end, with its first and last line.',
  damaged:
    'The evidence is cut off or was changed on the way. Copy the whole block again, from its first line to its last.',
  otherFormat: 'The evidence is from another version of this bot. Open the script from this card, and run it again.',
  otherSetup: 'The evidence is that of another setup. Paste that of this one; its id is at the top of this card.',
  otherTenant:
    'The evidence is from another tenant. Run the script again and sign in to the tenant named on this card.',
  otherText:
    'The evidence is of commands that are no longer the present ones. Open the script from this card, and run that.',
};

const ableTo: Readonly<Record<Channel, string>> = {
  smtp: 'Sign in to SMTP and send mail as these mailboxes',
  pop3: 'Sign in to POP3 and read and delete the mail of these mailboxes',
};

export const handOver = {
  title: 'Mail access for eBiss 3',
  asked: {
    headline: 'May this application use these mailboxes?',
    text: 'Approve it, or reject it with a reason. Nothing has been changed in Exchange so far.',
  },
  askedAnew: {
    headline: 'May this application use these mailboxes?',
    text: 'Approve it, or reject it with a reason. It was handed over before, in another form or elsewhere, and those commands may have been run.',
  },
  askedAgain: {
    headline: 'One more approval is needed',
    text: 'Switching SMTP AUTH on for the whole organization takes two people.',
  },
  askedInChat: {
    headline: 'For an Exchange administrator to run',
    text: 'Forward this to one. Your organization has no channel for hand-overs yet, so nobody is asked here. To set one: mention this bot in the channel of the Exchange administrators with “exchange here”.',
  },
  approved: {
    headline: 'Approved: the commands can be run',
    text: 'Take it so that your colleagues see who is at it. Run the script, then paste the evidence that it prints.',
  },
  taken: {
    headline: 'Somebody is at it',
    text: 'Run the script, then paste the evidence that it prints.',
  },
  rejected: {
    headline: 'Rejected',
    text: 'The requester knows why and can change the request; then you are asked again.',
  },
  lapsed: {
    headline: 'Lapsed after 14 days',
    text: 'Nothing is lost. Renew it, and it stands as it stood; where another channel has been confirmed since, it goes there.',
  },
  cancelled: { headline: 'Cancelled: please do not run these commands', text: 'The requester withdrew the setup.' },
  checking: { headline: 'Reported as run; signing in now', text: 'The card changes by itself.' },
  waiting: {
    headline: 'Reported as run; not effective yet',
    text: (nextTry: string) =>
      `Where every command was run, please do not run them again: that makes it take longer. Next try at ${nextTry}.`,
  },
  confirming: {
    headline: 'Accepted; tried again to be sure',
    text: (nextTry: string) => `Nothing is to be done here. Next try at ${nextTry}.`,
  },
  wrong: { headline: (found: string) => `Reported as run, but ${found}` },
  reported: { headline: 'Reported as run', text: 'The next steps are with the requester.' },
  finished: { headline: 'Done: the sign-in works', text: 'Nothing more to do here.' },
  superseded: {
    headline: 'Replaced by a newer card',
    text: 'The request was changed, renewed or moved. Its newest card is the one that counts.',
  },
  labels: {
    requester: 'Asked for by',
    installation: 'For the eBiss installation',
    application: 'Application',
    tenant: 'Tenant',
    text: 'SHA-256 of the commands, its beginning',
  },
  mailboxes: 'Mailboxes',
  able: {
    title: 'The application will be able to',
    list: ({ channels, smtpAuth }: SetupRequest): readonly string[] => [
      ...channels.map((channel) => ableTo[channel]),
      ...(smtpAuth === 'organization' && channels.includes('smtp')
        ? ['And SMTP AUTH goes on for the whole organization, also for mailboxes that are not named here']
        : []),
    ],
    notTitle: 'It will not be able to',
    /** `count` permissions of an earlier request. */
    former: (count: number) =>
      `Use any longer what an earlier request named and this one does not: the commands take back ${count === 1 ? '1 permission' : `${count} permissions`}`,
    notList: [
      'Open any other mailbox: both permissions reach only mailboxes with a grant',
      'Read calendars, contacts or files, or change anything in the directory',
    ],
  },
  acts: {
    approved: (at: string) => `Approved, ${at}`,
    rejected: (at: string) => `Rejected, ${at}`,
    taken: (at: string) => `At it since ${at}`,
    reported: (at: string) => `Reported as run, ${at}`,
  },
  evidence: {
    label: 'Evidence that the script printed',
    placeholder: 'Paste the whole block here',
    hint: 'Without it the report is shown as made without evidence. In any case the sign-in is tested at once.',
    hintInChat: 'It must name the account of whoever ran the commands.',
    none: 'Reported without evidence. Whether the commands took effect, only the sign-in shows.',
    fits: 'The evidence fits the request.',
    claim:
      'The evidence fits the request. It is a claim: it was pasted in the requester’s own chat and not approved in a channel.',
    claimed: 'A claim: it was pasted in the requester’s own chat and not approved in a channel.',
    accountUnknown: 'It could not be told whether another account than the requester’s ran it.',
    ranBy: 'Run by the account',
    differs: (count: number) =>
      count === 1
        ? 'The evidence differs from the request in one point'
        : `The evidence differs from the request in ${count} points`,
    mend: 'What mends it:',
    moreCommands: (count: number) =>
      `${count === 1 ? '1 more command' : `${count} more commands`} of this kind: the script does all of them. Open it and run it again.`,
  },
  reason: {
    label: 'Why it is rejected',
    placeholder: 'For example: orders@ belongs to another team. Please ask them first.',
    hint: 'The requester reads this and can change the request.',
  },
  approve: 'Approve',
  reject: 'Reject …',
  rejectNow: 'Reject',
  take: 'Take it',
  takeOver: 'Take it over',
  renew: 'Renew',
  done: 'I have run it',
  doneAgain: 'I have run it again',
  section: (section: string, title: string) => `${section} ${title}`,
  pattern: (count: number) =>
    `One loop does the same for all ${count} mailboxes. The script behind the link has it as well, with checks before and evidence after.`,
  formerOnPage:
    'An earlier request named more than can be listed here. The commands that take it back are on the page behind the link, and in its script.',
  script: 'Open script',
  scriptLink: 'The whole script, to open or forward:',
  link: 'Page with the script',
  refresh: 'Refresh',
  showCommands: 'Show the commands',
  hideCommands: 'Hide the commands',
  refused,
  reasonMistakes,
  evidenceRefusals,
};
