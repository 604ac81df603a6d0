// Plans that somebody asks for again and again: from some number on they are told when to come back, and Microsoft is not
// asked for the tenant any more.

import { expect, test } from 'vitest';
import { formFor } from '../../src/conversation/form-values.ts';
import { createPace } from '../../src/shell/pace.ts';
import { requestFor } from '../support/setups.ts';
import { type DeskUnderTest, deskOn, press, shellUnderTest, somebody } from './shell-under-test.ts';

const shell = shellUnderTest();
const filled = formFor(requestFor({ mailboxes: 1 }));
const hourly = (most: number) => ({ most, perSeconds: 3600 });

function deskWith(person: number, tenant: number) {
  const plain = deskOn(shell().storage);
  const resolved: string[] = [];
  const desk: DeskUnderTest = {
    ...plain,
    setupPace: createPace({ person: hourly(person), tenant: hourly(tenant) }),
    resolveTenant: (typed) => {
      resolved.push(typed);
      return plain.resolveTenant(typed);
    },
  };
  return { desk, resolved };
}

test('the third of two in an hour is told when it may be made; nothing is asked or kept, and others may', async () => {
  const { desk, resolved } = deskWith(2, 100);
  const [robin, dora] = [somebody(), somebody()];
  for (let count = 0; count < 2; count += 1) await press(desk, robin, 'setup.plan', filled);
  const refused = await press(desk, robin, 'setup.plan', filled);
  expect(refused).toMatchObject({ kind: 'text', text: expect.stringContaining('again in 60 minutes') });
  expect(await shell().storage.setupsOf(robin)).toHaveLength(2);
  expect(resolved).toHaveLength(2);
  expect(await press(desk, dora, 'setup.plan', filled)).toMatchObject({ kind: 'card' });
});

test('all of a tenant together are limited as well', async () => {
  const { desk } = deskWith(2, 3);
  for (let count = 0; count < 3; count += 1) await press(desk, somebody(), 'setup.plan', filled);
  expect(await press(desk, somebody(), 'setup.plan', filled)).toMatchObject({ kind: 'text' });
});

test('a form with a mistake does not count, a change does', async () => {
  const { desk, resolved } = deskWith(2, 100);
  const robin = somebody();
  await press(desk, robin, 'setup.plan', { ...filled, mailboxes: '' });
  await press(desk, robin, 'setup.plan', filled);
  const [setup] = await shell().storage.setupsOf(robin);
  const again = { ...filled, setupId: setup?.id, version: setup?.version };
  expect(await press(desk, robin, 'setup.plan', again)).toMatchObject({ kind: 'card' });
  const other = await press(desk, robin, 'setup.plan', { ...again, tenant: 'unknown.example' });
  expect(other).toMatchObject({ kind: 'text', text: expect.stringContaining('too many plans') });
  expect(resolved).toHaveLength(1);
});
