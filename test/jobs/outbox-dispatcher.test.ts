// The dispatcher with a clock and an outbox of the test's own: order, pauses, pace and stopping.

import { describe, expect, it } from 'vitest';
import { createOutboxDispatcher, type Delivery } from '../../src/jobs/outbox-dispatcher.ts';
import type { Message } from '../../src/setup/message.ts';
import { listOutbox, stoppedClock } from './list-outbox.ts';

function notice(conversationId: string, setupId: string): Message {
  return { conversationId, setupId, content: { kind: 'notice', notice: 'verified' } };
}

/** Lets everything run that waits for nothing but promises. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

type GivenUp = (message: Message) => Promise<void>;

function dispatching(
  messages: readonly Message[],
  deliver: (message: Message, call: number) => Promise<Delivery>,
  onGivenUp?: GivenUp,
) {
  const clock = stoppedClock();
  const outbox = listOutbox(messages, clock.now());
  const errors: unknown[] = [];
  let calls = 0;
  const dispatcher = createOutboxDispatcher({
    outbox,
    clock,
    deliver: (message) => deliver(message, ++calls),
    ...(onGivenUp === undefined ? {} : { onGivenUp }),
    onError: (error) => errors.push(error),
  });
  return { clock, outbox, errors, dispatcher, states: () => outbox.rows.map(({ state }) => state) };
}

describe('the outbox dispatcher', () => {
  it('delivers one after the other in a conversation and conversations side by side', async () => {
    const begun: string[] = [];
    const gates = new Map<string, PromiseWithResolvers<Delivery>>();
    const messages = [notice('a', '1'), notice('a', '2'), notice('b', '3')];
    const { dispatcher, clock, states } = dispatching(messages, (message) => {
      begun.push(String(message.setupId));
      const gate = Promise.withResolvers<Delivery>();
      gates.set(String(message.setupId), gate);
      return gate.promise;
    });
    dispatcher.start();
    await settled();
    expect(begun).toEqual(['1', '3']);
    gates.get('1')?.resolve({ kind: 'delivered' });
    clock.pass(99);
    await settled();
    expect(begun).toEqual(['1', '3']);
    clock.pass(1);
    await settled();
    expect(begun).toEqual(['1', '3', '2']);
    const stopping = dispatcher.stop();
    gates.get('2')?.resolve({ kind: 'delivered' });
    gates.get('3')?.resolve({ kind: 'delivered' });
    await stopping;
    expect(states()).toEqual(['delivered', 'delivered', 'delivered']);
  });

  it('tries again with growing pauses, or when the service said, and holds back what comes behind', async () => {
    const begun: string[] = [];
    const answers: readonly Delivery[] = [
      { kind: 'retry', error: 'busy' },
      { kind: 'retry', error: 'busy' },
      { kind: 'retry', error: 'slow down', afterSeconds: 60 },
    ];
    const { dispatcher, clock, states } = dispatching([notice('a', '1'), notice('a', '2')], async (message, call) => {
      begun.push(String(message.setupId));
      return answers[call - 1] ?? { kind: 'delivered' };
    });
    dispatcher.start();
    await settled();
    const passing: readonly (readonly [number, number])[] = [
      // Up to a tenth of a second late.
      [999, 1],
      [101, 2],
      [1999, 2],
      [101, 3],
    ];
    for (const [milliseconds, tries] of passing) {
      clock.pass(milliseconds);
      await settled();
      expect(begun).toHaveLength(tries);
    }
    for (let second = 0; second < 59; second += 1) {
      clock.pass(1000);
      await settled();
    }
    expect(begun).toEqual(['1', '1', '1']);
    for (const milliseconds of [1000, 100]) {
      clock.pass(milliseconds);
      await settled();
    }
    expect(begun).toEqual(['1', '1', '1', '1', '2']);
    expect(states()).toEqual(['delivered', 'delivered']);
    await dispatcher.stop();
  });

  it('looks once for all that is put within a tenth of a second, and at once where the clock was set back', async () => {
    const { dispatcher, clock, outbox } = dispatching([], async () => ({ kind: 'delivered' }));
    let looks = 0;
    const { dueMessages } = outbox;
    outbox.dueMessages = (limit, now) => {
      looks += 1;
      return dueMessages(limit, now);
    };
    dispatcher.start();
    await settled();
    for (let kick = 0; kick < 20; kick += 1) dispatcher.kick();
    await settled();
    expect(looks).toBe(1);
    clock.pass(100);
    await settled();
    expect(looks).toBe(2);
    clock.pass(-3600_000);
    dispatcher.kick();
    await settled();
    expect(looks).toBe(3);
    await dispatcher.stop();
  });

  it('gives up what cannot be delivered and what is a day old, and goes on with the next', async () => {
    const { dispatcher, clock, outbox, states } = dispatching(
      [notice('a', '1'), notice('a', '2'), notice('b', '3')],
      async (message) => {
        if (message.setupId === '1') return { kind: 'undeliverable', error: 'conversation not found' };
        return message.setupId === '3' ? { kind: 'retry', error: 'busy' } : { kind: 'delivered' };
      },
    );
    dispatcher.start();
    await settled();
    clock.pass(100);
    await settled();
    expect(states()).toEqual(['givenUp', 'delivered', 'waiting']);
    expect(outbox.rows[0]?.error).toBe('conversation not found');
    clock.pass(25 * 3600_000);
    await settled();
    expect(states()[2]).toBe('givenUp');
    await dispatcher.stop();
  });

  it('tells of each message that is given up, once, and before it counts as given up', async () => {
    const told: (readonly [string | null, string | undefined])[] = [];
    const { dispatcher, clock, outbox, states } = dispatching(
      [notice('a', '1'), notice('b', '2'), notice('c', '3')],
      async ({ setupId }) => {
        if (setupId === '1') return { kind: 'undeliverable', error: 'conversation not found' };
        return setupId === '2' ? { kind: 'retry', error: 'busy' } : { kind: 'delivered' };
      },
      async ({ setupId }) => {
        told.push([setupId, outbox.rows.find((row) => row.setupId === setupId)?.state]);
      },
    );
    dispatcher.start();
    await settled();
    expect(told).toEqual([['1', 'claimed']]);
    clock.pass(23 * 3600_000);
    await settled();
    expect(told).toHaveLength(1);
    clock.pass(2 * 3600_000);
    await settled();
    expect(told).toEqual([
      ['1', 'claimed'],
      ['2', 'claimed'],
    ]);
    expect(states()).toEqual(['givenUp', 'givenUp', 'delivered']);
    clock.pass(48 * 3600_000);
    await settled();
    expect(told).toHaveLength(2);
    await dispatcher.stop();
  });

  it('gives nothing up as long as that could not be told', async () => {
    let isAway = true;
    const { dispatcher, outbox, errors, states, clock } = dispatching(
      [notice('a', '1')],
      async () => ({ kind: 'undeliverable', error: 'conversation not found' }),
      async () => {
        if (isAway) throw new Error('no database');
      },
    );
    dispatcher.start();
    await settled();
    expect(errors.map(String)).toEqual(['Error: no database']);
    expect(states()).toEqual(['claimed']);
    // As the outbox does once the minute of the claim is over.
    Object.assign(outbox.rows[0] ?? {}, { state: 'waiting' });
    isAway = false;
    clock.pass(60_000);
    await settled();
    expect(states()).toEqual(['givenUp']);
    await dispatcher.stop();
  });

  it('takes a delivery that throws or never answers for one to try again', async () => {
    const { dispatcher, clock, errors, states, outbox } = dispatching([notice('a', '1')], (_message, call) => {
      if (call === 1) return Promise.reject(new Error('a bug'));
      return call === 2 ? new Promise(() => {}) : Promise.resolve({ kind: 'delivered' });
    });
    dispatcher.start();
    await settled();
    expect(errors.map(String)).toEqual(['Error: a bug']);
    clock.pass(1000);
    await settled();
    expect(states()).toEqual(['claimed']);
    clock.pass(45_000);
    await settled();
    expect(outbox.rows[0]?.error).toContain('No answer');
    clock.pass(2000);
    await settled();
    expect(states()).toEqual(['delivered']);
    await dispatcher.stop();
  });

  it('goes on after a database that did not answer, and does nothing before its start or after its stop', async () => {
    const { dispatcher, clock, outbox, errors, states } = dispatching([notice('a', '1')], async () => ({
      kind: 'delivered',
    }));
    const real = outbox.dueMessages;
    outbox.dueMessages = () => Promise.reject(new Error('no database'));
    dispatcher.kick();
    await settled();
    expect(errors).toEqual([]);
    dispatcher.start();
    await settled();
    expect(errors).toHaveLength(1);
    outbox.dueMessages = real;
    clock.pass(10_000);
    await settled();
    expect(states()).toEqual(['delivered']);
    await dispatcher.stop();
    outbox.rows.push({
      ...notice('a', '2'),
      seq: 2,
      attempts: 0,
      putAt: clock.now(),
      state: 'waiting',
      dueAt: 0,
      error: null,
    });
    dispatcher.kick();
    clock.pass(60_000);
    await settled();
    expect(states()).toEqual(['delivered', 'waiting']);
  });
});
