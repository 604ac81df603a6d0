// JSON batching: at most twenty requests, ids unique, 424 for what depends on a request that failed. The answer of the
// whole is 200 whatever its parts say.

import { z } from 'zod';
import type { Answer, Call } from '../http/call.ts';
import { parsedJson } from './body.ts';
import { type Reply, refused } from './reply.ts';

const batch = z.object({
  requests: z
    .array(
      z.object({
        id: z.string().min(1),
        method: z.string().toUpperCase(),
        url: z.string().min(1),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.unknown().optional(),
        dependsOn: z.array(z.string()).default([]),
      }),
    )
    .max(20),
});

type BatchRequest = z.infer<typeof batch>['requests'][number];
type BatchResponse = { id: string; status: number; headers: Readonly<Record<string, string>>; body?: unknown };

export function answerBatch(call: Call, answer: (inner: Call) => Answer): Reply {
  const body = parsedJson(call);
  if (!body.ok) return body.reply;
  const read = batch.safeParse(body.value);
  if (!read.success) return refused(400, 'BadRequest', 'Invalid batch payload format.');
  const { requests } = read.data;
  if (new Set(requests.map((request) => request.id)).size < requests.length) {
    return refused(400, 'BadRequest', 'Batch request ids must be unique.');
  }
  const responses: BatchResponse[] = [];
  for (const request of requests) {
    const failed = request.dependsOn.some((id) => (responses.find((done) => done.id === id)?.status ?? 424) >= 400);
    responses.push(failed ? dependencyFailed(request) : responseTo(request, answer(innerCall(call, request))));
  }
  return { status: 200, body: { responses } };
}

function innerCall(outer: Call, request: BatchRequest): Call {
  const url = new URL(`/v1.0/${request.url.replace(/^\//, '')}`, 'http://localhost');
  const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    method: request.method,
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: new Map([...headers, ['authorization', outer.headers.get('authorization') ?? ''] as const]),
    body: request.body === undefined ? '' : JSON.stringify(request.body),
  };
}

function responseTo({ id }: BatchRequest, { status, headers, body }: Answer): BatchResponse {
  return { id, status, headers, ...(body === '' ? {} : { body: JSON.parse(body) }) };
}

function dependencyFailed({ id }: BatchRequest): BatchResponse {
  const message = 'Request was not executed because a request that it depends on failed.';
  return { id, status: 424, headers: {}, body: { error: { code: 'FailedDependency', message } } };
}
