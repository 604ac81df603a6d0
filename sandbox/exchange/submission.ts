// What happens to a message after DATA: may this application open the mailbox, may it send as this sender, who gets it.

import { randomUUID } from 'node:crypto';
import { type Cloud, findMailbox } from '../cloud.ts';
import { mayOpen, maySendAs, type SignedIn } from './authorization.ts';
import {
  envelopeSenderRefused,
  headerSenderRefused,
  mailboxNotOpened,
  type SmtpReply,
  smtpHost,
} from './smtp-words.ts';

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

/** Into the inbox of each recipient that has a mailbox here; mail to anybody else leaves and is gone. Returns its id. */
export function deliver(cloud: Cloud, { recipients, raw }: Submission): string {
  const id = randomUUID();
  const now = new Date();
  const received = `Received: from sandbox by ${smtpHost} with ESMTPSA id ${id}; ${now.toUTCString().replace('GMT', '+0000')}\r\n`;
  for (const tenant of cloud.tenants) {
    const mailboxes = new Set(recipients.map((address) => findMailbox(tenant, address)));
    for (const mailbox of mailboxes) {
      mailbox?.inbox.push({ id: randomUUID(), receivedAt: now.toISOString(), raw: received + raw });
    }
  }
  return id;
}
