// A TCP relay on loopback that is as slow as a network: half a round trip in each direction, order kept, and a handshake
// before which nothing arrives. Counts the round trips of the longest connection.

import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type DelayRelay = {
  readonly port: number;
  /** Of the connection with the most: one for its handshake, and one for each time the server began to speak. */
  roundTrips(): number;
  close(): Promise<void>;
};

type Carried = { readonly from: net.Socket; readonly to: net.Socket; readonly begin: Promise<void> };

export async function startDelayRelay(targetPort: number, roundTripMs: number): Promise<DelayRelay> {
  const counts: (() => number)[] = [];
  const sockets = new Set<net.Socket>();
  const relay = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const server = new net.Socket({ allowHalfOpen: true });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
    }
    counts.push(countRoundTrips(client, server));
    connect({ client, server, targetPort, halfMs: roundTripMs / 2 });
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const address = relay.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    roundTrips: () => Math.max(0, ...counts.map((count) => count())),
    async close() {
      for (const socket of sockets) socket.destroy();
      relay.close();
      await once(relay, 'close');
    },
  };
}

type Ends = { readonly client: net.Socket; readonly server: net.Socket };

/** Accepting here is the SYN; SYN-ACK and half a round trip later the server hears of the connection and may speak. */
function connect({ client, server, targetPort, halfMs }: Ends & { targetPort: number; halfMs: number }): void {
  const arrived = pause(3 * halfMs).then(() => {
    if (client.destroyed) server.destroy();
    else server.connect(targetPort, '127.0.0.1').setNoDelay(true);
  });
  carry({ from: client, to: server, begin: arrived }, halfMs);
  carry({ from: server, to: client, begin: arrived }, halfMs);
}

function carry({ from, to, begin }: Carried, halfMs: number): void {
  let carried = begin;
  const later = (act: () => void) => {
    const due = performance.now() + halfMs;
    // Never early: a timer counts whole milliseconds.
    carried = carried.then(() => pause(Math.ceil(Math.max(0, due - performance.now())))).then(act);
  };
  from.on('data', (chunk) => later(() => void (to.destroyed || to.write(chunk))));
  from.on('end', () => later(() => void (to.destroyed || to.end())));
}

function countRoundTrips(client: net.Socket, server: net.Socket): () => number {
  let count = 1;
  let spokeLast = client;
  client.on('data', () => {
    spokeLast = client;
  });
  server.on('data', () => {
    if (spokeLast === client) count += 1;
    spokeLast = server;
  });
  return () => count;
}
