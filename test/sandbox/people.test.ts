// Whom the chat client shows beside the one who chats.

import { expect, test } from 'vitest';
import { z } from 'zod';
import { contosoId, createCloud, requester } from '../../sandbox/contoso.ts';
import { playgroundFile } from '../../sandbox/playground/people.ts';

const written = z.object({
  currentUser: z.object({ name: z.string() }),
  users: z.array(z.object({ name: z.string() })),
});

test('the chat client gets the first people of the tenant and one of another', () => {
  const { tenants } = createCloud('http://127.0.0.1:3978/signin/callback');
  const tenant = tenants.find(({ id }) => id === contosoId);
  const me = tenant?.accounts.find(({ objectId }) => objectId === requester.objectId);
  if (tenant === undefined || me === undefined) throw new Error('no requester');
  const everybody = tenants.flatMap(({ accounts }) => accounts);
  const { currentUser, users } = written.parse(JSON.parse(playgroundFile(tenant, me, everybody)));
  expect(currentUser.name).toBe('Robin Keller');
  expect(users.map(({ name }) => name)).toEqual([
    'Alex Brandt',
    'Clara Sommer',
    'Erik Vogt',
    'Gina Gast',
    'Fiona Marsh',
  ]);
});
