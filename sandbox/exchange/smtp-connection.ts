// The SMTP library, speaking as Exchange Online does: its own replies, and AUTH offered only once TLS is on.

import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import { type SmtpReply, toExchangeReply } from './smtp-words.ts';

class ExchangeConnection extends SMTPConnection {
  /** Several lines are the answer to EHLO alone. */
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (Array.isArray(data)) {
      const offered = this.secure ? data : data.filter((line) => !line.startsWith('AUTH '));
      super.send(code, offered, context);
      return;
    }
    const reply = toExchangeReply(code, data ?? '', context === false ? '' : (context ?? ''));
    super.send(reply.code, reply.text, context);
  }
}

export class ExchangeSmtpServer extends SMTPServer {
  override connect(socket: Socket | TLSSocket, options?: SMTPConnectionOptions | null): void {
    const connection = new ExchangeConnection(this, socket, options);
    this.connections.add(connection);
    connection.on('error', (error: Error) => this.emit('error', error));
    connection.init();
  }
}

/** An error that the library turns into exactly this reply. */
export function toSmtpError({ code, text }: SmtpReply): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
