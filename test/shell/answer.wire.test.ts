// What commands and presses are answered, and to whom: by people who stand in every relation to a setup.

import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { handOverData } from '../../src/cards/hand-over-acts.ts';
import type { Person } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { limits } from '../../src/shell/pace.ts';
import { card, livingCard, text } from '../../src/shell/reply.ts';
import { handOverTo } from '../contract/sample-setup.ts';
import { handedOverSetup, now, plannedSetup } from '../support/setups.ts';
import {
  channelOf,
  chatOf,
  deskOn,
  eventKinds,
  found,
  inserted,
  press,
  say,
  shellUnderTest,
  somebody,
} from './shell-under-test.ts';

const shell = shellUnderTest();
const desk = () => deskOn(shell().storage, () => new Date(now));

/** The commands went to a channel of its own. */
async function handedOver(requester: Person = somebody()) {
  const channel = channelOf();
  const handOver = handOverTo(channel.conversationId, true, now);
  const setup = await inserted(shell().storage, handedOverSetup({ requester }), { handOver });
  return { setup, channel, requester };
}

function handedOverToChat(requester: Person = somebody()): Promise<Setup> {
  const handOver = handOverTo(chatOf(requester).conversationId, false, now);
  return inserted(shell().storage, handedOverSetup({ requester }), { handOver });
}

const ofOneSetup = ['status', 'settings', 'script', 'audit', 'cancel', 'test', 'test smtp', 'test pop3', 'test token'];

describe.each(ofOneSetup)('"%s"', (command) => {
  test('without any setup', async () => {
    expect(await say(desk(), somebody(), command)).toEqual(text(desk().words.chat.none));
  });

  test('with several setups asks which', async () => {
    const person = somebody();
    await inserted(shell().storage, handedOverSetup({ requester: person }));
    await inserted(shell().storage, handedOverSetup({ requester: person }));
    const both = await shell().storage.setupsOf(person);
    expect(await say(desk(), person, command)).toEqual(card(desk().show.list(both, true)));
    for (const setup of both) expect(await eventKinds(shell().storage, setup.id)).toEqual([]);
  });

  test('means the only one, or the one that is named, in any case', async () => {
    const person = somebody();
    const one = await handedOverToChat(person);
    const alone = await say(desk(), person, command === 'cancel' || command.startsWith('test') ? 'status' : command);
    expect(alone).not.toEqual(text(desk().words.chat.none));
    const named = await say(desk(), person, `${command} ${one.id.toLowerCase()}`);
    expect(named).not.toEqual(text(desk().words.chat.notFound));
  });

  test('with the id of another person answers as for an id that does not exist', async () => {
    const { setup } = await handedOver();
    const stranger = somebody();
    const reply = await say(desk(), stranger, `${command} ${setup.id}`);
    expect(reply).toEqual(text(desk().words.chat.notFound));
    expect(await say(desk(), stranger, `${command} ZZZZZZ`)).toEqual(reply);
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  });
});

describe('what the requester is shown', () => {
  test('the setup, its settings, the page with the script, and the list', async () => {
    const { setup, requester } = await handedOver();
    expect(await say(desk(), requester, 'status')).toEqual(await livingCard(desk(), setup, 'requester'));
    expect(await say(desk(), requester, 'settings')).toEqual(card(await desk().show.settings(setup)));
    const page = `https://bot.example/script/${setup.id}`;
    expect(await say(desk(), requester, 'script')).toEqual(text(desk().words.replies.scriptAt(page)));
    expect(await say(desk(), requester, 'list')).toEqual(card(desk().show.list([setup], false)));
  });

  test('not ready: neither script nor test before anything was created', async () => {
    const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
    const notReady = text(desk().words.chat.notReady(setup.id));
    expect(await say(desk(), setup.requester, 'script')).toEqual(notReady);
    expect(await say(desk(), setup.requester, 'test')).toEqual(notReady);
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  });

  test('a channel that was not asked for cannot be tested', async () => {
    const setup = await inserted(shell().storage, handedOverSetup({ requester: somebody(), channels: ['smtp'] }));
    expect(await say(desk(), setup.requester, 'test pop3')).toEqual(
      text(desk().words.replies.channelNotAsked(setup.id)),
    );
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  });

  test('a test begins once, however often it is asked for', async () => {
    const setup = await handedOverToChat();
    const asked = Array.from({ length: 10 }, () => say(desk(), setup.requester, 'test smtp'));
    const replies = await Promise.all(asked);
    const checking = await found(shell().storage, setup.id);
    expect(checking.checking).toEqual({ scope: 'smtp', startedAt: now });
    for (const reply of replies) expect(reply).toEqual(await livingCard(desk(), checking, 'requester'));
    expect(await eventKinds(shell().storage, setup.id)).toEqual(['checkStarted']);
  });

  test('help, where the bot is added and where it is asked for; a word for what it does not know', async () => {
    const person = somebody();
    expect(await say(desk(), person, 'help')).toEqual(card(desk().show.help()));
    expect(await say(desk(), person, 'setpu')).toEqual(text(desk().words.chat.unknown('setup')));
    expect(await say(desk(), person, 'rotate')).toEqual(text(desk().words.chat.later('rotate')));
    expect(await press(desk(), person, 'no.such', {})).toEqual(text(desk().words.replies.cardNotUnderstood));
  });
});

