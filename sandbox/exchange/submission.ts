// What happens to a message after DATA: may this application open the mailbox, may it send as this sender.

import { mayOpen, maySendAs, type SignedIn } from './rights.ts';
import { envelopeSenderRefused, headerSenderRefused, mailboxNotOpened, type SmtpReply } from './smtp-words.ts';

export type Submission = { readonly sender: string; readonly recipients: readonly string[]; readonly raw: string };

/** null when the message may go. */
export function submissionRefusal(signedIn: SignedIn, { sender, raw }: Submission): SmtpReply | null {
  if (!mayOpen(signedIn)) return mailboxNotOpened;
  if (!maySendAs(signedIn, sender)) return envelopeSenderRefused;
  const author = fromAddress(raw);
  if (author === null || maySendAs(signedIn, author)) return null;
  return headerSenderRefused(signedIn.mailbox.address, author);
}

/** The address in the From field of the header (RFC 5322, 3.6.2), folded lines joined; null where there is none. */
function fromAddress(raw: string): string | null {
  const header = raw.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const unfolded = header.replace(/\r?\n[ \t]+/g, ' ');
  const value = /^from:[ \t]*(.*)$/im.exec(unfolded)?.[1];
  if (value === undefined) return null;
  return (/<([^<>]*)>\s*$/.exec(value)?.[1] ?? value).trim();
}
