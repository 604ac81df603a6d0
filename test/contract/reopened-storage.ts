// What every backend of the storage keeps when it is closed and opened again, and what its jobs survive.

import { describe, expect, it } from 'vitest';
import type { CheckJob } from '../../src/setup/message.ts';
import { newSetupId } from '../../src/storage/setup-id.ts';
import { onlyChecks, opened, sealKey } from './opened-storage.ts';
import type { Place } from './postgres-place.ts';
import { notice } from './sample-messages.ts';
import { sampleSetup } from './sample-setup.ts';

const at = '2026-11-02T09:00:00.000Z';

export function describeReopened(name: string, newPlace: () => Promise<Place>): void {
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
