// Signs in to POP3 over TLS as eBiss will, and counts the mail: AUTH XOAUTH2 in two lines (Exchange refuses one line for
// ever), STAT, QUIT. One attempt. Never RETR: the mailbox may be live and its mail is not ours to read.

import {
  type Dialogue,
  passed,
  playDialogue,
  refused,
  type SignIn,
  type StageEnd,
  type StageStep,
} from './dialogue.ts';
import type { LineConnection } from './line-connection.ts';
import { ask, isGood, isPrompt, listMails, offeredMechanisms, readStatus } from './pop3-commands.ts';
import type { ChannelSeen } from './seen.ts';
import { WireFailure } from './wire-failure.ts';
import { xoauth2Response } from './xoauth2.ts';

export function signInToPop3(signIn: SignIn): Promise<ChannelSeen> {
  return playDialogue('pop3', signIn, (dialogue) => [...opening(dialogue, signIn.mailbox), counting(dialogue)]);
}

/** The unique ids of the mails that were there; null where that could not be seen. */
export type Opened = { readonly seen: ChannelSeen; readonly mails: ReadonlySet<string> | null };

/** The same, and what is in the mailbox before anything is sent to it. */
export async function openPop3(signIn: SignIn): Promise<Opened> {
  let mails: ReadonlySet<string> | null = null;
  const list = async ({ connection }: Dialogue) => {
    const listed = await listMails(connection);
    if (typeof listed === 'string') return refused(listed);
    mails = new Set(listed.keys());
    return null;
  };
  const seen = await playDialogue('pop3', signIn, (dialogue) => [
    ...opening(dialogue, signIn.mailbox),
    counting(dialogue),
    { name: 'find', play: () => list(dialogue) },
  ]);
  return { seen, mails };
}

/** Up to the sign-in. */
export function opening(dialogue: Dialogue, mailbox: string): readonly StageStep[] {
  return [
    { name: 'connect', play: () => connect(dialogue) },
    { name: 'tls', play: () => secure(dialogue) },
    { name: 'auth', play: () => authenticate(dialogue, mailbox) },
  ];
}

function counting(dialogue: Dialogue): StageStep {
  return { name: 'stat', play: () => count(dialogue) };
}

async function connect({ connection }: Dialogue): Promise<StageEnd> {
  await connection.connect();
  return passed(null);
}

async function secure({ connection }: Dialogue): Promise<StageEnd> {
  await connection.startTls();
  const greeting = await readStatus(connection);
  return isGood(greeting) ? passed(greeting) : refused(greeting);
}

async function authenticate({ connection, takeToken }: Dialogue, mailbox: string): Promise<StageEnd> {
  const token = await takeToken();
  if (!token.ok) return { words: null, finding: { kind: 'notTried', problem: token.problem } };
  const prompt = await ask(connection, 'AUTH XOAUTH2');
  if (!isPrompt(prompt)) return whyNoPrompt(connection, prompt);
  const reply = await ask(connection, xoauth2Response(mailbox, token.value));
  // `+ ` with text begins like `+OK` and is its opposite: a challenge that announces a refusal.
  if (isPrompt(reply)) return refused(await afterChallenge(connection));
  return isGood(reply) ? passed(reply) : refused(reply);
}

async function afterChallenge(connection: LineConnection): Promise<string> {
  const reply = await ask(connection, '');
  if (reply.startsWith('-ERR')) return reply;
  throw new WireFailure('protocolUnexpected', reply);
}

/** Whether the mechanism is missing or something else was refused: the capabilities tell, and are asked for only then. */
async function whyNoPrompt(connection: LineConnection, prompt: string): Promise<StageEnd> {
  if (isGood(prompt)) throw new WireFailure('protocolUnexpected', prompt);
  // "Protocol error" comes with the end of the connection: there is nobody left to ask.
  if (/connection is closed/i.test(prompt)) return refused(prompt);
  const mechanisms = await offeredMechanisms(connection).catch(notTold);
  if (mechanisms === null || mechanisms.includes('XOAUTH2')) return refused(prompt);
  return { words: prompt, finding: { kind: 'authNotOffered', words: prompt } };
}

/** A server that hangs up on the question has still refused: that is the finding. */
function notTold(error: unknown): null {
  if (error instanceof WireFailure) return null;
  throw error;
}

async function count({ connection }: Dialogue): Promise<StageEnd> {
  const status = await ask(connection, 'STAT');
  if (!isGood(status)) return refused(status);
  if (!/^\+OK \d+ \d+/i.test(status)) throw new WireFailure('protocolUnexpected', status);
  return passed(status);
}
