// Server-sent events (HTML Living Standard, 9.2): writes what it is given until that ends or the browser hangs up. The
// browser connects again by itself, and the first event of each connection tells all there is to know.

import type { ServerResponse } from 'node:http';

export type LiveEvent = { readonly id: number; readonly data: unknown };

/** Tells events until `signal` is aborted or nothing more is to be told. */
export type Follow = (tell: (event: LiveEvent) => void, signal: AbortSignal) => Promise<void>;

const reconnectMs = 2_000;
/** Below the idle time after which proxies cut a connection. */
const heartbeatMs = 15_000;

export function sendEvents(response: ServerResponse, follow: Follow): void {
  const hungUp = new AbortController();
  response.statusCode = 200;
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  // Proxies that collect an answer before they pass it on would hold back what is meant for now.
  response.setHeader('X-Accel-Buffering', 'no');
  response.write(`retry: ${reconnectMs}\n\n`);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  response.once('close', () => hungUp.abort());
  // Hung up while the page was still being looked up: 'close' does not come again.
  if (response.closed) hungUp.abort();
  const tell = ({ id, data }: LiveEvent) => {
    // JSON holds no line break, so one data line carries it.
    response.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  void follow(tell, hungUp.signal).finally(() => {
    clearInterval(heartbeat);
    response.end();
  });
}
