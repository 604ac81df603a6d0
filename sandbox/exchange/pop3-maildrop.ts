// The commands of POP3's transaction state on one mailbox (RFC 1939, 5 and 7): messages are numbered as they were at
// sign-in, and what is marked for deletion goes only at QUIT.

import type { Mail, Mailbox } from '../cloud.ts';

export type Maildrop = { readonly mailbox: Mailbox; readonly mails: readonly Mail[]; readonly deleted: Set<Mail> };

export function openMaildrop(mailbox: Mailbox): Maildrop {
  return { mailbox, mails: [...mailbox.inbox], deleted: new Set() };
}

/** The reply, several lines included, with its line ends; null for a command that is not one of this state. */
export function maildropReply(drop: Maildrop, command: string, given: readonly string[]): string | null {
  switch (command) {
    case 'STAT':
      return `+OK ${remaining(drop).length} ${remaining(drop).reduce((sum, { mail }) => sum + sizeOf(mail), 0)}\r\n`;
    case 'LIST':
      return listing(drop, given, (mail) => String(sizeOf(mail)));
    case 'UIDL':
      return listing(drop, given, (mail) => mail.id);
    case 'RETR':
      return withMail(drop, given, (mail) => `+OK\r\n${toDotStuffed(mail.raw)}.\r\n`);
    case 'TOP':
      return top(drop, given);
    case 'DELE':
      return withMail(drop, given, (mail) => {
        drop.deleted.add(mail);
        return '+OK\r\n';
      });
    case 'RSET':
      drop.deleted.clear();
      return '+OK\r\n';
    case 'NOOP':
      return '+OK\r\n';
    default:
      return null;
  }
}

/** What QUIT does. */
export function commitMaildrop({ mailbox, deleted }: Maildrop): void {
  mailbox.inbox = mailbox.inbox.filter((mail) => !deleted.has(mail));
}

type Numbered = { readonly number: number; readonly mail: Mail };

function remaining({ mails, deleted }: Maildrop): readonly Numbered[] {
  return mails.map((mail, index) => ({ number: index + 1, mail })).filter(({ mail }) => !deleted.has(mail));
}

function listing(drop: Maildrop, given: readonly string[], show: (mail: Mail) => string): string {
  if (given.length > 0) {
    return withMail(drop, given, (mail) => `+OK ${given[0]} ${show(mail)}\r\n`);
  }
  const rows = remaining(drop).map(({ number, mail }) => `${number} ${show(mail)}\r\n`);
  return `+OK\r\n${rows.join('')}.\r\n`;
}

function withMail(drop: Maildrop, given: readonly string[], reply: (mail: Mail) => string): string {
  const found = remaining(drop).find(({ number }) => String(number) === given[0]);
  return found === undefined ? '-ERR The specified message is out of range.\r\n' : reply(found.mail);
}

function sizeOf({ raw }: Mail): number {
  return Buffer.byteLength(raw);
}

/** The number of lines must be given, 0 being one. */
function top(drop: Maildrop, given: readonly string[]): string {
  const lines = given[1] ?? '';
  if (!/^\d+$/.test(lines)) return '-ERR Protocol error.\r\n';
  return withMail(drop, given, ({ raw }) => `+OK\r\n${toDotStuffed(topOf(raw, Number(lines)))}.\r\n`);
}

/** The header, the empty line after it, and so many lines of the body. A mail may be a header alone. */
function topOf(raw: string, lines: number): string {
  const end = raw.indexOf('\r\n\r\n');
  if (end === -1) return raw;
  const body = raw.slice(end + 4).split(/(?<=\r\n)/);
  return raw.slice(0, end + 4) + body.slice(0, lines).join('');
}

/** RFC 1939, 3: a line that starts with a dot gets one more. Ends with a line end. */
function toDotStuffed(text: string): string {
  const whole = text.endsWith('\r\n') ? text : `${text}\r\n`;
  return whole.replace(/^\./gm, '..');
}
