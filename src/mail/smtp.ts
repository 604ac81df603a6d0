// Signs in to SMTP submission as eBiss will: STARTTLS, AUTH XOAUTH2 in two lines, and a mail where one is to be sent, QUIT.
// One attempt, and never a credential before TLS. https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth

import net from 'node:net';
import { type Dialogue, passed, playDialogue, refused, type SignIn, type StageEnd } from './dialogue.ts';
import type { LineConnection } from './line-connection.ts';
import { wireAddressOf } from './own-line.ts';
import type { ChannelSeen } from './seen.ts';
import { WireFailure } from './wire-failure.ts';
import { xoauth2Response } from './xoauth2.ts';

const mostLines = 100;

type Reply = { readonly code: number; readonly texts: readonly string[]; readonly words: string };

/** A mail as RFC 5322 has it, with CR LF line ends; `ready` says whether it is to be sent, once the sign-in was accepted. */
export type Submission = {
  readonly sender: string;
  readonly recipient: string;
  readonly raw: string;
  readonly ready: Promise<boolean>;
};

/** `acceptedAt` is there where the mail was accepted after DATA. */
export async function signInToSmtp(signIn: SignIn, submission: Submission | null = null): Promise<ChannelSeen> {
  const seen = await playDialogue('smtp', signIn, (dialogue) => [
    { name: 'connect', play: () => greet(dialogue) },
    { name: 'tls', play: () => secure(dialogue) },
    { name: 'auth', play: () => authenticate(dialogue, signIn.mailbox) },
    ...(submission === null ? [] : [{ name: 'send' as const, play: () => send(dialogue, submission) }]),
  ]);
  const isSent = seen.stages.some(({ name, ok }) => name === 'send' && ok);
  return isSent ? { ...seen, acceptedAt: seen.at } : seen;
}

async function greet({ connection }: Dialogue): Promise<StageEnd> {
  await connection.connect();
  const greeting = await readReply(connection);
  return greeting.code === 220 ? passed(greeting.words) : refused(greeting.words);
}

async function secure({ connection }: Dialogue): Promise<StageEnd> {
  const offer = await hello(connection);
  if (offer.code !== 250) return refused(offer.words);
  if (!offer.texts.some((text) => /^STARTTLS$/i.test(text.trim()))) {
    return { words: offer.words, finding: { kind: 'startTlsNotOffered', words: offer.words } };
  }
  const ready = await ask(connection, 'STARTTLS');
  if (ready.code !== 220) return refused(ready.words);
  await connection.startTls();
  return passed(ready.words);
}

async function authenticate({ connection, takeToken }: Dialogue, mailbox: string): Promise<StageEnd> {
  const offer = await hello(connection);
  if (offer.code !== 250) return refused(offer.words);
  if (!offer.texts.some((text) => /^AUTH[ =](.* )?XOAUTH2( |$)/i.test(text))) {
    return { words: offer.words, finding: { kind: 'authNotOffered', words: offer.words } };
  }
  const token = await takeToken();
  if (!token.ok) return { words: null, finding: { kind: 'notTried', problem: token.problem } };
  const prompt = await ask(connection, 'AUTH XOAUTH2');
  if (prompt.code !== 334) return refused(prompt.words);
  const reply = await ask(connection, xoauth2Response(mailbox, token.value));
  if (reply.code === 235) return passed(reply.words);
  return refused(reply.code === 334 ? await afterChallenge(connection) : reply.words);
}

async function send({ connection, hold }: Dialogue, { sender, recipient, raw, ready }: Submission) {
  if (!(await hold(ready))) return null;
  for (const [line, wanted] of [
    [`MAIL FROM:<${wireAddressOf(sender)}>`, 250],
    [`RCPT TO:<${wireAddressOf(recipient)}>`, 250],
    ['DATA', 354],
  ] as const) {
    const reply = await ask(connection, line);
    if (reply.code !== wanted) return refused(reply.words);
  }
  // A line that begins with a dot gets one more (RFC 5321, section 4.5.2).
  connection.writeText(`${raw.replace(/\r\n$/, '').replace(/^\./gm, '..')}\r\n.\r\n`);
  const reply = await readReply(connection);
  return reply.code === 250 ? passed(reply.words) : refused(reply.words);
}

/** A challenge after the token announces a refusal; an empty line asks for the reply itself. It cannot be a success. */
async function afterChallenge(connection: LineConnection): Promise<string> {
  const reply = await ask(connection, '');
  if (reply.code >= 400) return reply.words;
  throw new WireFailure('protocolUnexpected', reply.words);
}

function hello(connection: LineConnection): Promise<Reply> {
  const address = connection.localAddress() ?? '127.0.0.1';
  // An address literal is what RFC 5321, section 4.1.4, gives to hosts whose name the world does not know.
  return ask(connection, `EHLO ${net.isIPv6(address) ? `[IPv6:${address}]` : `[${address}]`}`);
}

function ask(connection: LineConnection, line: string): Promise<Reply> {
  connection.writeLine(line);
  return readReply(connection);
}

async function readReply(connection: LineConnection): Promise<Reply> {
  const texts: string[] = [];
  while (texts.length < mostLines) {
    const line = await connection.readLine();
    const parts = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line);
    if (parts === null) throw new WireFailure('protocolUnexpected', line);
    texts.push(parts[3] ?? '');
    if (parts[2] === '-') continue;
    return { code: Number(parts[1]), texts, words: `${parts[1]} ${texts.join(' ')}` };
  }
  throw new WireFailure('protocolUnexpected', 'the answer has no end');
}
