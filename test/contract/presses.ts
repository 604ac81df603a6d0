// What every backend must make of many presses at once on one card: one decision, and everybody sees it.

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { handOverData } from '../../src/cards/hand-over-acts.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { livingCard } from '../../src/shell/reply.ts';
import { channelOf, deskOn, eventKinds, found, inserted, press, somebody } from '../shell/shell-under-test.ts';
import { approvedSetup, handedOverSetup, now } from '../support/setups.ts';
import type { Place } from './postgres-place.ts';
import { handOverTo } from './sample-setup.ts';
import { storageAt } from './storage-at.ts';

const many = 50;

export function describePresses(name: string, newPlace: () => Promise<Place>): void {
  describe(`fifty presses at once on ${name}`, () => {
    const here = storageAt(newPlace);

    /** Each press by somebody else, all on what one card showed. */
    async function race(made: Setup, verbs: readonly string[]) {
      const channel = channelOf();
      const handOver = { ...(made.handOver ?? handOverTo('')), conversationId: channel.conversationId };
      const setup = await inserted(here.storage, made, { handOver });
      const desk = deskOn(here.storage, () => new Date(now));
      const data = { ...handOverData(setup), reason: 'Not ours.', evidence: '' };
      const replies = await Promise.all(
        Array.from({ length: many }, (_, index) =>
          press(desk, somebody(), `exchange.${verbs[index % verbs.length]}`, data, channel),
        ),
      );
      const after = await found(here.storage, setup.id);
      const shown = await livingCard(desk, after, 'exchange');
      return { after, kinds: await eventKinds(here.storage, setup.id), replies, shown };
    }

    const asked = () => handedOverSetup({ requester: somebody() });

    it('of Approve are one approval', async () => {
      const { after, kinds, replies, shown } = await race(asked(), ['approve']);
      expect(kinds).toEqual(['exchangeApproved']);
      for (const reply of replies) expect(reply).toEqual(shown);
      expect(after.handOver?.approvals).toHaveLength(1);
    });

    it('of Approve and Reject are one of both', async () => {
      const { after, kinds, replies, shown } = await race(asked(), ['approve', 'reject']);
      expect(kinds).toHaveLength(1);
      for (const reply of replies) expect(reply).toEqual(shown);
      const approvals = after.handOver?.approvals.length ?? 0;
      expect(approvals + (after.handOver?.rejection === null ? 0 : 1)).toBe(1);
    });

    it('of Approve, where two are needed, are two approvals by two people', async () => {
      const made = handedOverSetup({ requester: somebody(), smtpAuth: 'organization' });
      const { after, kinds } = await race(made, ['approve']);
      expect(kinds).toEqual(['exchangeApproved', 'exchangeApproved']);
      expect(new Set(after.handOver?.approvals.map(({ by }) => by.objectId)).size).toBe(2);
    });

    it('of Take it and of I have run it are one of each', async () => {
      const approved = () => approvedSetup({ requester: somebody() });
      expect((await race(approved(), ['take'])).kinds).toEqual(['exchangeTaken']);
      expect((await race(approved(), ['done'])).kinds).toEqual(['exchangeReported']);
    });

    it('of one person who presses again and again are one', async () => {
      const channel = channelOf();
      const handOver = handOverTo(channel.conversationId);
      const setup = await inserted(here.storage, asked(), { handOver });
      const desk = deskOn(here.storage, () => new Date(now));
      const member = { ...somebody(), objectId: randomUUID() };
      const data = handOverData(setup);
      await Promise.all(Array.from({ length: many }, () => press(desk, member, 'exchange.approve', data, channel)));
      expect(await eventKinds(here.storage, setup.id)).toEqual(['exchangeApproved']);
    });
  });
}
