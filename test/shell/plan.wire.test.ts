// From the empty form to a plan, its change and its end, on a real storage.

import { expect, test } from 'vitest';
import { blankForm, type FormValues, formFor } from '../../src/conversation/form-values.ts';
import type { FormMistakes } from '../../src/conversation/read-form.ts';
import { card, livingCard, text } from '../../src/shell/reply.ts';
import { now, plannedSetup, provisioningSetup, requestFor, tenantId } from '../support/setups.ts';
import {
  chatOf,
  deskOn,
  eventKinds,
  forbiddenTenant,
  found,
  inserted,
  press,
  say,
  shellUnderTest,
  somebody,
} from './shell-under-test.ts';

const shell = shellUnderTest();
const desk = () => deskOn(shell().storage, () => new Date(now));
const filled: FormValues = formFor(requestFor({ mailboxes: 2 }));

function shownForm(
  values: FormValues,
  mistakes: FormMistakes = {},
  seen: { id: string; version: number } | null = null,
) {
  return card(
    desk().show.form({ values, mistakes, setupId: seen?.id ?? null, version: seen?.version ?? null, fixed: false }),
  );
}

test('"setup" gives the empty form with the tenant of whoever asks', async () => {
  const person = somebody();
  expect(await say(desk(), person, 'setup')).toEqual(shownForm(blankForm(person.tenantId)));
  expect(await shell().storage.setupsOf(person)).toEqual([]);
});

test('a form with mistakes comes back as it was typed, each mistake at its field, and nothing is kept', async () => {
  const person = somebody();
  const typed: FormValues = {
    ...filled,
    mailboxes: 'edi@contoso.example\nno address',
    appName: ' ',
    reference: 'CHG <1>',
  };
  const mistakes: FormMistakes = {
    mailboxes: { kind: 'notAnAddress', about: 'no' },
    appName: { kind: 'missing', about: null },
  };
  expect(await press(desk(), person, 'setup.plan', typed)).toEqual(shownForm(typed, mistakes));
  expect(await shell().storage.setupsOf(person)).toEqual([]);
});

test.each([
  ['unknown.example', 'tenantUnknown'],
  ['silent.example', 'tenantNoAnswer'],
  ['forbidden.example', 'tenantNotAllowed'],
] as const)('the tenant %s is refused at its field as %s, and the rest of the form is kept', async (typed, kind) => {
  const person = somebody();
  const values: FormValues = { ...filled, tenant: typed };
  const reply = await press(desk(), person, 'setup.plan', values);
  expect(reply).toEqual(shownForm(values, { tenant: { kind, about: typed } }));
  expect(await shell().storage.setupsOf(person)).toEqual([]);
});

test('somebody of a tenant for which the bot does not work is told so, whatever they say', async () => {
  const person = { ...somebody(), tenantId: forbiddenTenant };
  const refused = text(desk().words.replies.tenantNotAllowed);
  expect(await say(desk(), person, 'setup')).toEqual(refused);
  expect(await press(desk(), person, 'setup.plan', filled)).toEqual(refused);
  expect(await shell().storage.setupsOf(person)).toEqual([]);
});

test('a filled-in form becomes a setup with its first event, shown as a card that lives', async () => {
  const person = somebody();
  const reply = await press(desk(), person, 'setup.plan', filled);
  const [setup, ...more] = await shell().storage.setupsOf(person);
  if (setup === undefined) throw new Error('no setup');
  expect(more).toEqual([]);
  expect(setup).toMatchObject({ version: 1, requester: person, conversationId: chatOf(person).conversationId });
  expect(setup.request).toEqual({
    ...requestFor({ mailboxes: 2 }),
    tenant: { id: tenantId, typed: 'contoso.example' },
  });
  expect(reply).toEqual(await livingCard(desk(), setup, 'requester'));
  expect(await eventKinds(shell().storage, setup.id)).toEqual(['asked']);
});

test('an id that is taken is not used again', async () => {
  const taken = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  const person = somebody();
  const ids = [taken.id, taken.id];
  const unlucky = { ...desk(), newSetupId: () => ids.pop() ?? desk().newSetupId() };
  await press(unlucky, person, 'setup.plan', filled);
  const [setup] = await shell().storage.setupsOf(person);
  expect(setup?.id).not.toBe(taken.id);
  expect(await found(shell().storage, taken.id)).toEqual(taken);
});

