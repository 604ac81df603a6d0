// An SMTP or POP3 server in the test process that says exactly what a test tells it to. By default it plays the happy
// path; a test names only the moment at which it differs. It is written apart from src/ and shares nothing with it.

import net from 'node:net';
import tls from 'node:tls';
import { createMaildrop, type Maildrop, openMaildrop } from './maildrop.ts';
import {
  type Answer,
  type Answers,
  announcesRefusal,
  isPrompt,
  sayAndHangUp,
  sayTo,
  toPeer,
} from './scripted-answers.ts';
import type { Certificate } from './wire-certificates.ts';

export type SmtpMoment =
  | 'greeting'
  | 'ehlo'
  | 'startTls'
  | 'ehloSecure'
  | 'auth'
  | 'credentials'
  | 'afterChallenge'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'message'
  | 'quit';
export type Pop3Moment =
  | 'greeting'
  | 'auth'
  | 'credentials'
  | 'afterChallenge'
  | 'capa'
  | 'stat'
  | 'uidl'
  | 'top'
  | 'dele'
  | 'quit';

export type ScriptedServer = {
  readonly port: number;
  /** Every line that was received, in order. */
  readonly heard: readonly string[];
  readonly connections: () => number;
  /** Resolves when all connections are gone. */
  readonly quiet: () => Promise<void>;
  close(): Promise<void>;
};

const happySmtp: Record<SmtpMoment, Answer> = {
  greeting: '220 scripted.example Microsoft ESMTP MAIL Service ready',
  ehlo: '250-scripted.example Hello\r\n250-SIZE 157286400\r\n250-STARTTLS\r\n250 8BITMIME',
  startTls: '220 2.0.0 SMTP server ready',
  ehloSecure: '250-scripted.example Hello\r\n250-AUTH LOGIN XOAUTH2\r\n250 8BITMIME',
  auth: '334 ',
  credentials: '235 2.7.0 Authentication successful',
  afterChallenge: '535 5.7.3 Authentication unsuccessful',
  mail: '250 2.1.0 Sender OK',
  rcpt: '250 2.1.5 Recipient OK',
  data: '354 Start mail input; end with <CRLF>.<CRLF>',
  message: '250 2.0.0 OK <1@scripted.example> [Hostname=scripted.example]',
  quit: '221 2.0.0 Service closing transmission channel',
};

/** Of what `maildrop` knows itself, only what a test puts in its place is said. */
type Pop3Script = Record<Exclude<Pop3Moment, 'uidl' | 'top' | 'dele'>, Answer> & Answers<Pop3Moment>;

const happyPop3: Pop3Script = {
  greeting: '+OK The Microsoft Exchange POP3 service is ready.',
  auth: '+ ',
  credentials: '+OK User successfully authenticated.',
  afterChallenge: '-ERR Authentication failure: unknown user name or bad password.',
  capa: '+OK\r\nTOP\r\nUIDL\r\nSASL PLAIN XOAUTH2\r\nUSER\r\n.',
  stat: '+OK 2 4711',
  quit: '+OK Microsoft Exchange Server POP3 server signing off.',
};

type Setting = { readonly host?: string; readonly certificate: Certificate; readonly maildrop?: Maildrop };
type Hear = (line: string) => void;

export function startSmtpServer(setting: Setting, answers: Answers<SmtpMoment> = {}): Promise<ScriptedServer> {
  const script = { ...happySmtp, ...answers };
  const maildrop = setting.maildrop ?? createMaildrop();
  return listen(setting.host, (socket, heard) => {
    let peer = toPeer(socket);
    let secure = false;
    let awaiting: 'command' | 'credentials' | 'afterChallenge' | 'message' = 'command';
    let message: string[] = [];
    const say = (moment: SmtpMoment) => sayTo(peer, script[moment]);
    const hearMessage = (line: string) => {
      if (line !== '.') return void message.push(line.startsWith('.') ? line.slice(1) : line);
      awaiting = 'command';
      // What breaks off in place of an answer has taken the mail all the same: that is the doubt it leaves.
      if (isAccepted(script.message)) maildrop.arrive(message.join('\r\n'));
      message = [];
      say('message');
    };
    const startTls = () => {
      // What follows is TLS: a ClientHello that happens to hold CR LF is no command.
      peer.socket.removeAllListeners('data');
      say('startTls');
      if (typeof script.startTls !== 'string') return void peer.socket.resume();
      secure = true;
      peer = toPeer(upgrade(peer.socket, setting.certificate));
      listenTo(peer.socket, hear);
    };
    const hear: Hear = (line) => {
      heard.push(line);
      if (awaiting === 'message') return hearMessage(line);
      if (awaiting !== 'command') {
        const moment = awaiting;
        awaiting = moment === 'credentials' && announcesRefusal(script.credentials) ? 'afterChallenge' : 'command';
        return say(moment);
      }
      const command = line.toUpperCase();
      if (command === 'STARTTLS') return startTls();
      if (command === 'AUTH XOAUTH2' && isPrompt(script.auth)) awaiting = 'credentials';
      if (command === 'DATA' && isPrompt(script.data)) awaiting = 'message';
      const moment = smtpMoment(command, secure);
      if (moment === null) peer.write('500 5.3.3 Unrecognized command');
      else say(moment);
    };
    listenTo(peer.socket, hear);
    say('greeting');
  });
}

