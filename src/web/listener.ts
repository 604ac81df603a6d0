// The HTTP server under restify: its limits of time, size and number, which restify has no options for. It also takes no
// upgrade: restify's own server would give such a connection away, out of reach of every time limit.

import { createServer, type Server } from 'node:http';
import { capConnections } from './connections.ts';

export type ListenerLimits = {
  /** Until the header of a request is there, also of one that has not begun. */
  readonly headersMs: number;
  /** Until its body is there as well. */
  readonly requestMs: number;
  /** Between two requests; longer than the 60 s for which proxies usually keep a connection, or they send into a closed one. */
  readonly idleMs: number;
  /** Nothing written and nothing read; pages that are told of progress hear something every 15 s. */
  readonly silentMs: number;
  /** How often the first two are looked at. */
  readonly lookMs: number;
  readonly headerBytes: number;
  readonly connections: number;
};

export const listenerLimits: ListenerLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 65_000,
  silentMs: 120_000,
  lookMs: 2_000,
  headerBytes: 12 * 1024,
  connections: 1000,
};

type Address = { readonly host: string; readonly port: number };

export function listen(server: Server, { host, port }: Address): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve({ port: portOf(server) });
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

/** Open connections end with it. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** `inner` answers what comes in, and never listens itself. */
export function createListener(inner: Server, limits: ListenerLimits): Server {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: limits.lookMs,
    maxHeaderSize: limits.headerBytes,
  });
  server.timeout = limits.silentMs;
  capConnections(server, limits.connections);
  server.on('request', (request, response) => inner.emit('request', request, response));
  return server;
}
