// A connection that is read line by line: plain at first, TLS from `startTls` on. Certificate and name are always
// verified, the deadline ends every wait. What fails is thrown as a `WireFailure`. Knows neither SMTP nor POP3.

import net from 'node:net';
import type { Deadline } from './deadline.ts';
import { ownLine } from './own-line.ts';
import { secureSocket } from './secure-socket.ts';
import type { ServerAddress } from './server-address.ts';
import { createUnreadLines } from './unread-lines.ts';
import { toWireFailure, WireFailure } from './wire-failure.ts';

// Node gives each address 250 ms by default, which a slow line to a sound server overruns.
const attemptMilliseconds = 1000;
const farewellMilliseconds = 1000;

export class LineConnection {
  readonly #address: ServerAddress;
  readonly #deadline: Deadline;
  readonly #unread = createUnreadLines();
  #socket: net.Socket | null = null;
  #failure: WireFailure | null = null;
  #changed = Promise.withResolvers<void>();

  constructor(address: ServerAddress, deadline: Deadline) {
    this.#address = address;
    this.#deadline = deadline;
    deadline.signal.addEventListener('abort', this.#timeUp, { once: true });
    if (deadline.signal.aborted) this.#timeUp();
  }

  async connect(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    const plain = net.connect({
      host: this.#address.host,
      port: this.#address.port,
      noDelay: true,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: attemptMilliseconds,
    });
    this.#socket = plain;
    // Once TLS has taken the socket over, what happens to it is TLS' own to report.
    plain.on('error', (error) => this.#socket === plain && this.#fail(toWireFailure(error)));
    plain.on('close', () => this.#socket === plain && this.#fail(new WireFailure('connectionLost', null)));
    plain.on('data', this.#receive);
    let connected = false;
    plain.once('connect', () => {
      connected = true;
      this.#change();
    });
    await this.#seen(() => (connected ? plain : null));
  }

  async startTls(): Promise<void> {
    const plain = this.#open();
    // Whatever came before the handshake was not protected by it (RFC 3207, section 6).
    if (!this.#unread.isEmpty())
      throw this.#fail(new WireFailure('protocolUnexpected', 'unencrypted bytes before TLS'));
    plain.off('data', this.#receive);
    let secured = false;
    this.#socket = secureSocket(plain, this.#address.host, {
      secured: () => {
        secured = true;
        this.#change();
      },
      failed: (failure) => this.#fail(failure),
      data: this.#receive,
    });
    await this.#seen(() => (secured ? plain : null));
  }

  /** Without its line end. */
  readLine(): Promise<string> {
    return this.#seen(() => this.#unread.take());
  }

  /** One line: nothing in it can become a second one. */
  writeLine(line: string): void {
    this.writeText(`${ownLine(line)}\r\n`);
  }

  /** As it stands, line ends and all. */
  writeText(text: string): void {
    this.#open().write(text);
  }

  /** The address of this end. */
  localAddress(): string | null {
    return this.#socket?.localAddress ?? null;
  }

  /** Says a last line where that is still possible, and lets go. */
  close(lastLine: string | null): void {
    this.#deadline.signal.removeEventListener('abort', this.#timeUp);
    const socket = this.#socket;
    if (socket === null || this.#failure !== null) return;
    if (lastLine === null) return void socket.destroy();
    socket.end(`${lastLine}\r\n`);
    setTimeout(() => socket.destroy(), farewellMilliseconds).unref();
  }

  /** What arrived before a failure is read first: servers say why and then hang up. */
  async #seen<Value>(look: () => Value | null): Promise<Value> {
    for (;;) {
      const seen = look();
      if (seen !== null) return seen;
      if (this.#failure !== null) throw this.#failure;
      await this.#changed.promise;
    }
  }

  #open(): net.Socket {
    if (this.#failure !== null) throw this.#failure;
    if (this.#socket === null) throw new WireFailure('connectionLost', 'not connected');
    return this.#socket;
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #fail(failure: WireFailure): WireFailure {
    this.#failure ??= failure;
    this.#socket?.destroy();
    this.#change();
    return this.#failure;
  }

  readonly #receive = (chunk: Buffer): void => {
    if (this.#unread.add(chunk)) this.#change();
    else this.#fail(new WireFailure('protocolUnexpected', 'the answer has no end'));
  };

  readonly #timeUp = (): void => {
    this.#fail(new WireFailure('timedOut', null));
  };
}
