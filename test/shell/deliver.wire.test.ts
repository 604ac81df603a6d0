// From a message of the outbox to the messenger: which card is edited, which is posted anew, and what is dropped.

import { describe, expect, test } from 'vitest';
import type { RenderedCard } from '../../src/cards/rendered-card.ts';
import type { Audience, Message } from '../../src/setup/message.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { type Content, type Delivery, type DeliveryDeps, deliver } from '../../src/shell/deliver.ts';
import { handedOverSetup, now } from '../support/setups.ts';
import { channelOf, deskOn, found, inserted, press, shellUnderTest, somebody } from './shell-under-test.ts';

const shell = shellUnderTest();
const desk = () => deskOn(shell().storage, () => new Date(now));

type Sent = { readonly target: unknown; readonly content: Content };

/** A messenger that answers with what it is given, and then with ids of its own. */
function messenger(...answers: readonly Delivery[]) {
  const sent: Sent[] = [];
  const deps: DeliveryDeps = {
    ...desk(),
    async send(target, content) {
      sent.push({ target, content });
      const edited = content.kind === 'card' ? content.activityId : null;
      return answers[sent.length - 1] ?? { kind: 'delivered', activityId: edited ?? `activity-${sent.length}` };
    },
  };
  return { deps, sent };
}

async function known(): Promise<Setup> {
  const setup = await inserted(shell().storage, handedOverSetup({ requester: somebody() }));
  await remember(setup, setup.conversationId);
  return setup;
}

function remember(setup: Setup, id: string): Promise<void> {
  const { tenantId } = setup.requester;
  return shell().storage.rememberConversation({ id, tenantId, kind: 'personal', reference: { of: id } });
}

function refresh(setup: Setup, over: { renew?: boolean; audience?: Audience; conversationId?: string } = {}): Message {
  const { renew = false, audience = 'requester', conversationId = setup.conversationId } = over;
  return { conversationId, setupId: setup.id, content: { kind: 'livingCard', audience, renew } };
}

function target(conversationId: string) {
  return { conversationId, reference: { of: conversationId } };
}

function shown(card: RenderedCard, activityId: string | null): Content {
  return { kind: 'card', card, activityId };
}

describe('a living card', () => {
  test('is posted where there is none, and edited from then on', async () => {
    const setup = await known();
    const { deps, sent } = messenger();
    const posted = { kind: 'delivered', activityId: 'activity-1' };
    expect(await deliver(deps, refresh(setup))).toEqual(posted);
    expect(await deliver(deps, refresh(setup))).toEqual(posted);
    const card = await desk().show.living(setup, 'requester');
    const there = target(setup.conversationId);
    expect(sent).toEqual([
      { target: there, content: shown(card, null) },
      { target: there, content: shown(card, 'activity-1') },
    ]);
  });

  test('shows the setup as it is when it is delivered', async () => {
    const setup = await known();
    const message = refresh(setup);
    await press(desk(), setup.requester, 'mail.test', { setupId: setup.id, version: setup.version });
    const { deps, sent } = messenger();
    await deliver(deps, message);
    const present = await desk().show.living(await found(shell().storage, setup.id), 'requester');
    expect(sent.map(({ content }) => content)).toEqual([shown(present, null)]);
    expect(present).not.toEqual(await desk().show.living(setup, 'requester'));
  });

  test('is posted anew where that is wanted, and the new one lives on', async () => {
    const setup = await known();
    const { deps, sent } = messenger();
    await deliver(deps, refresh(setup));
    await deliver(deps, refresh(setup, { renew: true }));
    await deliver(deps, refresh(setup));
    const ids = sent.map(({ content }) => (content.kind === 'card' ? content.activityId : 'text'));
    // The old one then says that there is a newer one.
    expect(ids).toEqual([null, null, 'activity-1', 'activity-2']);
    expect(sent[2]?.content).toEqual(shown(desk().show.superseded(setup), 'activity-1'));
  });

  test('that the messenger had to post anew lives on as the new one', async () => {
    const setup = await known();
    const { deps } = messenger({ kind: 'delivered', activityId: 'first' }, { kind: 'delivered', activityId: 'second' });
    await deliver(deps, refresh(setup));
    await deliver(deps, refresh(setup));
    expect(await shell().storage.livingCard(setup.id, 'requester', setup.conversationId)).toBe('second');
  });

  test('is one per audience and conversation', async () => {
    const setup = await known();
    const channel = channelOf().conversationId;
    await remember(setup, channel);
    const { deps, sent } = messenger();
    const all = [
      refresh(setup),
      refresh(setup, { audience: 'exchange' }),
      refresh(setup, { audience: 'exchange', conversationId: channel }),
    ];
    for (const message of [...all, ...all]) await deliver(deps, message);
    const ids = sent.map(({ content }) => (content.kind === 'card' ? content.activityId : 'text'));
    expect(ids).toEqual([null, null, null, 'activity-1', 'activity-2', 'activity-3']);
    const forExchange = await desk().show.living(setup, 'exchange');
    expect(sent[2]).toEqual({ target: target(channel), content: shown(forExchange, null) });
  });

  test.each<Delivery>([
    { kind: 'retry', error: 'busy' },
    { kind: 'undeliverable', error: 'blocked' },
    { kind: 'delivered', activityId: null },
  ])('that is answered with $kind and no id is not remembered', async (delivery) => {
    const setup = await known();
    expect(await deliver(messenger(delivery).deps, refresh(setup))).toEqual(delivery);
    expect(await shell().storage.livingCard(setup.id, 'requester', setup.conversationId)).toBeNull();
  });

  test('that could not be edited just now stays the one to be edited', async () => {
    const setup = await known();
    const { deps } = messenger({ kind: 'delivered', activityId: 'first' }, { kind: 'retry', error: 'busy' });
    await deliver(deps, refresh(setup));
    await deliver(deps, refresh(setup));
    expect(await shell().storage.livingCard(setup.id, 'requester', setup.conversationId)).toBe('first');
  });
});

test('nothing goes to an organization for which the bot does not work any more', async () => {
  const setup = await known();
  const { deps, sent } = messenger();
  expect(await deliver({ ...deps, isTenantAllowed: () => false }, refresh(setup))).toMatchObject({
    kind: 'undeliverable',
  });
  expect(sent).toEqual([]);
});

test('a notice is a line of text', async () => {
  const setup = await known();
  const { deps, sent } = messenger();
  const { conversationId } = setup;
  await deliver(deps, { conversationId, setupId: setup.id, content: { kind: 'notice', notice: 'verified' } });
  expect(sent).toEqual([
    { target: target(conversationId), content: { kind: 'text', text: desk().words.noticeLine('verified', setup) } },
  ]);
});

test.each(['conversation', 'setup'])(
  'a message about a %s that is gone is undeliverable, and nobody is bothered',
  async (what) => {
    const setup = await known();
    const { deps, sent } = messenger();
    const message =
      what === 'setup'
        ? refresh({ ...setup, id: 'ZZZZZZ' })
        : refresh(setup, { conversationId: channelOf().conversationId });
    expect(await deliver(deps, message)).toMatchObject({ kind: 'undeliverable' });
    expect(sent).toEqual([]);
  },
);
