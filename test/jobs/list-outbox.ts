// An outbox that is a list, and a clock that stands, for tests of the dispatcher.

import type { DueMessage } from '../../src/jobs/outbox-dispatcher.ts';
import type { Message } from '../../src/setup/message.ts';

/** Time that moves only when told. */
export function stoppedClock() {
  let time = Date.parse('2026-11-02T09:00:00.000Z');
  const waiting = new Set<{ readonly at: number; call(): void }>();
  return {
    now: () => new Date(time),
    after(milliseconds: number, call: () => void) {
      const timer = { at: time + milliseconds, call };
      waiting.add(timer);
      return () => void waiting.delete(timer);
    },
    pass(milliseconds: number) {
      time += milliseconds;
      for (const timer of [...waiting].filter(({ at }) => at <= time)) {
        waiting.delete(timer);
        timer.call();
      }
    },
  };
}

type Row = DueMessage & { state: 'waiting' | 'claimed' | 'delivered' | 'givenUp'; dueAt: number; error: string | null };

export function listOutbox(messages: readonly Message[], putAt: Date) {
  const rows: Row[] = messages.map((message, index) => ({
    ...message,
    seq: index + 1,
    attempts: 0,
    putAt,
    state: 'waiting',
    dueAt: 0,
    error: null,
  }));
  const row = (seq: number) => rows[seq - 1];
  return {
    rows,
    async dueMessages(limit: number, now: Date) {
      const open = rows.filter(({ state }) => state === 'waiting' || state === 'claimed');
      const heads = open.filter((one) => open.find((other) => other.conversationId === one.conversationId) === one);
      const free = heads.filter(({ state }) => state === 'waiting');
      const due = free.filter(({ dueAt }) => dueAt <= now.getTime()).slice(0, limit);
      for (const one of due) one.state = 'claimed';
      const later = free.filter((one) => !due.includes(one)).map(({ dueAt }) => dueAt);
      return {
        messages: due.map((one) => ({ ...one })),
        nextAt: later.length === 0 ? null : new Date(Math.min(...later)),
      };
    },
    async markDelivered(seq: number) {
      Object.assign(row(seq) ?? {}, { state: 'delivered' });
    },
    async markFailed(seq: number, error: string, retryAt: Date | null) {
      const failed = row(seq);
      if (failed === undefined) return;
      const state = retryAt === null ? 'givenUp' : 'waiting';
      Object.assign(failed, { state, error, dueAt: retryAt?.getTime() ?? 0, attempts: failed.attempts + 1 });
    },
  };
}
