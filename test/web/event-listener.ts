// A page's event stream as the wire shows it: reads one event after the other, and hangs up.

import type { newVisitor } from './visitor.ts';

export type Told = { readonly id: number; readonly state: string; readonly html: string };

export async function listenTo(visitor: ReturnType<typeof newVisitor>, path: string) {
  const hangUp = new AbortController();
  const response = await visitor.go(`${path}/events`, { signal: hangUp.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let read = '';

  /** null once the stream has ended. */
  async function next(): Promise<Told | null> {
    for (;;) {
      const end = read.indexOf('\n\n');
      if (end >= 0) {
        const told = parse(read.slice(0, end));
        read = read.slice(end + 2);
        if (told !== null) return told;
        continue;
      }
      const more = await reader?.read().catch(() => undefined);
      if (more?.value === undefined) return null;
      read += more.value;
    }
  }

  return { response, next, hangUp: () => hangUp.abort() };
}

/** Comments and the time to reconnect tell nothing. */
function parse(block: string): Told | null {
  const fields = new Map(
    block.split('\n').map((line) => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
  );
  const data = fields.get('data');
  return data === undefined ? null : { id: Number(fields.get('id')), ...JSON.parse(data) };
}
