// Whom and what each of the two chat clients shows: accounts of the sandbox, in places that are no place of the other's.

import { expect, test } from 'vitest';
import { z } from 'zod';
import { contosoId, createCloud, exchangeAdministrator, requester } from '../../sandbox/contoso.ts';
import { playgroundFile } from '../../sandbox/playground/people.ts';
import { seatsOf } from '../../sandbox/playground/seats.ts';

const person = z.object({ id: z.string(), name: z.string(), aadObjectId: z.string() });
const place = z.object({ id: z.string() });
const written = z.object({
  tenantId: z.string(),
  bot: z.object({ id: z.string() }),
  currentUser: person,
  users: z.array(person),
  personalChat: place,
  groupChat: place,
  team: z.object({ id: z.string(), name: z.string(), aadGroupId: z.guid(), channels: z.array(place) }),
});

const seats = seatsOf(createCloud('http://127.0.0.1:3978/signin/callback'));
const chat = written.parse(JSON.parse(playgroundFile(seats.requester)));
const channel = written.parse(JSON.parse(playgroundFile(seats.exchangeAdministrator)));
const names = (users: readonly { readonly name: string }[]) => users.map(({ name }) => name);

test('the requester sees the first people of the tenant and one of another', () => {
  expect(chat.currentUser).toMatchObject({ name: 'Robin Keller', aadObjectId: requester.objectId });
  expect(names(chat.users)).toEqual(['Alex Brandt', 'Clara Sommer', 'Erik Vogt', 'Gina Gast', 'Fiona Marsh']);
});

test("the requester is no member of the Exchange administrators' team", () => {
  expect(channel.currentUser).toMatchObject({ name: 'Erik Vogt', aadObjectId: exchangeAdministrator.objectId });
  expect(channel.team.name).toBe('Exchange administrators');
  expect(names(channel.users)).toEqual(['Alex Brandt', 'Clara Sommer', 'Gina Gast', 'Dora Lenz', 'Fiona Marsh']);
});

test('both are in the same tenant, with the same bot and the same person under one id', () => {
  expect([chat.tenantId, channel.tenantId]).toEqual([contosoId, contosoId]);
  expect(chat.bot.id).toBe(channel.bot.id);
  expect(chat.users).toContainEqual(channel.currentUser);
});

test('no place of the one is a place of the other', () => {
  const ids = [chat, channel].flatMap(({ personalChat, groupChat, team }) => [
    personalChat.id,
    groupChat.id,
    team.id,
    team.aadGroupId,
    ...team.channels.map(({ id }) => id),
  ]);
  expect(new Set(ids).size).toBe(10);
});
