// Looks over POP3 for the one mail that this program has sent, among those that were not there before, by an id in its
// header, and deletes that one and no other. A new connection for each look: POP3 shows what was there at the sign-in.

import { type Dialogue, passed, playDialogue, refused, type SignIn, type StageEnd } from './dialogue.ts';
import type { FindPatience } from './find-patience.ts';
import { opening } from './pop3.ts';
import { ask, isGood, listMails, readHeader } from './pop3-commands.ts';
import type { ChannelSeen } from './seen.ts';
import { idIn } from './test-mail.ts';

export type MailSought = { readonly id: string; readonly before: ReadonlySet<string>; readonly patience: FindPatience };

/** The latest look; its finding is `notFound` where the mail did not come in time. */
export async function findMail(signIn: SignIn, sought: MailSought): Promise<ChannelSeen> {
  const until = performance.now() + sought.patience.untilMs;
  const { delaysMs } = sought.patience;
  for (let count = 0; ; count += 1) {
    const look = await lookOnce(signIn, sought);
    const pause = delaysMs[Math.min(count, delaysMs.length - 1)] ?? 0;
    if (look.finding === null || signIn.calledOff.aborted || performance.now() + pause > until) return look;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function lookOnce(signIn: SignIn, sought: MailSought): Promise<ChannelSeen> {
  let found: string | null = null;
  const find = async (dialogue: Dialogue) => {
    const searched = await search(dialogue, sought);
    if (typeof searched !== 'string') return searched;
    found = searched;
    return passed(null);
  };
  return playDialogue('pop3', signIn, (dialogue) => [
    ...opening(dialogue, signIn.mailbox),
    { name: 'find', play: () => find(dialogue) },
    { name: 'delete', play: () => remove(dialogue, found) },
  ]);
}

/** The mail's number, or what was found in its place. */
async function search({ connection }: Dialogue, { id, before }: MailSought): Promise<string | StageEnd> {
  const mails = await listMails(connection);
  if (typeof mails === 'string') return refused(mails);
  const fresh = [...mails].filter(([unique]) => !before.has(unique));
  for (const [, number] of fresh.toReversed()) {
    const header = await readHeader(connection, number);
    if (header !== null && idIn(header) === id) return number;
  }
  return { words: null, finding: { kind: 'notFound' } };
}

/** DELE only marks it; QUIT is what deletes (RFC 1939, section 6). */
async function remove({ connection, left }: Dialogue, number: string | null): Promise<StageEnd | null> {
  if (number === null) return null;
  const marked = await ask(connection, `DELE ${number}`);
  if (!isGood(marked)) return refused(marked);
  const gone = await ask(connection, 'QUIT');
  left();
  return isGood(gone) ? passed(gone) : refused(gone);
}
