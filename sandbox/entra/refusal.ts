// Entra's refusals (AADSTS…): codes, texts and statuses as its endpoints give them. Decides nothing itself.

import { randomUUID } from 'node:crypto';
import { type Answer, type Call, formOf, json } from '../http/call.ts';

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
export type Read<Value> = { readonly ok: true; readonly value: Value } | Refused;

export function read<Value>(value: Value): Read<Value> {
  return { ok: true, value };
}

/** The second half of `Read` alone. */
export type Refused = { readonly ok: false; readonly refusal: Refusal };

export function refused(status: number, error: string, code: number, text: string): Refused {
  return { ok: false, refusal: refusal(status, error, code, text) };
}

export function parameterMissing(name: string): Refused {
  return refused(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);
}

/** By which a client of the token endpoint names its request. */
export function correlationIdOf(call: Call): string | undefined {
  return call.headers.get('client-request-id') ?? formOf(call).get('client-request-id') ?? undefined;
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
