// What every backend of the storage must do. Run on PGlite and on PostgreSQL with the same expectations.

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SetupEvent } from '../../src/setup/events.ts';
import { confirmedPlace } from '../../src/setup/exchange-place.ts';
import type { CheckJob } from '../../src/setup/message.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { newSetupId } from '../../src/storage/setup-id.ts';
import { onlyChecks, opened } from './opened-storage.ts';
import type { Place } from './postgres-place.ts';
import { notice } from './sample-messages.ts';
import { handOverTo, robin, sampleSetup } from './sample-setup.ts';
import { storageAt } from './storage-at.ts';

const at = '2026-11-02T09:00:00.000Z';
const cancelled: SetupEvent = { kind: 'cancelled', at, by: robin };

export function describeStorage(name: string, newPlace: () => Promise<Place>): void {
  describe(`storage on ${name}`, () => {
    const here = storageAt(newPlace);

    async function inserted(over: Partial<Setup> = {}): Promise<Setup> {
      const setup = sampleSetup(newSetupId(), over);
      await here.storage.inTransaction((tx) => tx.insertSetup(setup));
      return setup;
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
      const started = opened(here.database.kind === 'pglite' ? { kind: 'pglite', path: 'memory://' } : here.database);
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
}
