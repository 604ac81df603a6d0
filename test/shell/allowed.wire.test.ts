// For whom this bot works (ALLOWED_TENANTS), also where that was narrowed after a setup was begun, and who may start one
// (REQUESTERS).

import { describe, expect, test } from 'vitest';
import type { Reply } from '../../src/cards/rendered-card.ts';
import { formFor } from '../../src/conversation/form-values.ts';
import type { CheckJob } from '../../src/setup/message.ts';
import { allowedBy, findAllowed, whereAllowed } from '../../src/shell/allowed.ts';
import { text } from '../../src/shell/reply.ts';
import { handedOverSetup, plannedSetup, requestFor, tenantId } from '../support/setups.ts';
import { actNames, acts } from './authority-acts.ts';
import { type Act, did, type Letter, placeNames, prepared, sent, type World, worldOn } from './authority-world.ts';
import { channelOf, found, inserted, shellUnderTest, somebody } from './shell-under-test.ts';
import { watched } from './watched-store.ts';

const shell = shellUnderTest();
const elsewhere = '0b7c1d9e-0000-4f0e-8b7a-91d2c4e5f601';

async function only(world: World, letter: Letter, what: Parameters<typeof did>[3]): Promise<Reply | undefined> {
  const from = world.people[letter];
  const { replies, written } = await did(world, from, world.places.personal(from), what);
  expect(written).toEqual([]);
  return replies[0];
}

const start = { kind: 'press', verb: 'setup.plan', data: formFor(requestFor()), cardId: 'form' } as const;

describe('REQUESTERS', () => {
  test('names who may start a setup; others are told whom to ask, and nothing is kept', async () => {
    const world = worldOn(shell().storage);
    const { R, S } = world.people;
    Object.assign(world.desk, allowedBy({ allowedTenants: '*', requesters: [R.objectId] }));
    const refused = text(world.desk.words.replies.mayNotStart);
    expect(await only(world, 'S', { kind: 'text', text: 'setup' })).toEqual(refused);
    expect(await only(world, 'S', start)).toEqual(refused);
    expect(await shell().storage.setupsOf(S)).toEqual([]);
    await did(world, R, world.places.personal(R), start);
    expect(await shell().storage.setupsOf(R)).toHaveLength(1);
  });

  test('takes nothing from whoever has started one before, and gives nothing with those of others', async () => {
    const world = worldOn(shell().storage);
    Object.assign(world.desk, allowedBy({ allowedTenants: '*', requesters: [world.people.S.objectId] }));
    const { R, S } = world.people;
    const act: Act = { press: 'setup.plan', extra: { server: 'Another' }, ready: handedOverSetup };
    const setup = await prepared(world, act, R);
    const changed = await did(world, R, world.places.personal(R), sent(act, setup));
    expect(changed.written).toContain('changed');
    const tried = await did(world, S, world.places.personal(S), sent(acts['setup.plan'], setup));
    expect(tried).toEqual({ replies: [text(world.desk.words.chat.notFound)], written: [] });
  });

  test('holds for what is only planned: changed, it could be anything', async () => {
    const world = worldOn(shell().storage);
    Object.assign(world.desk, allowedBy({ allowedTenants: '*', requesters: [world.people.S.objectId] }));
    const { R } = world.people;
    const setup = await prepared(world, acts['setup.plan'], R);
    const tried = await did(world, R, world.places.personal(R), sent(acts['setup.plan'], setup));
    expect(tried).toEqual({ replies: [text(world.desk.words.replies.mayNotStart)], written: [] });
  });
});

