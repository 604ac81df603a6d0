// A bare client: sends lines, reads lines. Knows just enough of SMTP and POP3 to find the end of a reply.

import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { connect as connectTls } from 'node:tls';

export class LineClient {
  private socket: Socket;
  private reader: Interface;
  private lines: AsyncIterator<string>;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.reader = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
    this.lines = this.reader[Symbol.asyncIterator]();
  }

  static async plain(port: number): Promise<LineClient> {
    const socket = connectPlain(port, '127.0.0.1');
    await once(socket, 'connect');
    return new LineClient(socket);
  }

  static async secure(port: number, ca: string): Promise<LineClient> {
    const socket = connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca });
    await once(socket, 'secureConnect');
    return new LineClient(socket);
  }

  /** After STARTTLS. */
  async upgrade(ca: string): Promise<LineClient> {
    this.reader.close();
    this.socket.removeAllListeners('data');
    const socket = connectTls({ socket: this.socket, servername: 'localhost', ca });
    await once(socket, 'secureConnect');
    return new LineClient(socket);
  }

  send(text: string): void {
    this.socket.write(`${text}\r\n`);
  }

  /** null when the server has closed. */
  async line(): Promise<string | null> {
    const { value, done } = await this.lines.next();
    return done === true ? null : value;
  }

  /** The last line of an SMTP reply, or of the only one. */
  async smtp(command?: string): Promise<string | null> {
    return (await this.smtpLines(command)).at(-1) ?? null;
  }

  async smtpLines(command?: string): Promise<readonly string[]> {
    if (command !== undefined) this.send(command);
    const lines: string[] = [];
    for (let line = await this.line(); line !== null; line = await this.line()) {
      lines.push(line);
      if (!/^\d{3}-/.test(line)) break;
    }
    return lines;
  }

  /** One line. */
  async pop3(command?: string): Promise<string | null> {
    if (command !== undefined) this.send(command);
    return this.line();
  }

  /** All lines of a reply that ends with a dot, without it. */
  async pop3Lines(command: string): Promise<readonly string[]> {
    this.send(command);
    const lines: string[] = [];
    for (let line = await this.line(); line !== null && line !== '.'; line = await this.line()) lines.push(line);
    return lines;
  }

  close(): void {
    this.socket.destroy();
  }
}

export function xoauth2(user: string, token: string): string {
  return Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64');
}
