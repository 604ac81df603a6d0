// What was sent again, is out of date, or was made up: it does nothing, and to somebody who is nothing to a setup it does
// not even tell whether there is one.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/conversation/incoming.ts';
import { handedOverSetup } from '../support/setups.ts';
import { actNames, acts } from './authority-acts.ts';
import { type Act, did, letters, placeNames, prepared, sent, type World, worldOn } from './authority-world.ts';
import { eventKinds, found, shellUnderTest } from './shell-under-test.ts';

const shell = shellUnderTest();
const presses: readonly Act[] = actNames.map((name): Act => acts[name]).filter(({ press }) => press !== undefined);
const entitled = presses.map((act) => [act.press, act] as const);

/** Somebody who may do it, where they may. */
async function entitledTo(world: World, act: Act) {
  const setup = await prepared(world, act, world.people.R);
  const where = act.inGroup === true ? 'group' : 'channel';
  return { setup, from: world.people.R, place: world.places[where]() };
}

function dataOf(what: Incoming['what']): Record<string, unknown> {
  return what.kind === 'press' && typeof what.data === 'object' ? { ...what.data } : {};
}

describe('by somebody who may', () => {
  test.each(entitled)('%s sent twice is done once', async (_verb, act) => {
    const world = worldOn(shell().storage);
    const { setup, from, place } = await entitledTo(world, act);
    const once = await did(world, from, place, sent(act, setup));
    expect(once.written.includes(act.event ?? 'nothing')).toBe(act.event !== undefined);
    const again = await did(world, from, place, sent(act, setup));
    expect(again.written).toEqual([]);
  });

  test('setup.plan sent twice begins one setup, also at the same moment, and shows it both times', async () => {
    const world = worldOn(shell().storage);
    const { R } = world.people;
    const setup = handedOverSetup();
    const what = sent({ press: 'setup.plan', ready: handedOverSetup }, setup, '');
    const first: Incoming['what'] = {
      kind: 'press',
      verb: 'setup.plan',
      cardId: 'form 1',
      data: { ...dataOf(what), setupId: null },
    };
    const answers = await Promise.all([1, 2, 3].map(() => did(world, R, world.places.group(), first)));
    const [begun, ...more] = await shell().storage.setupsOf(R);
    expect(more).toEqual([]);
    expect(await eventKinds(shell().storage, begun?.id ?? '')).toEqual(['asked']);
    for (const { replies } of answers) expect(replies).toEqual(answers[0]?.replies);
    await did(world, R, world.places.group(), { ...first, cardId: 'form 2' });
    await did(world, world.people.S, world.places.group(), first);
    expect(await shell().storage.setupsOf(R)).toHaveLength(2);
    expect(await shell().storage.setupsOf(world.people.S)).toHaveLength(1);
  });

  const older = { textHash: 'ab', takenBy: 'nobody', reportedAt: 'never' };
  test.each(entitled)('%s from a card of before does nothing and brings the present card', async (verb, act) => {
    const world = worldOn(shell().storage);
    const { setup, from, place } = await entitledTo(world, act);
    const now = sent(act, setup);
    const data = { ...dataOf(now), version: setup.version - 1, seen: older };
    const { replies, written } = await did(world, from, place, { kind: 'press', verb: verb ?? '', data, cardId: null });
    expect(written).toEqual([]);
    expect(replies).toMatchObject([{ kind: 'card', living: { setupId: setup.id } }]);
  });

  const forged = JSON.parse(
    '{"__proto__":{"version":99},"constructor":{"prototype":{"admin":true}},"requester":{"objectId":"me"},"by":{"objectId":"x"},"at":"1970","conversationId":"a:x","audience":"requester","action":"approve"}',
  );
  test.each(entitled)('%s with more in it than a card has does no more', async (verb, act) => {
    const world = worldOn(shell().storage);
    const { setup, from, place } = await entitledTo(world, act);
    const data = { ...forged, ...dataOf(sent(act, setup)) };
    const { written } = await did(world, from, place, { kind: 'press', verb: verb ?? '', data, cardId: null });
    expect(written.includes(act.event ?? 'nothing')).toBe(act.event !== undefined);
    const [event] = (await shell().storage.events(setup.id)).filter(({ kind }) => kind === act.event);
    expect(event?.by ?? from).toEqual(from);
    const { requester, conversationId } = await found(shell().storage, setup.id);
    expect({ requester, conversationId }).toEqual({ requester: setup.requester, conversationId: setup.conversationId });
  });
});

describe('by somebody who is nothing to it', () => {
  const odd = fc.oneof(
    fc.anything({ withNullPrototype: false, maxDepth: 2 }),
    fc.constantFrom('__proto__', 'constructor', -1, 1e308, '', [], {}, null, true, 'ZZZZZZ\n', ['ZZZZZZ']),
  );
  const verb = fc.constantFrom(...presses.map(({ press = '' }) => press), '__proto__', 'constructor', 'toString', '');

  test('whatever is made up is answered as for an id that no setup has', async () => {
    const world = worldOn(shell().storage);
    const setup = await prepared(world, { ready: handedOverSetup }, world.people.R);
    const idOf = fc.constantFrom(
      (id: string): unknown => id,
      (id: string) => id.toLowerCase(),
      (id: string) => ` ${id}`,
      (id: string) => [id],
      (id: string) => ({ toString: id }),
    );
    const fields = fc.record(
      { version: odd, seen: odd, audience: odd, what: odd, reason: odd, evidence: odd },
      { requiredKeys: [] },
    );
    const person = fc.constantFrom(...letters.filter((letter) => !['R', 'Q', 'A', 'M', 'L'].includes(letter)));
    await fc.assert(
      fc.asyncProperty(
        verb,
        idOf,
        fields,
        person,
        fc.constantFrom(...placeNames),
        fc.boolean(),
        async (pressed, id, more, letter, where, fits) => {
          const from = world.people[letter];
          const good = fits ? dataOf(sent({ press: pressed, ready: handedOverSetup }, setup)) : {};
          const send = (setupId: string) =>
            did(world, from, world.places[where](from), {
              kind: 'press',
              verb: pressed,
              data: { ...good, ...more, setupId: id(setupId) },
              cardId: null,
            });
          const ofNothing = await send('ZZZZZZ');
          const answered = await send(setup.id);
          expect(answered).toEqual(ofNothing);
          expect(answered.written).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  });

  const without = [
    'status',
    'settings',
    'script',
    'audit',
    'undo',
    'cancel',
    'test',
    'test boundary x@contoso.example',
  ];
  const general = ['list', 'help', 'explain 535 5.7.3 Authentication unsuccessful', 'rotate', 'hello', 'setup'];

  test.each([...without, ...general])('"%s" is answered as where nobody has any setup', async (line) => {
    const world = worldOn(shell().storage);
    await prepared(world, { ready: handedOverSetup }, world.people.R);
    const empty = worldOn(shell().storage);
    for (const letter of ['L', 'S', 'G', 'X', 'N', 'F', 'T', 'B'] as const) {
      for (const where of placeNames) {
        // In the channel whoever Teams lists may see what went there.
        if (letter === 'L' && where === 'channel') continue;
        const told = async (one: World) =>
          did(one, one.people[letter], one.places[where](one.people[letter]), { kind: 'text', text: line });
        const answered = await told(world);
        expect(answered).toEqual(await told(empty));
        expect(answered.written).toEqual([]);
      }
    }
  });
});
