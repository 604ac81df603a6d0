// One mailbox as deep as it goes: signs in to both, sends a mail to the mailbox itself once POP3 has shown what is in it,
// and finds that mail again and deletes it. Without POP3 it ends with the acceptance after DATA.

import { randomUUID } from 'node:crypto';
import type { Stage } from '../setup/check.ts';
import type { SignIn } from './dialogue.ts';
import { findMail } from './find-mail.ts';
import type { FindPatience } from './find-patience.ts';
import { type Opened, openPop3 } from './pop3.ts';
import type { ChannelSeen } from './seen.ts';
import { signInToSmtp } from './smtp.ts';
import { composeTestMail, type TestMailWords } from './test-mail.ts';

export type RoundTrip = {
  readonly smtp: SignIn;
  /** null where POP3 was not asked for. */
  readonly pop3: SignIn | null;
  readonly sender: string;
  readonly words: TestMailWords;
  /** eBiss may fetch the mail first, so that "not found" says nothing. */
  readonly live: boolean;
  readonly patience: FindPatience;
};

export async function makeRoundTrip(trip: RoundTrip): Promise<readonly ChannelSeen[]> {
  const id = randomUUID();
  const recipient = trip.smtp.mailbox;
  const raw = await composeTestMail({ ...trip.words, id, sender: trip.sender, recipient });
  const opening = trip.pop3 === null ? null : openPop3(trip.pop3);
  // Where the mailbox does not open, the mail could not be taken away again.
  const ready = opening === null ? Promise.resolve(true) : opening.then(({ mails }) => mails !== null);
  const smtp = await signInToSmtp(trip.smtp, { sender: trip.sender, recipient, raw, ready });
  if (trip.pop3 === null || opening === null) return [smtp];
  const opened = await opening;
  if (opened.mails === null || !mayArrive(smtp)) return [smtp, opened.seen];
  const back = await fetched(trip, trip.pop3, opened, opened.mails, id);
  const isNoSurprise = smtp.acceptedAt === undefined && back.finding?.kind === 'notFound';
  return [smtp, isNoSurprise ? opened.seen : back];
}

/** Also where the answer to a mail was lost: it is not accepted then, and may lie in the mailbox all the same. */
function mayArrive({ acceptedAt, stages, finding }: ChannelSeen): boolean {
  return acceptedAt !== undefined || (stages.at(-1)?.name === 'send' && finding?.kind === 'broken');
}

async function fetched(
  trip: RoundTrip,
  pop3: SignIn,
  { seen }: Opened,
  before: ReadonlySet<string>,
  id: string,
): Promise<ChannelSeen> {
  const from = performance.now();
  const look = await findMail(pop3, { id, before, patience: trip.patience });
  const lasted = Math.round(performance.now() - from);
  const isFound = look.stages.some(({ name, ok }) => name === 'find' && ok);
  const find: Stage = { name: 'find', ok: isFound, milliseconds: lasted, words: null };
  const stages = [...seen.stages, find, ...look.stages.filter(({ name }) => name === 'delete')];
  if (isFound) return { ...look, stages };
  if (look.finding?.kind !== 'notFound') return look;
  return { ...look, stages, finding: trip.live ? null : look.finding };
}
