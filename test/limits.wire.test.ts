// The limits in the whole program: each of them is wired to what it limits. How they count is told in pace.test.ts.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { formFor } from '../src/conversation/form-values.ts';
import { limits } from '../src/shell/pace.ts';
import { words } from '../src/words/words.ts';
import { type RunningProgram, startProgram } from './running-program.ts';
import { waitingSetup } from './support/checked-setups.ts';
import { plannedSetup, requestFor } from './support/setups.ts';
import { mentioned, objectId, press, tenantId } from './teams/activities.ts';

const { replies, tests } = words('en');
const requester = { tenantId, objectId, name: 'Robin Keller' };
const id = (index: number, kind: string) => `${kind}2${'23456789ABCDEFGHJKMNPQRSTUVWXYZ'[index]}2`;

let program: RunningProgram;
beforeAll(async () => {
  const ids = Array.from({ length: limits.test.person.most + 1 }, (_, index) => id(index, 'TST'));
  program = await startProgram({}, async (tx) => {
    await tx.insertSetup({ ...plannedSetup(), requester });
    for (const setupId of ids) await tx.insertSetup({ ...waitingSetup(), id: setupId, requester });
  });
});
afterAll(() => program.stop());

/** What is answered to the last of one more than may be. */
async function afterMany(most: number, ask: (index: number) => Promise<string>): Promise<readonly string[]> {
  const answers: string[] = [];
  for (let index = 0; index <= most; index += 1) answers.push(await ask(index));
  return answers;
}

function expectLimited(answers: readonly string[], told: (seconds: number) => string) {
  const beginning = told(60).slice(0, 30);
  expect(answers.slice(0, -1).filter((answer) => answer.includes(beginning))).toEqual([]);
  expect(answers.at(-1)).toContain(beginning);
}

test('plans', async () => {
  const filled = formFor({ ...requestFor({ mailboxes: 1 }), tenant: { id: tenantId, typed: tenantId } });
  const ask = (index: number) =>
    program.post({ ...press(program.serviceUrl, filled), id: `plan-${index}`, replyToId: `plan-${index}` });
  expectLimited(await afterMany(limits.setup.person.most, ask), replies.setupsTooOften);
});

test('what a channel is asked', async () => {
  const ask = (index: number) => program.post({ ...mentioned(program.serviceUrl), id: `place-${index}` });
  expectLimited(await afterMany(limits.channel.person.most, ask), replies.placesTooOften);
});

test('tests', async () => {
  const ask = (index: number) => program.say(`test ${id(index, 'TST')}`);
  expectLimited(await afterMany(limits.test.person.most, ask), tests.tooOften);
});

test('sign-ins that are begun', async () => {
  const card = await program.say(`status ${plannedSetup().id}`);
  const path = new URL(/"(http:[^"]*\/authorize\/[^"]*)"/.exec(card)?.[1] ?? '').pathname;
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const statuses = await afterMany(limits.signIn.stranger.most, async () => {
    const begun = await fetch(`${program.origin}${path}/signin`, { method: 'POST', headers, body: '' });
    return String(begun.status);
  });
  expect(statuses.slice(0, -1)).not.toContain('429');
  expect(statuses.at(-1)).toBe('429');
});
