// POST /api/messages: asks who calls before it reads anything, then reads the JSON body within its limit and hands the
// request on. What is not signed, or is not JSON, gets a clear 4xx and never becomes a turn.

import type { Request, Response } from 'restify';
import { jsonLimit, readBody } from './request-body.ts';
import type { WebDeps } from './web-deps.ts';

type Refusal = { readonly status: number; readonly error: string };

export async function receiveActivity(deps: WebDeps, request: Request, response: Response): Promise<void> {
  const caller = await deps.callerOf(request.headers.authorization);
  if (caller.kind !== 'vouched') return turnAway(request, response, caller.kind);
  const body = await readBody(request, 'application/json', jsonLimit);
  switch (body.kind) {
    case 'tooLarge':
      return refuse(response, { status: 413, error: 'The body is larger than 256 KB.' });
    case 'wrongType':
      return refuse(response, { status: 415, error: 'Send the activity as application/json, not encoded.' });
    case 'notText':
      return refuse(response, { status: 400, error: 'The body is not UTF-8.' });
    case 'text': {
      const activity = readJson(body.text);
      if (activity === null) return refuse(response, { status: 400, error: 'The body is not a JSON object.' });
      request.body = activity;
      return deps.processActivity(request, response, caller.serviceUrl);
    }
  }
}

const askAgainSeconds = 5;

/** The body stays unread, and the connection ends with the answer. */
function turnAway(request: Request, response: Response, why: 'refused' | 'noAnswer'): void {
  request.resume();
  response.setHeader('Connection', 'close');
  if (why === 'refused') {
    response.setHeader('WWW-Authenticate', 'Bearer');
    refuse(response, { status: 401, error: 'Only what Teams has signed for this bot is taken.' });
  } else {
    response.setHeader('Retry-After', String(askAgainSeconds));
    refuse(response, { status: 503, error: 'Who calls cannot be checked just now.' });
  }
}

function readJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function refuse(response: Response, { status, error }: Refusal): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify({ error }));
}