test('a change starts from what was asked, and the new plan replaces the old one', async () => {
  const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  const seen = { setupId: setup.id, version: setup.version };
  expect(await press(desk(), setup.requester, 'setup.change', seen)).toEqual(
    shownForm(formFor(setup.request), {}, setup),
  );
  const values: FormValues = { ...formFor(setup.request), appName: 'Another name', channels: 'smtp' };
  const reply = await press(desk(), setup.requester, 'setup.plan', { ...values, ...seen });
  const changed = await found(shell().storage, setup.id);
  expect(changed.request).toEqual({ ...setup.request, appName: 'Another name', channels: ['smtp'] });
  expect(changed.version).toBe(setup.version + 1);
  expect(reply).toEqual(await livingCard(desk(), changed, 'requester'));
  expect(await shell().storage.setupsOf(setup.requester)).toHaveLength(1);
});

test('a mistake in a change keeps the form tied to its setup', async () => {
  const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  const values: FormValues = { ...formFor(setup.request), server: '' };
  const seen = { setupId: setup.id, version: setup.version };
  const reply = await press(desk(), setup.requester, 'setup.plan', { ...values, ...seen });
  expect(reply).toEqual(shownForm(values, { server: { kind: 'missing', about: null } }, setup));
});

test.each(['setup.plan', 'setup.change', 'setup.cancel'])(
  '%s of somebody else is answered as for a setup that does not exist',
  async (verb) => {
    const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
    const data = (setupId: string) => ({ ...filled, setupId, version: setup.version });
    const stranger = somebody();
    const reply = await press(desk(), stranger, verb, data(setup.id));
    expect(reply).toEqual(text(desk().words.chat.notFound));
    expect(reply).toEqual(await press(desk(), stranger, verb, data('ZZZZZZ')));
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  },
);

test.each(['setup.plan', 'setup.change', 'setup.cancel'])(
  '%s on an old card gets the present card and changes nothing',
  async (verb) => {
    const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }), { version: 3 });
    const reply = await press(desk(), setup.requester, verb, { ...filled, setupId: setup.id, version: 2 });
    expect(reply).toEqual(await livingCard(desk(), setup, 'requester'));
    expect(await found(shell().storage, setup.id)).toEqual(setup);
    expect(await eventKinds(shell().storage, setup.id)).toEqual([]);
  },
);

test.each(['setup.plan', 'setup.change', 'setup.cancel'])(
  '%s comes too late once something is being created',
  async (verb) => {
    const setup = await inserted(shell().storage, provisioningSetup({ requester: somebody() }));
    const reply = await press(desk(), setup.requester, verb, { ...filled, setupId: setup.id, version: setup.version });
    expect(reply).toEqual(
      verb === 'setup.cancel'
        ? text(desk().words.replies.notCancellable(setup.id))
        : await livingCard(desk(), setup, 'requester'),
    );
    expect(await found(shell().storage, setup.id)).toEqual(setup);
  },
);

test.each(['by command', 'by press'])('cancelling %s ends the setup, once', async (how) => {
  const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  const cancel = () =>
    how === 'by command'
      ? say(desk(), setup.requester, `cancel ${setup.id}`)
      : press(desk(), setup.requester, 'setup.cancel', { setupId: setup.id, version: setup.version });
  const reply = await cancel();
  const cancelled = await found(shell().storage, setup.id);
  expect(cancelled.cancelledAt).toBe(now);
  expect(reply).toEqual(await livingCard(desk(), cancelled, 'requester'));
  expect(await cancel()).toEqual(reply);
  expect(await eventKinds(shell().storage, setup.id)).toEqual(['cancelled']);
});

test('twenty plans sent at once for one card change it once', async () => {
  const setup = await inserted(shell().storage, plannedSetup({ requester: somebody() }));
  const names = Array.from({ length: 20 }, (_, index) => `Name ${index}`);
  await Promise.all(
    names.map((appName) => {
      const values = { ...formFor(setup.request), appName, setupId: setup.id, version: setup.version };
      return press(desk(), setup.requester, 'setup.plan', values);
    }),
  );
  expect((await found(shell().storage, setup.id)).version).toBe(setup.version + 1);
  expect(await eventKinds(shell().storage, setup.id)).toEqual(['changed']);
});
