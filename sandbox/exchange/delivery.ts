// From SMTP into the inboxes: who gets a mail, and when it is there.

import { randomUUID } from 'node:crypto';
import { type Cloud, findMailbox, type Mailbox, type MailUnderWay } from '../cloud.ts';
import { smtpHost } from './smtp-words.ts';
import type { Submission } from './submission.ts';

/** To each recipient that has a mailbox here; mail to anybody else leaves and is gone. Returns its id. */
export function deliver(cloud: Cloud, { recipients, raw }: Submission, now: number): string {
  const id = randomUUID();
  const date = new Date(now).toUTCString().replace('GMT', '+0000');
  const received = `Received: from sandbox by ${smtpHost} with ESMTPSA id ${id}; ${date}\r\n`;
  for (const tenant of cloud.tenants) {
    const mailboxes = new Set(recipients.flatMap((address) => findMailbox(tenant, address) ?? []));
    for (const mailbox of mailboxes) {
      mailbox.underWay.push({ raw: received + raw, takenAt: now });
      letArrive(mailbox, cloud.deliverySeconds, now);
    }
  }
  return id;
}

/** Puts into the inbox what is due: whoever looks into a mailbox does this first. */
export function letArrive(mailbox: Mailbox, deliverySeconds: number, now: number): void {
  const isDue = ({ takenAt }: MailUnderWay) => takenAt + deliverySeconds * 1000 <= now;
  const receivedAt = new Date(now).toISOString();
  mailbox.inbox.push(...mailbox.underWay.filter(isDue).map(({ raw }) => ({ id: randomUUID(), receivedAt, raw })));
  mailbox.underWay = mailbox.underWay.filter((mail) => !isDue(mail));
}
