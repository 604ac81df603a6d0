// A client that speaks HTTP by hand, as slowly or as wrongly as a test likes.

import { connect, type Socket } from 'node:net';

export type RawClient = {
  readonly socket: Socket;
  /** Everything that the server has said so far. */
  said(): string;
  send(text: string): void;
  /** Sends one character after the other for as long as the server listens. */
  drip(text: string, everyMs: number): void;
  /** Resolves with everything that was said once the server has ended the connection. */
  readonly ended: Promise<string>;
};

export async function rawClient(origin: string): Promise<RawClient> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(said)));
  // A reset is one of the ways in which a connection ends.
  socket.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('error', reject);
  });
  const send = (text: string) => void (socket.writable && socket.write(text));
  return {
    socket,
    said: () => said,
    send,
    ended,
    drip(text, everyMs) {
      let index = 0;
      const timer = setInterval(() => send(text[index++ % text.length] ?? ''), everyMs);
      socket.on('close', () => clearInterval(timer));
    },
  };
}
