// A setup that can be verified: created, handed over, its secret sealed in the storage; and mail servers that answer
// as the test wants.

import { handOverData } from '../../src/cards/hand-over-acts.ts';
import type { CheckReport } from '../../src/setup/check.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { Store } from '../../src/shell/store.ts';
import type { VerificationDeps, VerificationRequest } from '../../src/shell/verify.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { handOverTo } from '../contract/sample-setup.ts';
import { type Finding, reportFor } from '../support/checked-setups.ts';
import { handedOverSetup, type Wish } from '../support/setups.ts';
import { chatOf, type DeskUnderTest, deskOn, inserted, press, somebody } from './shell-under-test.ts';

export const secretText = 'only eBiss and the bot know this';

/** The commands went to the requester's own chat. */
export async function handedOver(storage: Storage, wish: Wish = {}): Promise<Setup> {
  const requester = somebody();
  const handOver = handOverTo(chatOf(requester).conversationId, false, new Date().toISOString());
  const setup = await inserted(storage, handedOverSetup({ ...wish, requester }), { handOver });
  const { secret } = setup;
  if (secret === null) throw new Error('handed over without a secret');
  await storage.inTransaction((tx) => tx.sealSecret(setup.id, secret.keyId, secretText, secret.endsAt));
  return setup;
}

export function reportExchange(desk: DeskUnderTest, setup: Setup) {
  return press(desk, setup.requester, 'exchange.done', handOverData(setup));
}

export type MailServers = (request: VerificationRequest) => Promise<CheckReport>;

export function verificationOn(
  store: Store,
  checkMail: MailServers,
  clock?: () => Date,
): VerificationDeps & DeskUnderTest {
  return { ...deskOn(store, clock), checkMail };
}

/** What the servers said about each mailbox and channel, at a time. */
export function saying(setup: Setup, finding: Finding, at: Date = new Date()): CheckReport {
  const finishedAt = at.toISOString();
  return { ...reportFor(setup, finding), startedAt: finishedAt, finishedAt };
}
