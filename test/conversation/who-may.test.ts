import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/conversation/incoming.ts';
import { type Action, audienceFor, may } from '../../src/conversation/who-may.ts';
import type { Person } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { erik, exchangeChannel, handedOverSetup, plannedSetup, requesterChat, robin } from '../support/setups.ts';

const actions: readonly Action[] = [
  'see',
  'seeExchange',
  'settings',
  'script',
  'change',
  'cancel',
  'continue',
  'test',
  'boundary',
  'approve',
  'reject',
  'take',
  'report',
  'renew',
  'toRequester',
  'undo',
  'audit',
];

const ownChat: Place = { conversationId: requesterChat, kind: 'personal' };
const elsewhere: Place = { conversationId: 'a:else', kind: 'personal' };
const channel: Place = { conversationId: `${exchangeChannel};messageid=1732438000000`, kind: 'channel' };
const otherChannel: Place = { conversationId: '19:other@thread.tacv2', kind: 'channel' };
const toChannel = handedOverSetup();
const toChat = handedOverSetup({}, false);
const sameNameOtherTenant: Person = { ...robin, tenantId: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' };

const foreigner: Person = { ...erik, tenantId: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' };

const authorizer: Person = toChannel.authorization?.by ?? robin;
const asRequester = 'see seeExchange settings script change cancel continue test renew toRequester undo audit';
const inChannel = 'seeExchange script approve reject take report renew undo';

describe('may', () => {
  it.each<[string, Person, Place, Setup, string]>([
    ['the requester, in their own chat', robin, ownChat, plannedSetup(), asRequester],
    ['the requester, after a hand-over to a channel', robin, ownChat, toChannel, asRequester],
    ['the requester, who got the hand-over', robin, ownChat, toChat, `${asRequester} report`],
    ['the requester, in another chat than the hand-over', robin, elsewhere, toChat, asRequester],
    ['the requester, in the hand-over channel', robin, channel, toChannel, `${asRequester} ${inChannel}`],
    ['an administrator in the hand-over channel', erik, channel, toChannel, inChannel],
    ['somebody of another organization in the hand-over channel', foreigner, channel, toChannel, ''],
    ['an administrator in another channel', erik, otherChannel, toChannel, ''],
    ['an administrator before the hand-over', erik, channel, plannedSetup(), ''],
    ['somebody else in the chat of the hand-over', erik, ownChat, toChat, ''],
    ['a stranger', erik, elsewhere, toChannel, ''],
    ['the administrator who authorized it', authorizer, elsewhere, toChannel, 'see boundary audit'],
    ['that administrator before it was authorized', authorizer, elsewhere, plannedSetup(), ''],
    ['a person of another tenant with the same object id', sameNameOtherTenant, ownChat, plannedSetup(), ''],
  ])('%s', (_name, person, place, setup, expected) => {
    const allowed = actions.filter((action) => may(action, { person, place, setup }));
    expect(allowed).toEqual(actions.filter((action) => expected.split(' ').includes(action)));
  });
});

describe('audienceFor', () => {
  it.each<[string, Person, Place, Setup, string | null]>([
    ['the requester', robin, ownChat, toChannel, 'requester'],
    ['the requester in the hand-over channel', robin, channel, toChannel, 'exchange'],
    ['the requester who got the hand-over', robin, ownChat, toChat, 'requester'],
    ['an administrator in the hand-over channel', erik, channel, toChannel, 'exchange'],
    ['a stranger', erik, elsewhere, toChannel, null],
  ])('%s', (_name, person, place, setup, expected) => {
    expect(audienceFor({ person, place, setup })).toBe(expected);
  });
});
