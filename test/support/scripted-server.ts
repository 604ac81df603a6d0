// An SMTP or POP3 server in the test process that says exactly what a test tells it to. By default it plays the happy
// path; a test names only the moment at which it differs. It is written apart from src/ and shares nothing with it.

import net from 'node:net';
import tls from 'node:tls';
import type { Certificate } from './wire-certificates.ts';

export type SmtpMoment =
  | 'greeting'
  | 'ehlo'
  | 'startTls'
  | 'ehloSecure'
  | 'auth'
  | 'credentials'
  | 'afterChallenge'
  | 'quit';
export type Pop3Moment = 'greeting' | 'auth' | 'credentials' | 'afterChallenge' | 'capa' | 'stat' | 'quit';

/** One line without its end, or something done to the connection instead. */
export type Answer = string | ((peer: Peer) => void);
export type Answers<Moment extends string> = Partial<Record<Moment, Answer>>;

export type Peer = { readonly socket: net.Socket; write(text: string): void };

export const silence: Answer = () => undefined;
export const hangUp: Answer = ({ socket }) => socket.destroy();
/** Ends with a proper close after the line, as servers do that say why. */
export const sayAndHangUp =
  (line: string): Answer =>
  ({ socket }) =>
    socket.end(`${line}\r\n`);
/** Each character in a packet of its own. */
export const inPieces =
  (line: string): Answer =>
  ({ socket }) => {
    const characters = [...line, '\r', '\n'];
    const next = () => {
      const character = characters.shift();
      if (character !== undefined && !socket.destroyed) socket.write(character, () => setImmediate(next));
    };
    next();
  };
/** Goes on writing for as long as somebody reads. */
export const endless =
  (text: string): Answer =>
  ({ socket }) => {
    const more = () => {
      if (!socket.destroyed) socket.write(text.repeat(64), () => setImmediate(more));
    };
    more();
  };

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
  quit: '221 2.0.0 Service closing transmission channel',
};

const happyPop3: Record<Pop3Moment, Answer> = {
  greeting: '+OK The Microsoft Exchange POP3 service is ready.',
  auth: '+ ',
  credentials: '+OK User successfully authenticated.',
  afterChallenge: '-ERR Authentication failure: unknown user name or bad password.',
  capa: '+OK\r\nTOP\r\nUIDL\r\nSASL PLAIN XOAUTH2\r\nUSER\r\n.',
  stat: '+OK 2 4711',
  quit: '+OK Microsoft Exchange Server POP3 server signing off.',
};

type Setting = { readonly host?: string; readonly certificate: Certificate };
type Say<Moment extends string> = (moment: Moment) => void;
type Hear = (line: string) => void;

export function startSmtpServer(setting: Setting, answers: Answers<SmtpMoment> = {}): Promise<ScriptedServer> {
  const script = { ...happySmtp, ...answers };
  return listen(setting.host, (socket, heard) => {
    let peer = toPeer(socket);
    let secure = false;
    let awaiting: 'command' | 'credentials' | 'afterChallenge' = 'command';
    const say: Say<SmtpMoment> = (moment) => sayTo(peer, script[moment]);
    const hear: Hear = (line) => {
      heard.push(line);
      if (awaiting !== 'command') {
        const moment = awaiting;
        awaiting = moment === 'credentials' && announcesRefusal(script.credentials) ? 'afterChallenge' : 'command';
        return say(moment);
      }
      const command = line.toUpperCase();
      if (command.startsWith('EHLO ')) return say(secure ? 'ehloSecure' : 'ehlo');
      if (command === 'STARTTLS') {
        // What follows is TLS: a ClientHello that happens to hold CR LF is no command.
        peer.socket.removeAllListeners('data');
        say('startTls');
        if (typeof script.startTls !== 'string') {
          peer.socket.resume();
          return;
        }
        secure = true;
        peer = toPeer(upgrade(peer.socket, setting.certificate));
        return listenTo(peer.socket, hear);
      }
      if (command === 'AUTH XOAUTH2') {
        awaiting = isPrompt(script.auth) ? 'credentials' : 'command';
        return say('auth');
      }
      if (command === 'QUIT') return say('quit');
      peer.write('500 5.3.3 Unrecognized command');
    };
    listenTo(peer.socket, hear);
    say('greeting');
  });
}

export function startPop3Server(setting: Setting, answers: Answers<Pop3Moment> = {}): Promise<ScriptedServer> {
  const script = { ...happyPop3, ...answers };
  return listen(setting.host, (socket, heard) => {
    const peer = toPeer(upgrade(socket, setting.certificate));
    let awaiting: 'command' | 'credentials' | 'afterChallenge' = 'command';
    const say: Say<Pop3Moment> = (moment) => sayTo(peer, script[moment]);
    const hear: Hear = (line) => {
      heard.push(line);
      if (awaiting !== 'command') {
        const moment = awaiting;
        awaiting = moment === 'credentials' && announcesRefusal(script.credentials) ? 'afterChallenge' : 'command';
        return say(moment);
      }
      switch (line.toUpperCase()) {
        case 'AUTH XOAUTH2':
          awaiting = isPrompt(script.auth) ? 'credentials' : 'command';
          return say('auth');
        case 'CAPA':
          return say('capa');
        case 'STAT':
          return say('stat');
        case 'QUIT':
          return say('quit');
        default:
          // As Exchange answers a one-line AUTH.
          sayTo(peer, sayAndHangUp('-ERR Protocol error. Connection is closed. 10'));
      }
    };
    listenTo(peer.socket, hear);
    say('greeting');
  });
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

function announcesRefusal(answer: Answer): boolean {
  return typeof answer === 'string' && (answer.startsWith('334') || answer.startsWith('+ '));
}

/** What is done in place of a prompt counts as one. */
function isPrompt(answer: Answer): boolean {
  return typeof answer === 'function' || answer.startsWith('334') || answer.startsWith('+ ') || answer === '+';
}

function toPeer(socket: net.Socket): Peer {
  return { socket, write: (text) => void (socket.destroyed || socket.write(`${text}\r\n`)) };
}

function sayTo(peer: Peer, answer: Answer): void {
  if (typeof answer === 'string') peer.write(answer);
  else answer(peer);
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
