// Puts a reply of Graph on the wire: headers and, in a refusal, the ids that support asks for, new with each answer.

import { randomUUID } from 'node:crypto';
import type { Answer, Call } from '../http/call.ts';
import type { Reply } from './reply.ts';

export function onTheWire(call: Call, { status, body }: Reply): Answer {
  const requestId = randomUUID();
  const clientRequestId = call.headers.get('client-request-id') ?? requestId;
  const headers = { 'request-id': requestId, 'client-request-id': clientRequestId, 'cache-control': 'no-store' };
  if (body === null) return { status, headers, body: '' };
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  const { error } = body;
  const whole = typeof error === 'object' && error !== null ? { error: { ...error, innerError } } : body;
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; odata.metadata=minimal; charset=utf-8' },
    body: JSON.stringify(whole),
  };
}
