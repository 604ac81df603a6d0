// Listens on 127.0.0.1 alone, reads a request whole, hands it to one function and does on the wire what that says. No
// path is known here.

import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Answer, answered, type Call, type Handler, type Outcome } from './call.ts';

const longestBody = 1024 * 1024;

export type Listening = {
  readonly port: number;
  /** Requests before this are answered 503. */
  answerWith(handler: Handler): void;
  close(): Promise<void>;
};

/** `port` 0 takes any free one. Rejects with Node's own error (`EADDRINUSE`) when it is taken. */
export async function listen(port: number, tls: { key: string; cert: string } | null): Promise<Listening> {
  let handler: Handler = () => answered({ status: 503, headers: {}, body: '' });
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    void respond(request, response, (call) => handler(call));
  };
  const server: Server = tls === null ? createPlainServer(onRequest) : createTlsServer(tls, onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: portOf(server.address()),
    answerWith(next) {
      handler = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

async function respond(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  try {
    const call = await readCall(request);
    send(response, call === null ? answered(tooLong) : await handler(call));
  } catch (error) {
    // The one catch of this edge: a bug of the sandbox is shown to whoever called, and the server lives on.
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    send(response, answered({ status: 500, headers, body: `Sandbox: ${reason}` }));
  }
}

const tooLong: Answer = { status: 413, headers: { connection: 'close' }, body: '' };

/** Nothing where the caller has hung up, which is no mistake of anybody's. */
function send(response: ServerResponse, outcome: Outcome): void {
  if (response.destroyed || response.headersSent) return;
  switch (outcome.kind) {
    case 'answer':
      response.writeHead(outcome.answer.status, outcome.answer.headers);
      response.end(outcome.answer.body);
      return;
    case 'reset':
      response.destroy();
      return;
    case 'truncated':
      sendHalf(response, outcome.answer);
  }
}

/** An answer too short to be halved would look whole, so nothing of it is sent. */
function sendHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  if (bytes.length < 2) return void response.destroy();
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

async function readCall(request: IncomingMessage): Promise<Call | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    length += bytes.length;
    if (length > longestBody) return null;
    chunks.push(bytes);
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return {
    method: request.method ?? 'GET',
    path: decodedPath(url.pathname),
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
