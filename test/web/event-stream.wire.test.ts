// Server-sent events on a real socket, without the pages: what is written, and when the browser is taken for gone.

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Follow, sendEvents } from '../../src/web/event-stream.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Hands each response to `answer`, and asks for one over a bare socket. */
async function ask(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  ends.push(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  socket.write('GET / HTTP/1.1\r\nHost: bot\r\n\r\n');
  return socket;
}

describe('an event stream', () => {
  it('is one line of data for each event, whatever the data holds', async () => {
    const data = { html: 'a\nb\r\n\n"c"\u2028' };
    const follow: Follow = async (tell) => tell({ id: 7, data });
    const socket = await ask((response) => sendEvents(response, follow));
    let text = '';
    for await (const chunk of socket) {
      text += chunk;
      if (text.includes('\r\n0\r\n')) break;
    }
    expect(text).toContain(`id: 7\ndata: ${JSON.stringify(data)}\n\n`);
    expect(text).toMatch(/retry: \d+\n\n/);
  });

  it('aborts once the browser hangs up', async () => {
    const aborted = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    const follow: Follow = async (_tell, signal) => {
      signal.addEventListener('abort', () => aborted.resolve());
      began.resolve();
      await aborted.promise;
    };
    const socket = await ask((response) => sendEvents(response, follow));
    await began.promise;
    socket.destroy();
    await aborted.promise;
  });

  it('is aborted from the start where the browser hung up before it began', async () => {
    const asked = Promise.withResolvers<ServerResponse>();
    const socket = await ask((response) => asked.resolve(response));
    const response = await asked.promise;
    socket.destroy();
    await once(response, 'close');
    const followed = Promise.withResolvers<boolean>();
    sendEvents(response, async (_tell, signal) => followed.resolve(signal.aborted));
    expect(await followed.promise).toBe(true);
  });
});
