// Signs in to SMTP submission as eBiss will: STARTTLS, AUTH XOAUTH2 in two lines, QUIT. One attempt, no mail, and never a
// credential before TLS. https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth

import net from 'node:net';
import { type Dialogue, passed, playDialogue, refused, type SignIn, type StageEnd } from './dialogue.ts';
import type { LineConnection } from './line-connection.ts';
import { WireFailure } from './wire-failure.ts';
import { xoauth2Response } from './xoauth2.ts';

const mostLines = 100;

type Reply = { readonly code: number; readonly texts: readonly string[]; readonly words: string };

export function signInToSmtp(signIn: SignIn) {
  return playDialogue('smtp', signIn, (dialogue) => [
    { name: 'connect', play: () => greet(dialogue) },
    { name: 'tls', play: () => secure(dialogue) },
    { name: 'auth', play: () => authenticate(dialogue, signIn.mailbox) },
  ]);
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
