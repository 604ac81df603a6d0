// Where the commands go when a run has ended well.

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { confirmPlace } from '../../src/shell/exchange-place.ts';
import { plannedSetup } from '../support/setups.ts';
import { run } from './provisioning-run.ts';
import { channelOf, deskOn, found, inserted, shellUnderTest, somebody } from './shell-under-test.ts';
import { accessTo, simulatedTenant } from './simulated-tenant.ts';
import { watched } from './watched-store.ts';

const shell = shellUnderTest();

/** The setup is for an organisation of its own. */
async function handOver(tenantId: string) {
  const tenant = { id: tenantId, typed: tenantId };
  const setup = await inserted(shell().storage, plannedSetup({ requester: somebody(), tenant }));
  const store = watched(shell().storage);
  const simulated = simulatedTenant();
  await run(deskOn(store), setup, simulated, accessTo(simulated));
  const cards = store.commits.flatMap(({ messages }) =>
    messages.flatMap(({ conversationId, content }) =>
      content.kind === 'livingCard' && content.audience === 'exchange' ? [conversationId] : [],
    ),
  );
  return { setup, handedOver: (await found(store, setup.id)).handOver, cards };
}

async function name(tenantId: string): Promise<string> {
  const { conversationId } = channelOf();
  const by = { ...somebody(), tenantId };
  const at = new Date().toISOString();
  const names = { team: null, channel: null };
  const proposal = { id: randomUUID(), tenantId, conversationId, names, proposedBy: by, proposedAt: at };
  await confirmPlace(shell().storage, proposal, by, at);
  return conversationId;
}

test('the commands go to the requester where no channel was confirmed', async () => {
  await name(randomUUID());
  const { setup, handedOver, cards } = await handOver(randomUUID());
  expect(handedOver).toMatchObject({ conversationId: setup.conversationId, toChannel: false });
  expect(cards).toEqual([setup.conversationId]);
});

test('the commands go to the channel that was confirmed last for the organisation of the setup', async () => {
  const tenantId = randomUUID();
  await name(tenantId);
  const conversationId = await name(tenantId);
  const { handedOver, cards } = await handOver(tenantId);
  expect(handedOver).toMatchObject({ conversationId, toChannel: true });
  expect(cards).toEqual([conversationId]);
});
