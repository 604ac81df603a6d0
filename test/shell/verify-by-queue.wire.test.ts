// The same through the real queue: a report puts the verification on the agenda, and it is made without anybody's help.

import { expect, test, vi } from 'vitest';
import { verify } from '../../src/shell/verify.ts';
import { writeEffect } from '../../src/shell/write-effect.ts';
import { onlyChecks } from '../contract/opened-storage.ts';
import { handedOver, reportExchange, saying, verificationOn } from './checked-setup.ts';
import { eventKinds, found, shellUnderTest } from './shell-under-test.ts';

const shell = shellUnderTest();

test('a report is followed by a check, and its success by a line in the chat', async () => {
  const { storage, jobs } = shell();
  const setup = await handedOver(storage);
  const asked: unknown[] = [];
  const deps = verificationOn(storage, async (request) => {
    asked.push(request);
    return saying(setup, () => null);
  });
  await jobs.start(onlyChecks((job) => verify(deps, job)));
  await reportExchange(deps, setup);
  await vi.waitFor(async () => expect((await found(storage, setup.id)).token).not.toBeNull(), { timeout: 20_000 });
  expect(await eventKinds(storage, setup.id)).toEqual(['exchangeReported', 'checkStarted', 'checkFinished']);
  const { messages } = await storage.dueMessages(100, new Date());
  expect(messages).toMatchObject([{ setupId: setup.id, conversationId: setup.conversationId }]);
  // Into which mailboxes a mail may go is still known when it is due.
  const trial = { scope: 'roundTrip', mailInto: setup.request.mailboxes.slice(1) } as const;
  const at = new Date().toISOString();
  await storage.inTransaction((tx) => writeEffect(tx, setup, { kind: 'scheduleCheck', ...trial, at }));
  await vi.waitFor(() => expect(asked).toMatchObject([{ scope: 'all' }, trial]), { timeout: 20_000 });
  expect(deps.failures).toEqual([]);
});
