// SMTP submission that answers at once: STARTTLS, XOAUTH2 in one line or two, NOOP. The sandbox's own waits 100 ms before
// its greeting, a round trip that none of the clients could help.

import type net from 'node:net';
import tls from 'node:tls';
import { type ScriptedServer, startRawServer } from '../test/support/scripted-server.ts';
import type { Certificate } from '../test/support/wire-certificates.ts';

/** Takes exactly these credentials, in the form of XOAUTH2. */
export type SmtpSetting = Certificate & { readonly credentials: string };

export function startInstantSmtp(setting: SmtpSetting): Promise<ScriptedServer> {
  return startRawServer((socket) => {
    converse(socket, (line) => plainAnswer(socket, setting, line));
    socket.write('220 bench.example Microsoft ESMTP MAIL Service ready\r\n');
  });
}

function converse(socket: net.Socket, answer: (line: string) => string): void {
  let unread = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    unread += chunk.toString('latin1');
    for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
      const line = unread.slice(0, end);
      unread = unread.slice(end + 2);
      socket.write(`${answer(line)}\r\n`);
    }
  });
}

function plainAnswer(socket: net.Socket, setting: SmtpSetting, line: string): string {
  if (/^EHLO /i.test(line)) return '250-bench.example Hello\r\n250-STARTTLS\r\n250 8BITMIME';
  if (!/^STARTTLS$/i.test(line)) return '530 5.7.57 Client not authenticated to send mail.';
  // What follows is TLS: a ClientHello that happens to hold CR LF is no command.
  socket.removeAllListeners('data');
  const { key, cert } = setting;
  const secure = new tls.TLSSocket(socket, { isServer: true, key, cert });
  secure.on('end', () => socket.destroy());
  converse(secure, (secureLine) => secureAnswer(setting, secureLine));
  return '220 2.0.0 SMTP server ready';
}

function secureAnswer({ credentials }: SmtpSetting, line: string): string {
  const [verb = '', mechanism = '', initial] = line.split(' ');
  switch (verb.toUpperCase()) {
    case 'EHLO':
      return '250-bench.example Hello\r\n250-AUTH LOGIN XOAUTH2\r\n250 8BITMIME';
    case 'NOOP':
      return '250 2.0.0 OK';
    case 'QUIT':
      return '221 2.0.0 Service closing transmission channel';
    case 'AUTH':
      if (mechanism.toUpperCase() !== 'XOAUTH2') return '504 5.7.4 Unrecognized authentication type';
      return initial === undefined ? '334 ' : verdictOn(initial, credentials);
    default:
      return verdictOn(line, credentials);
  }
}

function verdictOn(said: string, credentials: string): string {
  return said === credentials ? '235 2.7.0 Authentication successful' : '535 5.7.3 Authentication unsuccessful';
}
