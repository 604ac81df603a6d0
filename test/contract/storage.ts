// What every backend of the storage must do. Run on PGlite and on PostgreSQL with the same expectations.

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutboxDispatcher } from '../../src/jobs/outbox-dispatcher.ts';
import type { SetupEvent } from '../../src/setup/events.ts';
import { confirmedPlace } from '../../src/setup/exchange-place.ts';
import type { CheckJob, Message } from '../../src/setup/message.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { DatabaseAddress } from '../../src/storage/database.ts';
import { newSetupId } from '../../src/storage/setup-id.ts';
import { type Opened, onlyChecks, opened, sealKey } from './opened-storage.ts';
import { handOverTo, robin, sampleSetup } from './sample-setup.ts';

export type Place = { readonly database: DatabaseAddress; remove(): Promise<void> };

const at = '2026-11-02T09:00:00.000Z';
const cancelled: SetupEvent = { kind: 'cancelled', at, by: robin };

/** A time at which whatever the test puts is already due. */
const soon = () => Date.now() + 60_000;

function notice(conversationId: string, setupId = 'NONE22'): Message {
  return { conversationId, setupId, content: { kind: 'notice', notice: 'verified' } };
}

function refresh(conversationId: string, setupId = 'NONE22', renew = false): Message {
  return { conversationId, setupId, content: { kind: 'livingCard', audience: 'requester', renew } };
}

