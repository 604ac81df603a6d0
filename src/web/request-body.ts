// Reads a request's body up to a limit. Nothing is written to disk, nothing is decompressed, and a body that is refused
// is never handed on in part.

import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'wrongType' }
  | { readonly kind: 'notText' };

export const jsonLimit = 256 * 1024;
export const formLimit = 16 * 1024;

export async function readBody(request: IncomingMessage, type: string, limit: number): Promise<Body> {
  const sent = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (sent !== type || encoding !== 'identity') return refused(request, { kind: 'wrongType' });
  if (Number(request.headers['content-length'] ?? 0) > limit) return refused(request, { kind: 'tooLarge' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(request)) {
    size += chunk.byteLength;
    if (size > limit) break;
    chunks.push(chunk);
  }
  if (size > limit) return refused(request, { kind: 'tooLarge' });
  return decoded(Buffer.concat(chunks));
}

/** Lets the rest run off so that the answer can be read; the server's request timeout bounds it. */
function refused(request: IncomingMessage, body: Body): Body {
  request.resume();
  return body;
}

async function* chunksOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  // A plain `for await` over the request would destroy the connection when it is left early.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (chunk instanceof Uint8Array) yield chunk;
  }
}

function decoded(bytes: Uint8Array): Body {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'notText' };
    throw error;
  }
}
