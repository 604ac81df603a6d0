// The hand-over as an approval: who may press what, what is said where a press does nothing, and what the others see.

import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { handOverData } from '../../src/cards/hand-over-acts.ts';
import type { Reply } from '../../src/cards/rendered-card.ts';
import type { Place } from '../../src/conversation/incoming.ts';
import { handOverState } from '../../src/setup/hand-over-state.ts';
import type { Person } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { confirmPlace } from '../../src/shell/exchange-place.ts';
import { card, livingCard, text } from '../../src/shell/reply.ts';
import { handOverTo } from '../contract/sample-setup.ts';
import { approvedSetup, handedOverSetup, now, type Wish } from '../support/setups.ts';
import {
  channelOf,
  chatOf,
  type DeskUnderTest,
  deskOn,
  eventKinds,
  found,
  inserted,
  press,
  shellUnderTest,
  somebody,
} from './shell-under-test.ts';
import { notices, watched } from './watched-store.ts';

const shell = shellUnderTest();
const desk = (over: Partial<DeskUnderTest> = {}): DeskUnderTest => ({
  ...deskOn(watched(shell().storage), () => new Date(now)),
  ...over,
});
const said = () => desk().words.handOver;

async function inChannel(made: (wish: Wish) => Setup = handedOverSetup, wish: Wish = {}) {
  const channel = channelOf();
  const made_ = made({ ...wish, requester: somebody() });
  const handOver = { ...(made_.handOver ?? handOverTo('')), conversationId: channel.conversationId };
  return { setup: await inserted(shell().storage, made_, { handOver }), channel };
}

type Pressed = { readonly by?: Person; readonly data?: object; readonly on?: DeskUnderTest };

async function pressed(setup: Setup, channel: Place, verb: string, { by, data, on = desk() }: Pressed = {}) {
  const reply = await press(on, by ?? somebody(), `exchange.${verb}`, { ...handOverData(setup), ...data }, channel);
  return { reply, after: await found(shell().storage, setup.id) };
}

async function expectNothing(setup: Setup, reply: Reply, what: string): Promise<void> {
  expect(reply).toEqual(text(what));
  expect(await found(shell().storage, setup.id)).toEqual(setup);
}

describe('Approve', () => {
  test('is recorded with who and when, and the card says so', async () => {
    const { setup, channel } = await inChannel();
    const member = somebody();
    const on = desk();
    const { reply, after } = await pressed(setup, channel, 'approve', { by: member, on });
    expect(after.handOver?.approvals).toEqual([{ by: member, at: now }]);
    expect(handOverState(after)).toBe('approved');
    expect(reply).toEqual(await livingCard(on, after, 'exchange'));
    expect(await eventKinds(shell().storage, setup.id)).toEqual(['exchangeApproved']);
  });

  test('by the requester counts only where one may approve one’s own request', async () => {
    const { setup, channel } = await inChannel();
    const own = { by: setup.requester };
    const refused = await pressed(setup, channel, 'approve', { ...own, on: desk({ fourEyes: true }) });
    await expectNothing(setup, refused.reply, said().refused.ownRequest);
    const { after } = await pressed(setup, channel, 'approve', own);
    expect(handOverState(after)).toBe('approved');
  });

  test('for the whole organization takes two people', async () => {
    const { setup, channel } = await inChannel(handedOverSetup, { smtpAuth: 'organization' });
    const first = somebody();
    const once = await pressed(setup, channel, 'approve', { by: first });
    expect(handOverState(once.after)).toBe('asked');
    const again = await pressed(once.after, channel, 'approve', { by: first });
    await expectNothing(once.after, again.reply, said().refused.sameApprover);
    const { after } = await pressed(once.after, channel, 'approve');
    expect(handOverState(after)).toBe('approved');
  });

  test.each([
    ['notMember', 'notMember'],
    ['noAnswer', 'membershipUnknown'],
  ] as const)('where Teams says %s does nothing, and that is said', async (membership, refusal) => {
    const { setup, channel } = await inChannel();
    const on = desk({ membershipOf: async () => membership });
    for (const verb of ['approve', 'reject', 'take', 'done', 'renew']) {
      const { reply } = await pressed(setup, channel, verb, { on, data: { reason: 'no' } });
      await expectNothing(setup, reply, said().refused[refusal]);
    }
  });
});

