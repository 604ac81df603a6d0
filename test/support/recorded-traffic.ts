// Everything that reaches a browser's page: answers with their headers, and frames of web sockets.

import type { Page, Response } from 'playwright-core';
import type { Left } from './leaks.ts';

export type Recorded = {
  /** Waits for what is under way. `apart` says of an answer whether it is left out, and for what it is returned apart. */
  all(apart?: (url: string, method: string, body: string) => boolean): Promise<{
    readonly left: readonly Left[];
    readonly apart: readonly string[];
  }>;
};

/** Only of these addresses' beginnings; what is code, style or font of a program holds nothing of a run. */
export function recordTraffic(page: Page, origins: readonly string[]): Recorded {
  const answers: Promise<{
    readonly url: string;
    readonly method: string;
    readonly headers: string;
    readonly body: string;
  }>[] = [];
  const frames: Left[] = [];
  page.on('response', (response) => {
    if (!origins.some((origin) => response.url().startsWith(origin))) return;
    if (['script', 'stylesheet', 'font', 'image'].includes(response.request().resourceType())) return;
    answers.push(toAnswer(response));
  });
  page.on('websocket', (socket) => {
    const keep = ({ payload }: { payload: string | Buffer }) =>
      void frames.push({ name: `web socket ${new URL(socket.url()).pathname}`, content: Buffer.from(payload) });
    socket.on('framereceived', keep);
    socket.on('framesent', keep);
  });
  return {
    async all(isApart = () => false) {
      const every = await Promise.all(answers);
      const apart = every.filter(({ url, method, body }) => isApart(url, method, body));
      const rest = every.filter((answer) => !apart.includes(answer));
      const left = rest.map(({ url, method, headers, body }) => ({
        name: `${method} ${new URL(url).pathname.replace(/\/eyJ[^/]+/, '/TICKET')}`,
        content: Buffer.from(`${headers}\n${body}`),
      }));
      return { left: [...left, ...frames], apart: apart.map(({ body }) => body) };
    },
  };
}

async function toAnswer(response: Response) {
  const method = response.request().method();
  const headers = JSON.stringify(await response.allHeaders().catch(() => ({})));
  // A redirect has no body, and a page that was left may have taken its own along.
  const body = await response.text().catch(() => '');
  return { url: response.url(), method, headers, body };
}
