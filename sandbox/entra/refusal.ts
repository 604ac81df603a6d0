// Entra's refusals (AADSTS…): codes, texts and statuses as its endpoints give them. Decides nothing itself.

import { randomUUID } from 'node:crypto';
import { type Answer, json } from '../http/call.ts';

/** A refusal before it is put into JSON, a page or a redirect. `error` is the OAuth 2.0 error. */
export type Refusal = {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly text: string;
};

export function refusal(status: number, error: string, code: number, text: string): Refusal {
  return { status, error, code, text };
}

/** A value, or the reason why there is none. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

export function read<Value>(value: Value): Read<Value> {
  return { ok: true, value };
}

export function refused(status: number, error: string, code: number, text: string) {
  return { ok: false, refusal: refusal(status, error, code, text) } as const;
}

export function parameterMissing(name: string): Read<never> {
  return refused(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);
}

/** The JSON of the token endpoint and of discovery. `correlationId` repeats the client's own. */
export function refusalAnswer(reason: Refusal, correlationId: string | undefined): Answer {
  const traceId = randomUUID();
  const correlation = correlationId ?? randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return json(
    reason.status,
    {
      error: reason.error,
      error_description: `AADSTS${reason.code}: ${reason.text} Trace ID: ${traceId} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [reason.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${reason.code}`,
    },
    { 'x-ms-request-id': traceId },
  );
}