describe('Reject', () => {
  test('needs a reason, which reaches the requester with a way to change the request', async () => {
    const { setup, channel } = await inChannel();
    const empty = await pressed(setup, channel, 'reject', { data: { reason: '  ' } });
    expect(empty.after).toEqual(setup);
    expect(JSON.stringify(empty.reply)).toContain(said().reasonMistakes.missing);
    const odd = await pressed(setup, channel, 'reject', { data: { reason: 'turned \u202earound' } });
    expect(odd.after).toEqual(setup);
    expect(odd.reply).toEqual(card(await desk().show.refusedReason(setup, 'turned \u202earound', 'unsafeCharacters')));
    expect(JSON.stringify(odd.reply)).toContain('turned \u202earound');
    const store = watched(shell().storage);
    const on = { ...deskOn(store, () => new Date(now)) };
    const { after } = await pressed(setup, channel, 'reject', { data: { reason: 'orders@ is\nnot ours' }, on });
    expect(after.handOver?.rejection?.reason).toBe('orders@ is not ours');
    expect(notices(store)).toEqual(['exchangeRejected']);
    const shown = JSON.stringify(await desk().show.living(after, 'requester'));
    expect(shown).toContain('orders@ is not ours');
    expect(shown).toContain('"setup.change"');
  });

  test('is over once the request was changed: others decide anew, and an old card shows the new request', async () => {
    const { setup, channel } = await inChannel();
    const rejected = (await pressed(setup, channel, 'reject', { data: { reason: 'no' } })).after;
    const changing = await press(desk(), setup.requester, 'setup.change', {
      setupId: setup.id,
      version: rejected.version,
    });
    expect(JSON.stringify(changing)).not.toContain('"id":"tenant"');
    const inputs = { setupId: setup.id, version: rejected.version, server: 'EDI-PROD-01', smtpAuth: 'mailbox' };
    const only = { ...inputs, mailboxes: 'edi@contoso.example', sendAs: 'true', roundTrip: 'true', channels: 'pop3' };
    await press(desk(), setup.requester, 'setup.plan', { ...only, tenant: 'fabrikam.example' });
    const changed = await found(shell().storage, setup.id);
    expect(changed.request).toMatchObject({ mailboxes: ['edi@contoso.example'], channels: ['smtp', 'pop3'] });
    expect(changed.request.tenant).toEqual(setup.request.tenant);
    expect(changed.handOver).toMatchObject({ rejection: null, approvals: [], toChannel: false });
    expect(changed.handOver?.textHash).not.toBe(setup.handOver?.textHash);
  });

  test('and Approve on what is no longer the present text do nothing', async () => {
    const { setup, channel } = await inChannel();
    const old = { seen: { textHash: 'ab', takenBy: null, reportedAt: null }, reason: 'no' };
    for (const verb of ['approve', 'reject']) {
      const on = desk();
      const { reply, after } = await pressed(setup, channel, verb, { data: old, on });
      expect(after).toEqual(setup);
      expect(reply).toEqual(await livingCard(on, setup, 'exchange'));
    }
  });
});

describe('Take it and I have run it', () => {
  test('need an approval first', async () => {
    const { setup, channel } = await inChannel();
    for (const verb of ['take', 'done']) {
      const { after } = await pressed(setup, channel, verb);
      expect(after).toEqual(setup);
    }
  });

  test('show who is at it, and somebody else may take it over', async () => {
    const { setup, channel } = await inChannel(approvedSetup);
    const [first, second] = [somebody(), somebody()];
    const taken = (await pressed(setup, channel, 'take', { by: first })).after;
    expect(taken.handOver?.taken?.by).toEqual(first);
    const stale = await pressed(setup, channel, 'take', { by: second });
    expect(stale.after.handOver?.taken?.by).toEqual(first);
    const { after } = await pressed(taken, channel, 'take', { by: second });
    expect(after.handOver?.taken?.by).toEqual(second);
  });

  test('without evidence is possible and shown as such', async () => {
    const { setup, channel } = await inChannel(approvedSetup);
    const { reply, after } = await pressed(setup, channel, 'done');
    expect(after.exchangeReport).toMatchObject({ at: now, evidence: null });
    expect(JSON.stringify(reply)).toContain(said().evidence.none);
  });

  test('with something that is no evidence does nothing, and what was pasted stays', async () => {
    const { setup, channel } = await inChannel(approvedSetup);
    const { reply } = await pressed(setup, channel, 'done', { data: { evidence: 'all fine here' } });
    await expectNothing(setup, reply, said().evidenceRefusals.none);
    const long = await pressed(setup, channel, 'done', { data: { evidence: 'x'.repeat(66_000) } });
    await expectNothing(setup, long.reply, said().evidenceRefusals.tooLong);
  });

  test('in the chat of the requester need evidence of somebody else where four eyes are wanted', async () => {
    const requester = somebody();
    const handOver = handOverTo(chatOf(requester).conversationId, false, now);
    const setup = await inserted(shell().storage, handedOverSetup({ requester }), { handOver });
    const there = chatOf(requester);
    const refused = await pressed(setup, there, 'done', { by: requester, on: desk({ fourEyes: true }) });
    await expectNothing(setup, refused.reply, said().refused.evidenceNeeded);
    const { after } = await pressed(setup, there, 'done', { by: requester });
    expect(after.exchangeReport?.by).toEqual(requester);
  });
});

