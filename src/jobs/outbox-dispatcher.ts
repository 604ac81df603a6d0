// Delivers what is in the outbox: one message after the other per conversation, several conversations side by side.
// Keeps nothing of its own, so that a restart goes on where the last process stopped. A message may be delivered
// twice when a process dies between delivery and mark; never is one lost or overtaken.

import type { Message } from '../setup/message.ts';

export type DueMessage = Message & { readonly seq: number; readonly attempts: number; readonly putAt: Date };

/** The outbox as it is stored. */
export type StoredOutbox = {
  dueMessages(
    limit: number,
    now: Date,
  ): Promise<{ readonly messages: readonly DueMessage[]; readonly nextAt: Date | null }>;
  markDelivered(seq: number, now: Date): Promise<void>;
  markFailed(seq: number, error: string, retryAt: Date | null, now: Date): Promise<void>;
};

export type Delivery =
  | { readonly kind: 'delivered' }
  /** `afterSeconds` where the service said how long to wait. */
  | { readonly kind: 'retry'; readonly error: string; readonly afterSeconds?: number }
  | { readonly kind: 'undeliverable'; readonly error: string };

export type DispatcherClock = {
  now(): Date;
  /** Calls once after so long; what it gives cancels. */
  after(milliseconds: number, call: () => void): () => void;
};

export type DispatcherParts = {
  readonly outbox: StoredOutbox;
  deliver(message: Message): Promise<Delivery>;
  /** Hears of a message that is given up, before it is marked so: what must be known of it is known whatever happens. */
  readonly onGivenUp?: (message: Message) => Promise<void>;
  readonly onDelivery?: (kind: Delivery['kind'], message: Message) => void;
  /** Hears of a deliver that threw and of a database that does not answer. */
  readonly onError: (error: unknown) => void;
  readonly clock?: DispatcherClock;
};

export type OutboxDispatcher = {
  /** Delivers what waits from an earlier process, then whatever comes. */
  start(): void;
  /** Something was put: call after the commit. */
  kick(): void;
  /** Waits for what is under way; takes nothing new. */
  stop(): Promise<void>;
};

const sideBySide = 8;
/** Each look asks the database twice; where much happens at once, one look is for all of it. */
const betweenLooksMilliseconds = 100;
/** Another process may put something without a kick here. */
const idleMilliseconds = 10_000;
const firstPauseSeconds = 1;
const longestPauseSeconds = 300;
const giveUpMilliseconds = 24 * 3600_000;
/** Below the minute for which the outbox keeps a message for us alone. */
const deadlineMilliseconds = 45_000;

const systemClock: DispatcherClock = {
  now: () => new Date(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

export function createOutboxDispatcher(parts: DispatcherParts): OutboxDispatcher {
  const clock = parts.clock ?? systemClock;
  const underWay = new Set<Promise<void>>();
  let state: 'idle' | 'running' | 'stopped' = 'idle';
  let looking: Promise<void> | null = null;
  let again = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let cancelWake = () => {};

  function kick(): void {
    if (state !== 'running') return;
    if (looking !== null) {
      again = true;
      return;
    }
    const rest = restAfter(lookedAt, clock.now().getTime());
    if (rest > 0) wakeAfter(rest);
    else looking = look().finally(lookedOut);
  }

  function lookedOut(): void {
    looking = null;
    if (again) kick();
  }

  async function look(): Promise<void> {
    again = false;
    lookedAt = clock.now().getTime();
    cancelWake();
    const pause = await takeDue(parts, clock.now(), sideBySide - underWay.size, begin);
    if (state === 'running') wakeAfter(pause);
  }

  function wakeAfter(milliseconds: number): void {
    cancelWake();
    cancelWake = clock.after(milliseconds, kick);
  }

  function begin(message: DueMessage): void {
    const delivery = settle(parts, clock, message)
      .catch(parts.onError)
      .finally(() => {
        underWay.delete(delivery);
        kick();
      });
    underWay.add(delivery);
  }

  return {
    start() {
      if (state === 'idle') state = 'running';
      kick();
    },
    kick,
    async stop() {
      state = 'stopped';
      cancelWake();
      await looking;
      cancelWake();
      await Promise.all(underWay);
    },
  };
}

/** Begins as many deliveries as there is room for; gives the milliseconds after which to look again. */
async function takeDue(
  { outbox, onError }: DispatcherParts,
  now: Date,
  room: number,
  begin: (message: DueMessage) => void,
): Promise<number> {
  if (room <= 0) return idleMilliseconds;
  try {
    const { messages, nextAt } = await outbox.dueMessages(room, now);
    for (const message of messages) begin(message);
    return pauseUntil(nextAt, now);
  } catch (error) {
    onError(error);
    return idleMilliseconds;
  }
}

function pauseUntil(nextAt: Date | null, now: Date): number {
  const wait = nextAt === null ? idleMilliseconds : nextAt.getTime() - now.getTime();
  return Math.min(Math.max(wait, 10), idleMilliseconds);
}

function restAfter(lookedAt: number, now: number): number {
  const since = now - lookedAt;
  // Negative where the clock was set back.
  return since < 0 ? 0 : Math.max(0, betweenLooksMilliseconds - since);
}

async function settle(parts: DispatcherParts, clock: DispatcherClock, message: DueMessage): Promise<void> {
  const delivery = await tryDelivery(parts, clock, message);
  const now = clock.now();
  parts.onDelivery?.(delivery.kind, message);
  switch (delivery.kind) {
    case 'delivered':
      return parts.outbox.markDelivered(message.seq, now);
    case 'retry': {
      const tooOld = now.getTime() - message.putAt.getTime() > giveUpMilliseconds;
      const retryAt = tooOld ? null : new Date(now.getTime() + pauseSeconds(delivery, message.attempts) * 1000);
      if (retryAt === null) await parts.onGivenUp?.(message);
      return parts.outbox.markFailed(message.seq, delivery.error, retryAt, now);
    }
    case 'undeliverable':
      await parts.onGivenUp?.(message);
      return parts.outbox.markFailed(message.seq, delivery.error, null, now);
  }
}

function pauseSeconds(delivery: { readonly afterSeconds?: number }, attempts: number): number {
  const growing = Math.min(firstPauseSeconds * 2 ** Math.min(attempts, 16), longestPauseSeconds);
  return Math.max(growing, delivery.afterSeconds ?? 0);
}

async function tryDelivery(parts: DispatcherParts, clock: DispatcherClock, message: DueMessage): Promise<Delivery> {
  const { promise: late, resolve } = Promise.withResolvers<Delivery>();
  const cancel = clock.after(deadlineMilliseconds, () =>
    resolve({ kind: 'retry', error: `No answer within ${deadlineMilliseconds / 1000} s.` }),
  );
  const { seq: _, attempts: __, putAt: ___, ...whole } = message;
  try {
    return await Promise.race([parts.deliver(whole), late]);
  } catch (error) {
    parts.onError(error);
    return { kind: 'retry', error: 'The delivery failed unexpectedly.' };
  } finally {
    cancel();
  }
}