describe('"exchange here"', () => {
  test('said too often is answered with when to come back, and proposes nothing', async () => {
    const person = { ...somebody(), tenantId: randomUUID() };
    const ids = Array.from({ length: limits.channel.person.most + 1 }, () => randomUUID());
    const given = [...ids];
    const proposing = { ...desk(), newProposalId: () => given.shift() ?? 'none' };
    const replies = [];
    for (const _ of ids) replies.push(await say(proposing, person, 'exchange here', channelOf()));
    expect(replies.at(-1)).toEqual(text(desk().words.replies.placesTooOften(3600)));
    expect(replies.slice(0, -1).map((reply) => reply.kind)).not.toContain('text');
    expect(await shell().storage.findProposal(ids.at(-2) ?? '')).not.toBeNull();
    expect(await shell().storage.findProposal(ids.at(-1) ?? '')).toBeNull();
  });

  test('is refused in a chat', async () => {
    const person = { ...somebody(), tenantId: randomUUID() };
    const reply = await say(desk(), person, 'exchange here');
    expect(reply).toEqual(text(desk().words.chat.exchangeOnlyInChannel));
    expect(await shell().storage.exchangePlace(person.tenantId)).toBeNull();
  });

  test('in a channel gives the link with which it is confirmed, and changes nothing', async () => {
    const person = { ...somebody(), tenantId: randomUUID() };
    const channel = channelOf();
    const thread = { ...channel, conversationId: `${channel.conversationId};messageid=1732438000000` };
    const ids = [randomUUID(), randomUUID()];
    const proposing = { ...desk(), newProposalId: () => ids.shift() ?? 'none' };
    const [id = ''] = ids;
    const reply = await say(proposing, person, 'exchange here', thread);
    const proposal = await shell().storage.findProposal(id);
    expect(proposal).toEqual({
      id,
      tenantId: person.tenantId,
      conversationId: channel.conversationId,
      names: { team: 'Exchange administrators', channel: 'Hand-overs' },
      proposedBy: person,
      proposedAt: now,
    });
    if (proposal === null) throw new Error('nothing was proposed');
    expect(reply).toEqual(card(await desk().show.place(proposal)));
    expect(JSON.stringify(reply)).toContain(`https://bot.example/exchange/${id}`);
    expect(await shell().storage.exchangePlace(person.tenantId)).toBeNull();
  });
});

describe('a press by a stranger', () => {
  const verbs = ['setup.continue', 'setup.status', 'mail.test', 'setup.change', 'setup.cancel'];
  const ofHandOver = ['approve', 'reject', 'take', 'done', 'renew', 'toRequester'].map((name) => `exchange.${name}`);
  test.each([...verbs, ...ofHandOver])('%s is answered as for a setup that does not exist', async (verb) => {
    const { setup } = await handedOver();
    const stranger = somebody();
    const sameNameElsewhere = { ...setup.requester, tenantId: randomUUID() };
    const forged = { ...handOverData(setup), audience: 'requester', what: 'all', reason: 'no' };
    for (const person of [stranger, sameNameElsewhere]) {
      const reply = await press(desk(), person, verb, forged);
      expect(reply).toEqual(text(desk().words.chat.notFound));
      expect(await press(desk(), person, verb, { ...forged, setupId: 'ZZZZZZ' })).toEqual(reply);
    }
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  });
});

describe('somebody in the channel that got the commands', () => {
  test.each(['requester', 'exchange', undefined])(
    'who asks for the card of %s gets the one about Exchange',
    async (audience) => {
      const { setup, channel } = await handedOver();
      const data = { setupId: setup.id, version: setup.version, audience };
      const reply = await press(desk(), somebody(), 'setup.status', data, channel);
      expect(reply).toEqual(await livingCard(desk(), setup, 'exchange'));
      expect(await say(desk(), somebody(), `status ${setup.id}`, channel)).toEqual(reply);
    },
  );

  test('sees the script, but neither settings nor list, and can start, change and cancel nothing', async () => {
    const { setup, channel } = await handedOver();
    const member = somebody();
    const script = text(desk().words.replies.scriptAt(`https://bot.example/script/${setup.id}`));
    expect(await say(desk(), member, 'script', channel)).toEqual(script);
    expect(await say(desk(), member, 'list', channel)).toEqual(card(desk().show.list([], false)));
    for (const line of ['settings', 'test', 'cancel']) {
      const reply = await say(desk(), member, `${line} ${setup.id}`, channel);
      expect(reply).toEqual(text(desk().words.chat.notFound));
    }
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  });

  test('of another channel is a stranger', async () => {
    const { setup } = await handedOver();
    const reply = await press(desk(), somebody(), 'exchange.approve', handOverData(setup), channelOf());
    expect(reply).toEqual(text(desk().words.chat.notFound));
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  });
});

test.each(['requester', 'exchange'])(
  'a requester who got the commands too keeps the card of %s on a look',
  async (audience) => {
    const setup = await handedOverToChat();
    const data = { setupId: setup.id, version: setup.version, audience };
    const reply = await press(desk(), setup.requester, 'setup.status', data);
    expect(reply).toMatchObject({ living: { setupId: setup.id, audience } });
  },
);
