// An https server in the test process that answers as told, request by request, and keeps what it was asked. For faults
// that a well-behaved service does not show: resets, broken bodies, gateways.

import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { makeCertificates } from '../../sandbox/certificates.ts';
import { trust } from '../support/trust.ts';
import { certificateFile } from './cloud-under-test.ts';

export type Scripted =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'text'; readonly status: number; readonly body: string }
  /** Announces more than it sends, then breaks off. */
  | { readonly kind: 'truncated'; readonly status: number; readonly body: string }
  | { readonly kind: 'reset' };

export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
};

export type ScriptedService = {
  readonly url: string;
  readonly asked: Asked[];
  /** Answers in order; the last one again and again. */
  script(...answers: readonly Scripted[]): void;
  close(): Promise<void>;
};

export async function startScriptedService(): Promise<ScriptedService> {
  const { key, cert, caPem } = await makeCertificates(certificateFile);
  trust(caPem);
  const asked: Asked[] = [];
  let answers: readonly Scripted[] = [];
  const server: Server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const answer = answers[0] ?? { kind: 'reset' };
      answers = answers.length > 1 ? answers.slice(1) : answers;
      give(response, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `https://localhost:${address.port}`,
    asked,
    script: (...next) => {
      answers = next;
      asked.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function give(response: ServerResponse, answer: Scripted): void {
  switch (answer.kind) {
    case 'json':
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body === null ? '' : JSON.stringify(answer.body));
      return;
    case 'text':
      response.writeHead(answer.status, { 'content-type': 'text/html' });
      response.end(answer.body);
      return;
    case 'truncated':
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write(answer.body, () => response.socket?.destroy());
      return;
    case 'reset':
      response.socket?.destroy();
      return;
  }
}

export function graphRefusal(status: number, code: string, message = '', detail: string | null = null): Scripted {
  const details = detail === null ? {} : { details: [{ code: detail, message: detail, target: 'x' }] };
  const innerError = { date: '2026-11-24T09:00:00', 'request-id': 'req-1', 'client-request-id': 'req-1' };
  return {
    kind: 'json',
    status,
    headers: { 'request-id': 'req-1' },
    body: { error: { code, message, ...details, innerError } },
  };
}
