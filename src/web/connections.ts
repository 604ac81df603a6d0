// How many connections there may be, and who makes room: the one that has kept the server waiting longest, for a request
// to begin or to end. One that is being answered never does. So idle and slow clients, however many, keep nobody out.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export function capConnections(server: Server, most: number): void {
  /** In the order in which they began to wait. */
  const requests = new Map<Socket, IncomingMessage | null>();
  const waiting = (): Socket | undefined => {
    for (const [socket, request] of requests) if (request === null || !request.complete) return socket;
    return undefined;
  };
  server.on('connection', (socket: Socket) => {
    if (requests.size >= most) {
      const longest = waiting() ?? socket;
      requests.delete(longest);
      longest.destroy();
    }
    if (socket.destroyed) return;
    requests.set(socket, null);
    socket.once('close', () => requests.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    requests.set(socket, request);
    response.once('close', () => {
      // A later request of the same connection may have come already.
      if (requests.get(socket) !== request) return;
      requests.delete(socket);
      requests.set(socket, null);
    });
  });
}
