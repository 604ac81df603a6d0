// POP3 as outlook.office365.com:995 offers it: TLS from the first byte, one command at a time. On loopback only.

import { once } from 'node:events';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { type Answer, answerPop3, type Pop3State, pop3Greeting } from './pop3-dialogue.ts';
import type { MailServerOptions, RunningServer } from './smtp.ts';

/** Longer than any command with a token in it, in characters. */
const lineLimit = 65_536;

export async function startPop3({ tls, port, ...exchange }: MailServerOptions): Promise<RunningServer> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ key: tls.key, cert: tls.cert }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const state: Pop3State = { maildrop: null, awaiting: null, user: null };
    serve(socket, (line) => answerPop3(exchange, state, line));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { port: portOf(server), close: () => close(server, sockets) };
}

function serve(socket: TLSSocket, answer: (line: string) => Promise<Answer>): void {
  let unread = '';
  let turn = Promise.resolve();
  socket.setEncoding('utf8');
  socket.write(pop3Greeting);
  // A client that goes away is its own affair; an error here always comes with 'close'.
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    unread += String(chunk);
    const lines = unread.split(/\r?\n/);
    unread = lines.pop() ?? '';
    if (unread.length > lineLimit) socket.destroy();
    for (const line of lines) {
      // Whatever went wrong on this side, the client must not wait for an answer that never comes.
      turn = turn.then(() => respond(socket, answer, line)).catch(() => void socket.destroy());
    }
  });
}

async function respond(socket: TLSSocket, answer: (line: string) => Promise<Answer>, line: string): Promise<void> {
  if (!socket.writable) return;
  const { text, close: ends } = await answer(line);
  if (ends) socket.end(text);
  else socket.write(text);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The POP3 server does not listen on a port.');
  return address.port;
}

async function close(server: Server, sockets: ReadonlySet<TLSSocket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
