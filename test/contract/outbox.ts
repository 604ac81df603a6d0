// What every backend of the outbox must do. Run on PGlite and on PostgreSQL with the same expectations.

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createOutboxDispatcher } from '../../src/jobs/outbox-dispatcher.ts';
import type { Message } from '../../src/setup/message.ts';
import type { Place } from './postgres-place.ts';
import { notice, refresh } from './sample-messages.ts';
import { storageAt } from './storage-at.ts';

/** A time at which whatever the test puts is already due. */
const soon = () => Date.now() + 60_000;

export function describeOutbox(name: string, newPlace: () => Promise<Place>): void {
  describe(`outbox on ${name}`, () => {
    const here = storageAt(newPlace);

    /** Messages of one conversation that are due at a time; claims what it gives. */
    async function due(conversationId: string, seconds: number, start: number) {
      const { messages } = await here.storage.dueMessages(1000, new Date(start + seconds * 1000));
      return messages.filter((message) => message.conversationId === conversationId);
    }

    it('tells of messages after the commit, and only if one was put', async () => {
      const seen: (number | undefined)[] = [];
      const conversationId = randomUUID();
      here.storage.whenMessagesArePut(() => seen.push(1));
      await here.storage.inTransaction(async () => undefined);
      await here.storage.inTransaction(async (tx) => {
        await tx.putMessage(notice(conversationId));
        expect(seen).toEqual([]);
      });
      expect(seen).toEqual([1]);
    });

    it('gives the messages of a conversation one by one and in order', async () => {
      const conversationId = randomUUID();
      await here.storage.inTransaction(async (tx) => {
        await tx.putMessage(notice(conversationId, 'FRST22'));
        await tx.putMessage(notice(conversationId, 'SCND22'));
      });
      const start = soon();
      const [first, ...more] = await due(conversationId, 0, start);
      expect(first).toMatchObject({ setupId: 'FRST22', attempts: 0, content: { kind: 'notice', notice: 'verified' } });
      expect(more).toEqual([]);
      expect(await due(conversationId, 1, start)).toEqual([]);
      await here.storage.markDelivered(first?.seq ?? 0, new Date(start + 1000));
      expect(await due(conversationId, 1, start)).toMatchObject([{ setupId: 'SCND22' }]);
      const { nextAt } = await here.storage.dueMessages(1000, new Date(start + 1000));
      expect(nextAt).not.toBeNull();
    });

    it('lets a message that failed wait, and those behind it; gives up when told', async () => {
      const conversationId = randomUUID();
      await here.storage.inTransaction(async (tx) => {
        await tx.putMessage(notice(conversationId, 'FRST22'));
        await tx.putMessage(notice(conversationId, 'SCND22'));
      });
      const start = soon();
      const [first] = await due(conversationId, 0, start);
      await here.storage.markFailed(first?.seq ?? 0, 'busy', new Date(start + 5000), new Date(start));
      expect(await due(conversationId, 4, start)).toEqual([]);
      const [again] = await due(conversationId, 5, start);
      expect(again).toMatchObject({ setupId: 'FRST22', attempts: 1 });
      await here.storage.markFailed(first?.seq ?? 0, 'gone', null, new Date(start + 5000));
      expect(await due(conversationId, 5, start)).toMatchObject([{ setupId: 'SCND22' }]);
    });

    it('frees a message whose dispatcher died', async () => {
      const conversationId = randomUUID();
      await here.storage.inTransaction((tx) => tx.putMessage(notice(conversationId)));
      const start = soon();
      expect(await due(conversationId, 0, start)).toHaveLength(1);
      expect(await due(conversationId, 59, start)).toEqual([]);
      expect(await due(conversationId, 60, start)).toHaveLength(1);
    });

    it('lets one of ten dispatchers have a message', async () => {
      const conversationId = randomUUID();
      await here.storage.inTransaction((tx) => tx.putMessage(notice(conversationId)));
      const start = soon();
      const taken = await Promise.all(Array.from({ length: 10 }, () => due(conversationId, 0, start)));
      expect(taken.flat()).toHaveLength(1);
    });

    it('replaces a refresh that waits by a later one, behind what was said in between', async () => {
      const conversationId = randomUUID();
      const start = soon();
      await here.storage.inTransaction(async (tx) => {
        await tx.putMessage(refresh(conversationId));
        await tx.putMessage(refresh(conversationId, 'OTHR22'));
        await tx.putMessage(notice(conversationId));
        await tx.putMessage(refresh(conversationId));
      });
      const order: string[] = [];
      for (let second = 0; second < 20; second += 2) {
        for (const message of await due(conversationId, second, start)) {
          order.push(`${message.setupId} ${message.content.kind}`);
          await here.storage.markDelivered(message.seq, new Date(start + second * 1000));
        }
      }
      expect(order).toEqual(['OTHR22 livingCard', 'NONE22 notice', 'NONE22 livingCard']);
    });

    it('keeps a refresh that is being delivered, one that posts anew, and the pause after a refusal', async () => {
      const conversationId = randomUUID();
      const start = soon();
      const put = (message: Message) => here.storage.inTransaction((tx) => tx.putMessage(message));
      await put(refresh(conversationId, 'NONE22', true));
      await put(refresh(conversationId));
      const [renewing] = await due(conversationId, 0, start);
      expect(renewing?.content).toMatchObject({ renew: true });
      await here.storage.markDelivered(renewing?.seq ?? 0, new Date(start));
      const [edit] = await due(conversationId, 1, start);
      await put(refresh(conversationId));
      await here.storage.markFailed(edit?.seq ?? 0, 'slow down', new Date(start + 90_000), new Date(start + 1000));
      await put(refresh(conversationId));
      expect(await due(conversationId, 80, start)).toEqual([]);
      const [last, ...more] = await due(conversationId, 90, start);
      expect(last?.attempts).toBe(1);
      await here.storage.markDelivered(last?.seq ?? 0, new Date(start + 90_000));
      expect([...more, ...(await due(conversationId, 92, start))]).toEqual([]);
    });

    it('gives a conversation at most one refresh a second, and says when the next is free', async () => {
      const conversationId = randomUUID();
      const start = soon();
      await here.storage.inTransaction(async (tx) => {
        await tx.putMessage(refresh(conversationId, 'FRST22'));
        await tx.putMessage(refresh(conversationId, 'SCND22'));
      });
      const [first] = await due(conversationId, 0, start);
      await here.storage.markDelivered(first?.seq ?? 0, new Date(start));
      expect(await due(conversationId, 0.999, start)).toEqual([]);
      expect(await due(conversationId, 1, start)).toMatchObject([{ setupId: 'SCND22' }]);
    });

    it('feeds the dispatcher: every notice in order, and of many refreshes in a row few, the last one at the end', async () => {
      const conversationId = randomUUID();
      const delivered: string[] = [];
      const times: number[] = [];
      const done = Promise.withResolvers<void>();
      const dispatcher = createOutboxDispatcher({
        outbox: here.storage,
        onError: (error) => here.errors.push(error),
        async deliver(message) {
          if (message.conversationId !== conversationId) return { kind: 'delivered' };
          delivered.push(message.content.kind === 'notice' ? String(message.setupId) : 'card');
          if (message.content.kind === 'livingCard') times.push(performance.now());
          if (delivered.includes('NTC9') && delivered.at(-1) === 'card') done.resolve();
          return { kind: 'delivered' };
        },
      });
      here.storage.whenMessagesArePut(dispatcher.kick);
      dispatcher.start();
      for (let turn = 0; turn < 10; turn += 1) {
        await here.storage.inTransaction(async (tx) => {
          await tx.putMessage(notice(conversationId, `NTC${turn}`));
          await tx.putMessage(refresh(conversationId));
        });
      }
      await done.promise;
      await dispatcher.stop();
      const notices = delivered.filter((what) => what !== 'card');
      expect(notices).toEqual(Array.from({ length: 10 }, (_, turn) => `NTC${turn}`));
      expect(times.length).toBeLessThanOrEqual(3);
      times.forEach((time, index) => {
        expect(time - (times[index - 1] ?? -Infinity)).toBeGreaterThan(990);
      });
    });

    it('ran all of this without an error on the side', () => {
      expect(here.errors).toEqual([]);
    });
  });
}