export function describeStorage(name: string, newPlace: () => Promise<Place>): void {
  describe(`storage on ${name}`, () => {
    let place: Place;
    let here: Opened;

    beforeAll(async () => {
      place = await newPlace();
      here = await opened(place.database);
    });
    afterAll(async () => {
      await here?.storage.close();
      await place?.remove();
    });

    async function inserted(over: Partial<Setup> = {}): Promise<Setup> {
      const setup = sampleSetup(newSetupId(), over);
      await here.storage.inTransaction((tx) => tx.insertSetup(setup));
      return setup;
    }

    /** Messages of one conversation that are due at a time; claims what it gives. */
    async function due(conversationId: string, seconds: number, start: number) {
      const { messages } = await here.storage.dueMessages(1000, new Date(start + seconds * 1000));
      return messages.filter((message) => message.conversationId === conversationId);
    }

    it('gives a setup back exactly as it was saved, whatever text others chose', async () => {
      const odd = 'quote " \\ \u0000 \ud800 \u202e ☃ 𝄞 $';
      const setup = await inserted();
      const next: Setup = { ...setup, version: 2, request: { ...setup.request, appName: odd, reference: '' } };
      expect(await here.storage.inTransaction((tx) => tx.saveSetup(next, 1, cancelled))).toBe(true);
      const found = await here.storage.findSetup(setup.id);
      expect(found).toStrictEqual(next);
      expect(JSON.stringify(found)).toBe(JSON.stringify(next));
    });

    it('says that an id is taken and leaves what is there', async () => {
      const setup = await inserted();
      const other = sampleSetup(setup.id, { conversationId: 'a:other' });
      expect(await here.storage.inTransaction((tx) => tx.insertSetup(other))).toBe(false);
      expect((await here.storage.findSetup(setup.id))?.conversationId).toBe('a:1');
    });

    it('knows no setup that is not there', async () => {
      expect(await here.storage.findSetup('ZZZZZZ')).toBeNull();
      expect(await here.storage.events('ZZZZZZ')).toEqual([]);
      expect(await here.storage.inTransaction((tx) => tx.saveSetup(sampleSetup('ZZZZZZ'), 1, cancelled))).toBe(false);
    });

    it('lets one of twenty savers of the same version win', async () => {
      const setup = await inserted();
      const race = Array.from({ length: 20 }, (_, racer) =>
        here.storage.inTransaction(async (tx) => {
          const loaded = await tx.loadSetup(setup.id);
          expect(loaded).not.toBeNull();
          const saved = await tx.saveSetup({ ...setup, version: 2, conversationId: `a:${racer}` }, 1, cancelled);
          return saved ? racer : null;
        }),
      );
      const winners = (await Promise.all(race)).filter((racer) => racer !== null);
      expect(winners).toHaveLength(1);
      expect((await here.storage.findSetup(setup.id))?.conversationId).toBe(`a:${winners[0]}`);
      expect(await here.storage.events(setup.id)).toHaveLength(1);
    });

    it('keeps events in order and only once per version', async () => {
      const setup = await inserted();
      const begun: SetupEvent = { kind: 'checkStarted', scope: 'all', at, by: null };
      await here.storage.inTransaction(async (tx) => {
        await tx.saveSetup({ ...setup, version: 2 }, 1, begun);
        await tx.saveSetup({ ...setup, version: 3 }, 2, cancelled);
      });
      expect(await here.storage.events(setup.id)).toStrictEqual([begun, cancelled]);
      await expect(here.storage.inTransaction((tx) => tx.appendEvent(setup.id, 3, begun))).rejects.toThrow();
      expect(await here.storage.events(setup.id)).toHaveLength(2);
    });

    it('finds setups by requester, newest first, by hand-over and by what is under way', async () => {
      const person = { ...robin, objectId: randomUUID() };
      const channel = `19:${randomUUID()}`;
      const old = await inserted({ requester: person, askedAt: '2026-01-01T00:00:00.000Z' });
      const recent = await inserted({
        requester: person,
        askedAt: '2026-02-01T00:00:00.000Z',
        handOver: handOverTo(channel),
        checking: { scope: 'all', startedAt: at },
      });
      const ids = (found: readonly Setup[]) => found.map((setup) => setup.id);
      expect(ids(await here.storage.setupsOf(person))).toEqual([recent.id, old.id]);
      expect(ids(await here.storage.setupsOf({ ...person, tenantId: randomUUID() }))).toEqual([]);
      expect(ids(await here.storage.setupsHandedTo(channel))).toEqual([recent.id]);
      expect(ids(await here.storage.setupsHandedTo(`${channel};messageid=1`))).toEqual([recent.id]);
      expect(ids(await here.storage.setupsWithRun())).toContain(recent.id);
      expect(ids(await here.storage.setupsWithRun())).not.toContain(old.id);
    });

    it('finds what was handed over and still waits for a report', async () => {
      const handOver = handOverTo(`19:${randomUUID()}`);
      const exchangeReport = { by: robin, at, evidence: null };
      const open = await inserted({ handOver });
      const others = [
        await inserted({}),
        await inserted({ handOver, exchangeReport }),
        await inserted({ handOver, cancelledAt: at }),
      ];
      const ids = (await here.storage.openHandOvers()).map(({ id }) => id);
      expect(ids).toContain(open.id);
      for (const { id } of others) expect(ids).not.toContain(id);
    });

    it('drops everything of a transaction that fails: setup, event, message, job and secret', async () => {
      const id = newSetupId();
      const conversationId = randomUUID();
      const performed: CheckJob[] = [];
      const after = Promise.withResolvers<void>();
      const started = opened(place.database.kind === 'pglite' ? { kind: 'pglite', path: 'memory://' } : place.database);
      const there = await started;
      try {
        await there.jobs.start(
          onlyChecks(async (job) => {
            performed.push(job);
            if (job.setupId === 'AFTER2') after.resolve();
          }),
        );
        const work = there.storage.inTransaction(async (tx) => {
          await tx.insertSetup(sampleSetup(id));
          await tx.appendEvent(id, 1, cancelled);
          await tx.putMessage(notice(conversationId, id));
          await tx.sendJob({ kind: 'check', setupId: id, scope: 'all', at });
          await tx.sealSecret(id, 'key', 'text', at);
          throw new Error('on purpose');
        });
        await expect(work).rejects.toThrow('on purpose');
        await there.storage.inTransaction((tx) => tx.sendJob({ kind: 'check', setupId: 'AFTER2', scope: 'all', at }));
        await after.promise;
        expect(performed.map((job) => job.setupId)).toEqual(['AFTER2']);
        expect(await there.storage.findSetup(id)).toBeNull();
        expect(await there.storage.events(id)).toEqual([]);
        expect(await there.storage.openSecret(id, 'key')).toBeNull();
        const { messages } = await there.storage.dueMessages(1000, new Date());
        expect(messages.filter((message) => message.conversationId === conversationId)).toEqual([]);
      } finally {
        await there.storage.close();
      }
    });

    it('refuses, instead of hanging, whatever is not of the transaction inside of one', async () => {
      const work = here.storage.inTransaction(async () => here.storage.findSetup('AAAAAA'));
      await expect(work).rejects.toThrow('only the functions of that transaction');
      const nested = here.storage.inTransaction(() => here.storage.inTransaction(async () => 1));
      await expect(nested).rejects.toThrow('only the functions of that transaction');
    });

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

    it('remembers conversations, where hand-overs go, and living cards; the latest word counts', async () => {
      const id = randomUUID();
      const tenantId = randomUUID();
      const card = { setupId: newSetupId(), audience: 'exchange', conversationId: id, activityId: '1' } as const;
      const names = { team: 'Exchange “administrators”', channel: null };
      const proposal = { id: randomUUID(), tenantId, conversationId: id, names, proposedBy: robin, proposedAt: at };
      const placeOf = (conversationId: string) => confirmedPlace({ ...proposal, conversationId }, robin, at);
      expect(await here.storage.findProposal(proposal.id)).toBeNull();
      await here.storage.saveProposal(proposal);
      expect(await here.storage.findProposal(proposal.id)).toStrictEqual(proposal);
      expect(await here.storage.findConversation(id)).toBeNull();
      expect(await here.storage.exchangePlace(tenantId)).toBeNull();
      expect(await here.storage.livingCard(card.setupId, 'exchange', id)).toBeNull();
      for (const turn of ['1', '2']) {
        const conversation = { id, tenantId, kind: 'channel', reference: { turn, nested: [null, 1.5] } } as const;
        await here.storage.rememberConversation(conversation);
        await here.storage.inTransaction((tx) => tx.setExchangePlace(placeOf(`${id}${turn}`)));
        await here.storage.rememberLivingCard({ ...card, activityId: turn });
        expect(await here.storage.findConversation(id)).toStrictEqual(conversation);
      }
      const place = await here.storage.exchangePlace(tenantId);
      expect(place).toStrictEqual(placeOf(`${id}2`));
      expect(await here.storage.livingCard(card.setupId, 'exchange', id)).toBe('2');
      expect(await here.storage.livingCard(card.setupId, 'requester', id)).toBeNull();
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

    it('opens a sealed secret, until it is deleted', async () => {
      const setup = await inserted();
      await here.storage.inTransaction((tx) => tx.sealSecret(setup.id, 'key-1', 'the text ☃', at));
      expect(await here.storage.openSecret(setup.id, 'key-1')).toBe('the text ☃');
      expect(await here.storage.openSecret(setup.id, 'key-2')).toBeNull();
      await here.storage.inTransaction((tx) => tx.deleteSecret(setup.id, 'key-1'));
      expect(await here.storage.openSecret(setup.id, 'key-1')).toBeNull();
    });

    it('answers that it is ready', async () => {
      expect(await here.storage.isReady()).toBe(true);
    });

    it('ran all of this without an error on the side', () => {
      expect(here.errors).toEqual([]);
    });
  });

  describe(`storage on ${name}, opened again`, () => {
    it('keeps setups, messages, jobs and secrets; new keys seal, old keys open, a missing key is refused', async () => {
      const place = await newPlace();
      const id = newSetupId();
      const job: CheckJob = { kind: 'check', setupId: id, scope: 'smtp', at };
      const first = await opened(place.database, [sealKey('old', 1)]);
      await first.storage.inTransaction(async (tx) => {
        await tx.insertSetup(sampleSetup(id));
        await tx.putMessage(notice('c', id));
        await tx.sendJob(job);
        await tx.sendJob(job);
        await tx.sealSecret(id, 'one', 'first', at);
      });
      await first.storage.close();

      const second = await opened(place.database, [sealKey('new', 2), sealKey('old', 1)]);
      const performed: CheckJob[] = [];
      const done = Promise.withResolvers<void>();
      await second.jobs.start(
        onlyChecks(async (found) => {
          performed.push(found);
          if (found.setupId === 'LAST22') done.resolve();
        }),
      );
      expect(await second.storage.findSetup(id)).toStrictEqual(sampleSetup(id));
      expect((await second.storage.dueMessages(10, new Date())).messages).toMatchObject([{ setupId: id }]);
      expect(await second.storage.openSecret(id, 'one')).toBe('first');
      await second.storage.inTransaction(async (tx) => {
        await tx.sealSecret(id, 'two', 'second', at);
        await tx.sendJob({ ...job, setupId: 'LAST22' });
      });
      await done.promise;
      expect(performed.filter((found) => found.setupId === id)).toEqual([job]);
      await second.storage.close();
      expect([...first.errors, ...second.errors]).toEqual([]);

      await expect(opened(place.database, [sealKey('old', 1)])).rejects.toMatchObject({ reason: 'sealKeyMissing' });
      const third = await opened(place.database, [sealKey('new', 2), sealKey('old', 1)]);
      expect(await third.storage.openSecret(id, 'two')).toBe('second');
      await third.storage.close();
      await place.remove();
    });

    it('takes up a job whose handler failed, and tells of the failure', async () => {
      const place = await newPlace();
      const here = await opened(place.database);
      const done = Promise.withResolvers<void>();
      let calls = 0;
      await here.jobs.start(
        onlyChecks(async () => {
          calls += 1;
          if (calls === 1) throw new Error('first time');
          done.resolve();
        }),
      );
      await here.storage.inTransaction((tx) => tx.sendJob({ kind: 'check', setupId: 'AAAAAA', scope: 'all', at }));
      await done.promise;
      expect(here.errors.map(String)).toEqual(['Error: first time']);
      await here.storage.close();
      await place.remove();
    });
  });
}

/** A new, empty database on a PostgreSQL server. */
export async function newPostgresPlace(serverUrl: string): Promise<Place> {
  const name = `ebiss_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await onServer(serverUrl, `create database ${name}`);
  return {
    database: { kind: 'postgres', url: url.href },
    remove: () => onServer(serverUrl, `drop database ${name} with (force)`),
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