describe('what goes no further', () => {
  test.each(['lapsedAt', 'undeliverableAt'] as const)(
    'a hand-over with %s can be sent again or taken by the requester, and keeps its approvals',
    async (over) => {
      const { setup } = await inChannel(approvedSetup);
      const handOver = { ...(setup.handOver ?? handOverTo('')), [over]: now };
      const stuck = await inserted(shell().storage, setup, { handOver, requester: setup.requester });
      const own = chatOf(setup.requester);
      const located = { setupId: stuck.id, version: stuck.version };
      const reply = await press(desk(), setup.requester, 'exchange.renew', { ...located, audience: 'requester' }, own);
      const renewed = await found(shell().storage, stuck.id);
      expect(handOverState(renewed)).toBe('approved');
      expect(renewed.handOver).toMatchObject({ at: now, approvals: handOver.approvals });
      expect(reply).toEqual(await livingCard(desk(), renewed, 'requester'));
      const other = await inserted(shell().storage, setup, { handOver, requester: setup.requester });
      await press(desk(), setup.requester, 'exchange.toRequester', { ...located, setupId: other.id }, own);
      const moved = await found(shell().storage, other.id);
      expect(moved.handOver).toMatchObject({ conversationId: other.conversationId, toChannel: false, approvals: [] });
    },
  );

  /** Confirmed for the setup's own organisation, which no other test has to do with. */
  async function confirmed(setup: Setup): Promise<Place> {
    const channel = channelOf();
    const { id: tenant } = setup.request.tenant;
    const by = { ...somebody(), tenantId: tenant };
    const { conversationId } = channel;
    const names = { team: null, channel: null };
    const proposal = { id: randomUUID(), tenantId: tenant, conversationId, names, proposedBy: by, proposedAt: now };
    await confirmPlace(shell().storage, proposal, by, now);
    return channel;
  }

  const ofOwnTenant = (): Wish => ({ tenant: { id: randomUUID(), typed: 'own.example' } });

  test.each(['lapsedAt', 'undeliverableAt'] as const)(
    'a hand-over with %s is sent again to the channel that was confirmed meanwhile, which decides anew',
    async (over) => {
      const { setup, channel } = await inChannel(approvedSetup, ofOwnTenant());
      const handOver = { ...(setup.handOver ?? handOverTo('')), [over]: now };
      const stuck = await inserted(shell().storage, setup, { handOver, requester: setup.requester });
      const present = await confirmed(stuck);
      const store = watched(shell().storage);
      const on = { ...deskOn(store, () => new Date(now)) };
      const located = { setupId: stuck.id, version: stuck.version, audience: 'requester' };
      await press(on, stuck.requester, 'exchange.renew', located);
      const moved = await found(shell().storage, stuck.id);
      expect(moved.handOver).toMatchObject({ conversationId: present.conversationId, toChannel: true, approvals: [] });
      expect(handOverState(moved)).toBe('asked');
      expect(notices(store)).toEqual(['handOverMoved']);
      const cards = store.commits.flatMap(({ messages }) =>
        messages.flatMap(({ content, conversationId }) =>
          content.kind === 'livingCard' && content.audience === 'exchange' ? [conversationId] : [],
        ),
      );
      expect(cards).toContain(present.conversationId);
      expect(cards).not.toContain(channel.conversationId);
    },
  );

  test('a hand-over that lapsed in the chat can be renewed there, and goes to a channel once there is one', async () => {
    const requester = somebody();
    const there = chatOf(requester);
    const made = handedOverSetup({ requester, ...ofOwnTenant() });
    const handOver = { ...handOverTo(there.conversationId, false, now), lapsedAt: now };
    const setup = await inserted(shell().storage, made, { handOver });
    const located = { setupId: setup.id, version: setup.version, audience: 'exchange' };
    const reply = await press(desk(), requester, 'exchange.renew', located, there);
    const renewed = await found(shell().storage, setup.id);
    expect(handOverState(renewed)).toBe('asked');
    expect(reply).toEqual(await livingCard(desk(), renewed, 'exchange'));
    const second = await inserted(shell().storage, made, { handOver });
    const present = await confirmed(second);
    const moving = await press(desk(), requester, 'exchange.renew', { ...located, setupId: second.id }, there);
    const moved = await found(shell().storage, second.id);
    expect(moved.handOver).toMatchObject({ conversationId: present.conversationId, toChannel: true });
    // Where it was pressed nothing is to be decided any more.
    expect(moving).toEqual(card(desk().show.superseded(moved)));
  });

  test('a renewal by two people at once is one', async () => {
    const { setup } = await inChannel(approvedSetup, ofOwnTenant());
    const handOver = { ...(setup.handOver ?? handOverTo('')), lapsedAt: now };
    const stuck = await inserted(shell().storage, setup, { handOver, requester: setup.requester });
    await confirmed(stuck);
    const located = { setupId: stuck.id, version: stuck.version, audience: 'requester' };
    await Promise.all([1, 2].map(() => press(desk(), stuck.requester, 'exchange.renew', located)));
    expect(await eventKinds(shell().storage, stuck.id)).toEqual(['handedOver']);
  });

  test('the list of what is open can still be asked for', async () => {
    const { setup } = await inChannel();
    const form = await press(desk(), setup.requester, 'setup.status', { setupId: setup.id, version: setup.version });
    expect(form).toEqual(await livingCard(desk(), setup, 'requester'));
    expect(card(desk().show.list([setup], false)).kind).toBe('card');
  });
});
