// People who stand in every relation to a setup, the places in which they can be, and what the bot does when one of them
// says or presses something there: the whole answer, and all that was written.

import { randomUUID } from 'node:crypto';
import { handOverData } from '../../src/cards/hand-over-acts.ts';
import type { Reply } from '../../src/cards/rendered-card.ts';
import { formFor } from '../../src/conversation/form-values.ts';
import type { Incoming, Place } from '../../src/conversation/incoming.ts';
import type { Person } from '../../src/setup/person.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { answer } from '../../src/shell/answer.ts';
import type { Store, Writes } from '../../src/shell/store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { handOverTo } from '../contract/sample-setup.ts';
import { authorization, now, tenantId, type Wish } from '../support/setups.ts';
import { channelOf, chatOf, type DeskUnderTest, deskOn, forbiddenTenant, inserted } from './shell-under-test.ts';

const foreignTenant = '0b7c1d9e-0000-4f0e-8b7a-91d2c4e5f601';

export const letters = ['R', 'Q', 'A', 'L', 'M', 'S', 'G', 'X', 'N', 'F', 'T', 'B'] as const;
export type Letter = (typeof letters)[number];

/** Whom Teams lists in the channel of the hand-over. */
const listed: ReadonlySet<Letter> = new Set(['R', 'A', 'L', 'M', 'F']);

function newPeople(): Readonly<Record<Letter, Person>> {
  const person = (name: string, tenant = tenantId, objectId: string = randomUUID()): Person => ({
    tenantId: tenant,
    objectId,
    name,
  });
  const requester = person('Robin, who asked for it');
  return {
    R: requester,
    Q: person('Quinn, who asked for it and left the channel'),
    A: person('Alex, who authorized it'),
    L: person('Lea, named as reader of the secret'),
    M: person('Mo, Exchange administrator, in the channel that was confirmed'),
    S: person('Sam, a stranger in the same tenant'),
    G: person('Gil, a guest: Teams lists nobody of this tenant with that id'),
    X: person('Xenia, who was in the channel and is no more'),
    N: person('Nino, of whom Teams does not answer'),
    F: person('Fiona, of another tenant, in the channel because it is shared', foreignTenant),
    T: person('Robin of another tenant, with the same object id', foreignTenant, requester.objectId),
    B: person('Bo, of a tenant that may not use the bot', forbiddenTenant),
  };
}

export const placeNames = ['personal', 'group', 'channel', 'elsewhere'] as const;
export type PlaceName = (typeof placeNames)[number];

/** `channel`: that which got the hand-over, in a thread of it; `elsewhere`: another one, in which Teams lists everybody. */
function newPlaces() {
  const group = { conversationId: `19:${randomUUID()}@thread.v2`, kind: 'groupChat' } as const;
  const channel = channelOf();
  const thread = { ...channel, conversationId: `${channel.conversationId};messageid=17` };
  const elsewhere = channelOf();
  return { personal: chatOf, group: () => group, channel: () => thread, elsewhere: () => elsewhere, handOver: channel };
}

/** A command as it is typed, with `ID` where the setup's id stands, or the verb of a button. */
export type Act = {
  readonly say?: string;
  readonly press?: string;
  readonly extra?: object;
  /** In the phase in which it can be done. */
  readonly ready: (wish: Wish) => Setup;
  /** The hand-over went to the group chat in which the setup was asked for. */
  readonly inGroup?: true;
  /** What is recorded once it was done; absent where it only shows something. */
  readonly event?: string;
};

export type Answered = { readonly replies: readonly Reply[]; readonly written: readonly string[] };

export type World = {
  readonly storage: Storage;
  readonly people: Readonly<Record<Letter, Person>>;
  readonly places: ReturnType<typeof newPlaces>;
  readonly desk: DeskUnderTest;
  /** Events, messages, jobs, proposals and remembered cards that were written since the latest answer began. */
  readonly written: string[];
};

export function worldOn(storage: Storage, over: Partial<DeskUnderTest> = {}): World {
  const written: string[] = [];
  const people = newPeople();
  const places = newPlaces();
  const desk: DeskUnderTest = {
    ...deskOn(noting(storage, written), () => new Date(now)),
    setupPace: { take: () => 0 },
    channelPace: { take: () => 0 },
    testPace: { take: () => 0 },
    async membershipOf(conversationId, person) {
      if (conversationId !== places.channel().conversationId) return 'member';
      const who = letters.find((letter) => people[letter] === person);
      if (who === 'N') return 'noAnswer';
      return who !== undefined && listed.has(who) ? 'member' : 'notMember';
    },
    ...over,
  };
  return { storage, people, places, desk, written };
}

/** A setup on which the act can be done: authorized by A with L as reader, and handed over to the channel. */
export function prepared({ storage, people, places }: World, act: Act, requester: Person): Promise<Setup> {
  const made = act.ready({ requester });
  const { conversationId } = act.inGroup === true ? places.group() : places.handOver;
  const toChannel = act.inGroup !== true;
  return inserted(storage, made, {
    handOver: { ...(made.handOver ?? handOverTo('', toChannel, now)), conversationId, toChannel },
    authorization: { ...(made.authorization ?? authorization), by: { ...authorization.by, ...people.A } },
    secret: made.secret && { ...made.secret, readers: [people.A, people.L] },
    ...(act.inGroup === true ? { conversationId } : {}),
  });
}

/** `id`: what stands in the place of the setup's own. */
export function sent(act: Act, setup: Setup, id: string = setup.id): Incoming['what'] {
  if (act.say !== undefined) return { kind: 'text', text: act.say.replace('ID', id) };
  const data = { ...formFor(setup.request), ...handOverData(setup), audience: 'requester', ...act.extra, setupId: id };
  return { kind: 'press', verb: act.press ?? '', data, cardId: `card of ${setup.id}` };
}

export async function did(
  { desk, written }: World,
  from: Person,
  place: Place,
  what: Incoming['what'],
): Promise<Answered> {
  written.length = 0;
  const replies = await answer(desk, { from, place, what });
  return { replies, written: [...written] };
}

/** Tells of every write. */
function noting(store: Store, written: string[]): Store {
  const note = <Value>(what: string, done: Promise<Value>): Promise<Value> => {
    written.push(what);
    return done;
  };
  const ofWrites = (writes: Writes): Writes => ({
    ...writes,
    insertSetup: (setup) => note('setup', writes.insertSetup(setup)),
    saveSetup: (setup, version, event) => note(event.kind, writes.saveSetup(setup, version, event)),
    appendEvent: (id, version, event) => note(event.kind, writes.appendEvent(id, version, event)),
    putMessage: (message) => note('message', writes.putMessage(message)),
    sendJob: (job) => note('job', writes.sendJob(job)),
    setExchangePlace: (place) => note('place', writes.setExchangePlace(place)),
    deleteSecret: (id, keyId) => note('secret', writes.deleteSecret(id, keyId)),
  });
  return {
    ...store,
    inTransaction: (work) => store.inTransaction((writes) => work(ofWrites(writes))),
    saveProposal: (proposal) => note('proposal', store.saveProposal(proposal)),
    rememberLivingCard: (card) => note('card', store.rememberLivingCard(card)),
  };
}
