// What a page answers, as a value; the one place that turns it into a response.

import type { ServerResponse } from 'node:http';
import { toSetCookie } from './cookies.ts';
import type { Html } from './html.ts';
import type { TicketPurpose } from './web-deps.ts';

export type NewCookie = { readonly purpose: TicketPurpose; readonly id: string };

export type Answer =
  | { readonly kind: 'page'; readonly status: number; readonly page: Html }
  /** 303: the browser goes on with a GET, and what was posted leaves the address and the history. */
  | { readonly kind: 'seeOther'; readonly to: string; readonly cookie?: NewCookie }
  | { readonly kind: 'file'; readonly content: Uint8Array; readonly type: string; readonly fileName: string }
  | { readonly kind: 'text'; readonly status: number; readonly text: string; readonly type: string };

export function showPage(page: Html, status = 200): Answer {
  return { kind: 'page', status, page };
}

export function seeOther(to: string, cookie?: NewCookie): Answer {
  return cookie === undefined ? { kind: 'seeOther', to } : { kind: 'seeOther', to, cookie };
}

export function send(response: ServerResponse, answer: Answer, secureCookies: boolean): void {
  switch (answer.kind) {
    case 'page':
      end(response, answer.status, 'text/html; charset=utf-8', answer.page.toString());
      return;
    case 'text':
      end(response, answer.status, answer.type, answer.text);
      return;
    case 'file':
      response.setHeader('Content-Disposition', `attachment; filename="${toFileName(answer.fileName)}"`);
      end(response, 200, answer.type, answer.content);
      return;
    case 'seeOther':
      if (answer.cookie !== undefined) {
        response.setHeader('Set-Cookie', toSetCookie(answer.cookie.purpose, answer.cookie.id, secureCookies));
      }
      response.setHeader('Location', answer.to);
      end(response, 303, 'text/plain; charset=utf-8', '');
  }
}

function end(response: ServerResponse, status: number, type: string, content: string | Uint8Array): void {
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.end(content);
}

function toFileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 80);
}
