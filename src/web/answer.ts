// What a page answers, as a value; the one place that turns it into a response.

import type { ServerResponse } from 'node:http';
import { type CookiePurpose, toSetCookie } from './cookies.ts';
import { type Follow, sendEvents } from './event-stream.ts';
import type { Html } from './html.ts';

export type NewCookie = { readonly purpose: CookiePurpose; readonly id: string };

export type Answer =
  | {
      readonly kind: 'page';
      readonly status: number;
      readonly page: Html;
      readonly cookie: NewCookie | null;
      /** Seconds after which it is worth coming back. */
      readonly retryAfter?: number;
    }
  /** 303: the browser goes on with a GET, and what was posted leaves the address and the history. */
  | { readonly kind: 'seeOther'; readonly to: string; readonly cookie: NewCookie | null }
  | { readonly kind: 'file'; readonly content: Uint8Array; readonly type: string; readonly fileName: string }
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly text: string;
      readonly type: string;
      readonly retryAfter?: number;
    }
  /** Server-sent events, for as long as `follow` lasts or the browser listens. */
  | { readonly kind: 'events'; readonly follow: Follow };

export function showPage(page: Html, status = 200, cookie: NewCookie | null = null): Answer {
  return { kind: 'page', status, page, cookie };
}

export function seeOther(to: string, cookie: NewCookie | null = null): Answer {
  return { kind: 'seeOther', to, cookie };
}

/** Says when it is worth asking again. */
export function comeBackAfter(answer: Answer, seconds: number): Answer {
  return answer.kind === 'page' || answer.kind === 'text' ? { ...answer, retryAfter: seconds } : answer;
}

export function send(response: ServerResponse, answer: Answer, secureCookies: boolean): void {
  switch (answer.kind) {
    case 'page':
      setCookie(response, answer.cookie, secureCookies);
      setRetryAfter(response, answer.retryAfter);
      end(response, answer.status, 'text/html; charset=utf-8', answer.page.toString());
      return;
    case 'text':
      setRetryAfter(response, answer.retryAfter);
      end(response, answer.status, answer.type, answer.text);
      return;
    case 'file':
      response.setHeader('Content-Disposition', `attachment; filename="${toFileName(answer.fileName)}"`);
      end(response, 200, answer.type, answer.content);
      return;
    case 'seeOther':
      setCookie(response, answer.cookie, secureCookies);
      response.setHeader('Location', answer.to);
      end(response, 303, 'text/plain; charset=utf-8', '');
      return;
    case 'events':
      sendEvents(response, answer.follow);
  }
}

function setCookie(response: ServerResponse, cookie: NewCookie | null, secure: boolean): void {
  if (cookie !== null) response.setHeader('Set-Cookie', toSetCookie(cookie.purpose, cookie.id, secure));
}

function setRetryAfter(response: ServerResponse, seconds: number | undefined): void {
  if (seconds !== undefined) response.setHeader('Retry-After', String(seconds));
}

function end(response: ServerResponse, status: number, type: string, content: string | Uint8Array): void {
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.end(content);
}

function toFileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 80);
}
