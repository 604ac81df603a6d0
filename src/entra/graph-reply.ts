// What came back from Microsoft Graph, told apart before anything is concluded: an answer, a refusal with its codes, or
// no answer at all. A gateway's 5xx and a body that breaks off count as no answer, because the effect may have happened.

import { z } from 'zod';
import { readRetryAfter } from '../setup/patience.ts';

export type GraphReply =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown; readonly requestId: string | null }
  | {
      readonly kind: 'refusal';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      /** Codes of `error.details[]`, e.g. `NoBackingApplicationObject`. */
      readonly detailCodes: readonly string[];
      readonly requestId: string | null;
      readonly retryAfterSeconds: number | null;
    }
  | {
      readonly kind: 'noAnswer';
      readonly cause: string;
      readonly requestId: string | null;
      /** Set where a gateway said how long to wait. */
      readonly retryAfterSeconds: number | null;
    };

export type Refusal = Extract<GraphReply, { kind: 'refusal' }>;

const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().nullish(),
    details: z.array(z.object({ code: z.string() })).nullish(),
    innerError: z.object({ 'request-id': z.string().optional() }).nullish(),
  }),
});

export function noReply(
  cause: string,
  requestId: string | null = null,
  retryAfterSeconds: number | null = null,
): GraphReply {
  return { kind: 'noAnswer', cause, requestId, retryAfterSeconds };
}

export async function replyOf(response: Response): Promise<GraphReply> {
  const requestId = requestIdIn(response.headers);
  const text = await response.text();
  const body = text === '' ? null : readJson(text);
  if (response.ok) {
    if (body === undefined) return noReply(`HTTP ${response.status}, unreadable`, requestId);
    return { kind: 'answer', status: response.status, body, requestId };
  }
  if (response.status < 500) return refusal(response.status, body, response.headers);
  return noReply(`HTTP ${response.status}`, requestId, readRetryAfter(response.headers.get('retry-after'), Date.now()));
}

/** An inner answer of `$batch`. */
export function replyOfPart(status: number, body: unknown): GraphReply {
  if (status >= 200 && status < 300) return { kind: 'answer', status, body, requestId: null };
  return status >= 500 ? noReply(`HTTP ${status}`) : refusal(status, body, new Headers());
}

function refusal(status: number, body: unknown, headers: Headers): Refusal {
  const read = errorBody.safeParse(body);
  const error = read.success ? read.data.error : null;
  return {
    kind: 'refusal',
    status,
    code: error?.code ?? `HTTP ${status}`,
    message: error?.message ?? '',
    detailCodes: error?.details?.map((detail) => detail.code) ?? [],
    requestId: requestIdIn(headers) ?? asRequestId(error?.innerError?.['request-id']),
    retryAfterSeconds: readRetryAfter(headers.get('retry-after'), Date.now()),
  };
}

/** Graph's own id of the request; a gateway before it may know only the one that it was sent with. */
function requestIdIn(headers: Headers): string | null {
  return asRequestId(headers.get('request-id')) ?? asRequestId(headers.get('client-request-id'));
}

/** null where it is none that Microsoft's support could look for: it is kept for ever, so not just any text is taken. */
function asRequestId(text: string | null | undefined): string | null {
  return /^[\w.:-]{1,100}$/.test(text ?? '') ? (text ?? null) : null;
}

/** undefined where it is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
