// What a scripted server may do at one moment: say a line, or do something to the connection instead.

import type net from 'node:net';

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

export function toPeer(socket: net.Socket): Peer {
  return { socket, write: (text) => void (socket.destroyed || socket.write(`${text}\r\n`)) };
}

export function sayTo(peer: Peer, answer: Answer): void {
  if (typeof answer === 'string') peer.write(answer);
  else answer(peer);
}

/** Of what is said to the token: a challenge, after which an empty line must come. */
export function announcesRefusal(answer: Answer): boolean {
  return typeof answer === 'string' && (answer.startsWith('334') || answer.startsWith('+ '));
}

/** What is done in place of a prompt counts as one. */
export function isPrompt(answer: Answer): boolean {
  return typeof answer === 'function' || /^(334|354|\+ |\+$)/.test(answer);
}