describe('ALLOWED_TENANTS', () => {
  const chats = [
    ...actNames.map((name): Act => acts[name]),
    { say: 'setup' },
    { say: 'list' },
    { say: 'exchange here' },
  ];

  test('holds for whoever asks, whatever they ask and wherever', async () => {
    const world = worldOn(shell().storage);
    Object.assign(world.desk, allowedBy({ allowedTenants: [elsewhere], requesters: null }));
    const setup = await prepared(world, { ready: handedOverSetup }, world.people.R);
    for (const act of chats) {
      for (const where of placeNames) {
        const from = world.people.R;
        const what = sent({ ready: handedOverSetup, ...act }, setup);
        const { replies, written } = await did(world, from, world.places[where](from), what);
        expect(replies).toEqual([text(world.desk.words.replies.tenantNotAllowed)]);
        expect(written).toEqual([]);
      }
    }
  });

  /** F asks for a setup in the tenant of everybody else, for which the bot may not work any more. */
  async function narrowed(ready: Act['ready']) {
    const world = worldOn(shell().storage);
    Object.assign(world.desk, allowedBy({ allowedTenants: [elsewhere], requesters: null }));
    const setup = await prepared(world, { ready }, world.people.F);
    return { world, setup, closed: text(world.desk.words.replies.targetNotAllowed(setup.id)) };
  }

  test.each([
    'settings ID',
    'script ID',
    'undo ID',
    'test ID',
    'test smtp ID',
    'test roundtrip ID',
    'mail.test',
    'exchange.renew',
    'exchange.toRequester',
  ] as const)('holds for whom it is asked about: nothing goes on by "%s"', async (name) => {
    const act: Act = acts[name];
    const { world, setup, closed } = await narrowed(act.ready);
    expect(await only(world, 'F', sent(act, setup))).toEqual(closed);
  });

  test('also where it is to be changed, before and after something exists there', async () => {
    const act: Act = { press: 'setup.plan', extra: { server: 'Another' }, ready: plannedSetup };
    const early = await narrowed(plannedSetup);
    const said = JSON.stringify(await only(early.world, 'F', sent(act, early.setup)));
    expect(said).toContain(early.world.desk.words.form.mistakes.tenantNotAllowed);
    const late = await narrowed(handedOverSetup);
    expect(await only(late.world, 'F', sent(act, late.setup))).toEqual(late.closed);
  });

  test('what stands can still be looked at, and withdrawn', async () => {
    const act = acts['cancel ID'];
    const { world, setup } = await narrowed(act.ready);
    const { F } = world.people;
    expect(JSON.stringify(await only(world, 'F', { kind: 'text', text: `status ${setup.id}` }))).toContain(setup.id);
    const { written } = await did(world, F, world.places.personal(F), sent(act, setup));
    expect(written).toContain('cancelled');
  });

  test('an appointment is put off to the next hour, and a cancelled setup has none any more', async () => {
    const store = watched(shell().storage);
    const [stands, cancelled] = [
      await inserted(shell().storage, plannedSetup({ requester: somebody() })),
      await inserted(shell().storage, plannedSetup({ requester: somebody() }), {
        cancelledAt: '2026-11-24T09:05:00.000Z',
      }),
    ];
    const kept: string[] = [];
    const time = new Date('2026-11-24T10:00:00.000Z');
    const desk = { store, isTenantAllowed: (id: string) => id === elsewhere, now: () => time };
    const putOff = whereAllowed(desk, async ({ setupId }: CheckJob) => void kept.push(setupId));
    const job = { kind: 'check', scope: 'smtp', at: '2026-11-24T09:20:00.000Z' } as const;
    for (const { id } of [stands, cancelled]) await putOff({ ...job, setupId: id });
    expect(kept).toEqual([]);
    expect(store.jobs()).toEqual([{ ...job, setupId: stands.id, at: '2026-11-24T11:00:00.000Z' }]);
  });

  test('no page is found of another tenant', async () => {
    const { storage } = shell();
    const setup = await inserted(storage, plannedSetup({ requester: somebody() }));
    const { conversationId } = channelOf();
    const names = { team: null, channel: null };
    const made = { id: setup.id, tenantId, conversationId, names, proposedBy: somebody(), proposedAt: setup.askedAt };
    await storage.saveProposal(made);
    const found_ = (allowedTenants: readonly string[]) =>
      findAllowed(storage, allowedBy({ allowedTenants, requesters: null }));
    expect(await found_([tenantId]).findSetup(setup.id)).toEqual(await found(storage, setup.id));
    expect(await found_([tenantId]).findProposal(made.id)).toEqual(made);
    expect(await found_([elsewhere]).findSetup(setup.id)).toBeNull();
    expect(await found_([elsewhere]).findProposal(made.id)).toBeNull();
    expect(await found_([tenantId]).findSetup('ZZZZZZ')).toBeNull();
    const guest = { ...somebody(), tenantId: elsewhere };
    const asked = await inserted(storage, plannedSetup({ requester: guest }));
    expect(await found_([tenantId]).findSetup(asked.id)).toBeNull();
    expect(await found_([tenantId, elsewhere]).findSetup(asked.id)).toEqual(asked);
  });
});
