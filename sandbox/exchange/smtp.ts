// SMTP submission as smtp.office365.com offers it: STARTTLS first, then XOAUTH2 in one line or two. On loopback only.

import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { type Exchange, signIn } from './authorization.ts';
import { deliver } from './delivery.ts';
import type { SignedIn } from './rights.ts';
import { ExchangeSmtpServer, toSmtpError } from './smtp-connection.ts';
import { authRefusal, notAuthenticatedToSend, smtpHost, temporaryFailure } from './smtp-words.ts';
import { type Submission, submissionRefusal } from './submission.ts';

export type MailServerOptions = Exchange & {
  /** PEM. */
  readonly tls: { readonly key: string; readonly cert: string };
  /** 0 takes a free one. */
  readonly port: number;
};

export type RunningServer = { readonly port: number; close(): Promise<void> };

/** Exchange's own limit on a message, in bytes. */
const messageLimit = 157_286_400;

export async function startSmtp({ tls, port, ...exchange }: MailServerOptions): Promise<RunningServer> {
  const sessions = new Map<string, SignedIn>();
  const server = new ExchangeSmtpServer({
    name: smtpHost,
    banner: 'Microsoft ESMTP MAIL Service of the sandbox ready',
    heloResponse: '%s Hello',
    key: tls.key,
    cert: tls.cert,
    authMethods: ['XOAUTH2'],
    authRequiredMessage: notAuthenticatedToSend,
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    size: messageLimit,
    rejectOversized: true,
    closeTimeout: 1000,
    onAuth: ({ username = '', accessToken = '' }, session, answer) => {
      void (async () => {
        const result = signIn(exchange, 'smtp', await exchange.verifyToken(accessToken), username);
        if (!result.ok) return answer(toSmtpError(authRefusal(result.refusal)));
        sessions.set(session.id, result.signedIn);
        answer(null, { user: result.signedIn.mailbox.address });
      })().catch(() => answer(toSmtpError(temporaryFailure)));
    },
    onData: (stream, session, answer) => {
      submit(exchange, sessions.get(session.id), stream, session).then((said) => answer(null, said), answer);
    },
    onClose: ({ id }) => {
      sessions.delete(id);
    },
  });
  await listen(server, port);
  return { port: portOf(server), close: () => close(server) };
}

/** Resolves to the text of the 250, or rejects with the refusal. */
async function submit(
  { cloud, now }: Exchange,
  signedIn: SignedIn | undefined,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<string> {
  const submission: Submission = {
    sender: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    recipients: envelope.rcptTo.map(({ address }) => address),
    raw: await text(stream),
  };
  if (signedIn === undefined) throw toSmtpError({ code: 530, text: notAuthenticatedToSend });
  const refusal = submissionRefusal(signedIn, submission);
  if (refusal !== null) throw toSmtpError(refusal);
  return `2.0.0 OK <${deliver(cloud, submission, now())}> [Hostname=${smtpHost}]`;
}

async function listen(server: ExchangeSmtpServer, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.removeAllListeners('error');
  // A client that breaks off, or does not trust the certificate, is that client's affair: the server goes on.
  server.on('error', () => undefined);
}

function portOf(server: ExchangeSmtpServer): number {
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The SMTP server does not listen on a port.');
  return address.port;
}

async function close(server: ExchangeSmtpServer): Promise<void> {
  for (const connection of server.connections) connection.close();
  await new Promise<void>((resolve) => server.close(resolve));
}
