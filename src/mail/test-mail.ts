// The mail that a round trip sends from a mailbox to itself. It says what it is, carries an id of this program's own in a
// header, and asks for no automatic answers.

import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { wireAddressOf } from './own-line.ts';

/** Words that whoever opens it reads. */
export type TestMailWords = { readonly subject: string; readonly text: string };

const idHeader = 'X-eBiss-Mail-Test';

type TestMail = TestMailWords & { readonly id: string; readonly sender: string; readonly recipient: string };

/** As RFC 5322 has it, with CR LF line ends and nothing but ASCII. */
export async function composeTestMail({ id, sender, recipient, subject, text }: TestMail): Promise<string> {
  const composer = new MailComposer({
    from: { name: '', address: wireAddressOf(sender) },
    to: { name: '', address: wireAddressOf(recipient) },
    subject,
    text,
    headers: {
      [idHeader]: id,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  });
  const raw = await composer.compile().build();
  return raw.toString('ascii').replace(/\r?\n/g, '\r\n');
}

/** The id in a header, or null where there is none. */
export function idIn(header: string): string | null {
  const value = new RegExp(`^${idHeader}:[ \\t]*(\\S+)[ \\t]*$`, 'im').exec(header.replace(/\r\n[ \t]+/g, ' '))?.[1];
  return value ?? null;
}
