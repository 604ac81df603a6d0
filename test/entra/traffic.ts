// Watches the requests that this process's fetch really makes, through Node's own diagnostics channels, and tells how
// many there were and how long the longest chain of answers was that had to be waited for one after the other.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { z } from 'zod';

type Span = {
  readonly name: string;
  readonly start: number;
  end: number;
  readonly sentAt: number;
  answeredAt: number;
};

const created = z.object({ request: z.object({ origin: z.string(), method: z.string(), path: z.string() }) });

export type Traffic = {
  /** `METHOD path`, in the order in which they were sent. */
  readonly requests: readonly string[];
  readonly longestChain: number;
  /** Milliseconds from sending to the end of the answer, in the order of `requests`. */
  readonly durations: readonly number[];
  /** On the clock of `performance.now()`. */
  readonly lastAnswerAt: number;
};

/** Only requests to `origin` count. */
export async function trafficOf(origin: string, work: () => Promise<unknown>): Promise<Traffic> {
  const spans = new Map<object, Span>();
  let clock = 0;
  const tick = () => {
    clock += 1;
    return clock;
  };
  const onCreate = (message: unknown) => {
    const read = created.safeParse(message);
    if (!read.success || read.data.request.origin !== origin) return;
    const { method, path } = read.data.request;
    const times = { start: tick(), end: Number.POSITIVE_INFINITY, sentAt: performance.now(), answeredAt: 0 };
    spans.set(requestIn(message), { name: `${method} ${path}`, ...times });
  };
  const onAnswer = (message: unknown) => {
    const span = spans.get(requestIn(message));
    if (span === undefined) return;
    span.end = tick();
    span.answeredAt = performance.now();
  };
  subscribe('undici:request:create', onCreate);
  subscribe('undici:request:trailers', onAnswer);
  try {
    await work();
  } finally {
    unsubscribe('undici:request:create', onCreate);
    unsubscribe('undici:request:trailers', onAnswer);
  }
  const all = [...spans.values()];
  return {
    requests: all.map((span) => span.name),
    longestChain: longestChain(all),
    durations: all.map((span) => span.answeredAt - span.sentAt),
    lastAnswerAt: Math.max(...all.map((span) => span.answeredAt)),
  };
}

function requestIn(message: unknown): object {
  const holds = typeof message === 'object' && message !== null && 'request' in message;
  return holds && typeof message.request === 'object' && message.request !== null ? message.request : {};
}

/** Spans are in order of their start. */
function longestChain(spans: readonly Span[]): number {
  const lengths: number[] = [];
  for (const span of spans) {
    const before = spans
      .slice(0, lengths.length)
      .map((other, index) => (other.end < span.start ? (lengths[index] ?? 0) : 0));
    lengths.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...lengths);
}