function smtpMoment(command: string, secure: boolean): SmtpMoment | null {
  if (command.startsWith('EHLO ')) return secure ? 'ehloSecure' : 'ehlo';
  if (command === 'AUTH XOAUTH2') return 'auth';
  if (command.startsWith('MAIL FROM:<')) return 'mail';
  if (command.startsWith('RCPT TO:<')) return 'rcpt';
  if (command === 'DATA') return 'data';
  return command === 'QUIT' ? 'quit' : null;
}

function isAccepted(answer: Answer): boolean {
  return typeof answer === 'function' || answer.startsWith('2');
}

export function startPop3Server(setting: Setting, answers: Answers<Pop3Moment> = {}): Promise<ScriptedServer> {
  const script: Pop3Script = { ...happyPop3, ...answers };
  const maildrop = setting.maildrop ?? createMaildrop();
  return listen(setting.host, (socket, heard) => {
    const peer = toPeer(upgrade(socket, setting.certificate));
    let awaiting: 'command' | 'credentials' | 'afterChallenge' = 'command';
    let open = openMaildrop(maildrop);
    const say = (moment: Pop3Moment, otherwise: Answer = '-ERR') => sayTo(peer, script[moment] ?? otherwise);
    const quit = () => {
      if (isGood(script.quit)) open.commit();
      say('quit');
    };
    const hear: Hear = (line) => {
      heard.push(line);
      if (awaiting !== 'command') {
        const moment = awaiting;
        awaiting = moment === 'credentials' && announcesRefusal(script.credentials) ? 'afterChallenge' : 'command';
        if (moment === 'credentials') open = openMaildrop(maildrop);
        return say(moment);
      }
      const [command = '', number = ''] = line.toUpperCase().split(' ');
      if (line.toUpperCase() === 'AUTH XOAUTH2') {
        if (isPrompt(script.auth)) awaiting = 'credentials';
        return say('auth');
      }
      if (command === 'CAPA') return say('capa');
      if (command === 'STAT') return say('stat');
      if (command === 'UIDL') return say('uidl', open.uidl());
      if (command === 'TOP') return say('top', open.top(number) ?? '-ERR The specified message does not exist.');
      if (command === 'DELE')
        return say('dele', open.mark(number) ? '+OK' : '-ERR The specified message does not exist.');
      if (command === 'QUIT') return quit();
      // As Exchange answers a one-line AUTH.
      sayTo(peer, sayAndHangUp('-ERR Protocol error. Connection is closed. 10'));
    };
    listenTo(peer.socket, hear);
    say('greeting');
  });
}

function isGood(answer: Answer): boolean {
  return typeof answer === 'function' || answer.startsWith('+OK');
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await listen('127.0.0.1', () => undefined);
  await server.close();
  return server.port;
}

/** Accepts connections and does with them what it is told; for what is not even SMTP or POP3. */
export function startRawServer(onConnection: (socket: net.Socket) => void): Promise<ScriptedServer> {
  return listen('127.0.0.1', onConnection);
}

function upgrade(socket: net.Socket, { key, cert }: Certificate): tls.TLSSocket {
  socket.removeAllListeners('data');
  const secure = new tls.TLSSocket(socket, { isServer: true, key, cert });
  // A client that refuses the certificate breaks off; that is its right.
  secure.on('error', () => socket.destroy());
  // Left to itself Node waits here for ever when the client left while the greeting was still unsent.
  secure.on('end', () => socket.destroy());
  return secure;
}

function listenTo(socket: net.Socket, hear: Hear): void {
  let unread = '';
  socket.on('data', (chunk: Buffer) => {
    unread += chunk.toString('latin1');
    for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
      const line = unread.slice(0, end);
      unread = unread.slice(end + 2);
      hear(line);
    }
  });
}

async function listen(
  host: string | undefined,
  serve: (socket: net.Socket, heard: string[]) => void,
): Promise<ScriptedServer> {
  const heard: string[] = [];
  const open = new Set<net.Socket>();
  let count = 0;
  let quiet = Promise.withResolvers<void>();
  const server = net.createServer((socket) => {
    count += 1;
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      open.delete(socket);
      if (open.size > 0) return;
      quiet.resolve();
      quiet = Promise.withResolvers();
    });
    serve(socket, heard);
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, host ?? '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    heard,
    connections: () => count,
    quiet: () => (open.size === 0 ? Promise.resolve() : quiet.promise),
    async close() {
      for (const socket of open) socket.destroy();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
