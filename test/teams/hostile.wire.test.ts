// Text of others on its way in and out of Teams: what is typed or pressed is text, a name is one line, and what the bot says
// is plain text, to the letter, with nothing in it that Teams would take for a mention or for markup.

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { oneLine } from '../../src/setup/text-of-others.ts';
import { hostileText, hostileTexts } from '../support/hostile.ts';
import { activity, objectId, press } from './activities.ts';
import { type BotUnderTest, startBot } from './bot-under-test.ts';
import { bot, startTeamsService, type TeamsService } from './teams-service.ts';

let service: TeamsService;
let under: BotUnderTest;
beforeAll(async () => {
  service = await startTeamsService();
  under = await startBot({ bot, authority: service.authority });
});
afterAll(async () => {
  await under.close();
  await service.close();
});
beforeEach(() => {
  under.incoming.length = 0;
  service.sent.length = 0;
});

const send = async (body: unknown) => await under.post(body, `Bearer ${await service.token()}`);

test.each(Object.entries(hostileTexts))('a name is one line: %s', async (_name, name) => {
  await send(activity(service.url, { from: { id: '29:x', aadObjectId: objectId, name } }));
  expect(under.incoming[0]?.from.name).toBe(oneLine(name));
});

test.each(Object.entries(hostileTexts))('what is pressed stays what it is: %s', async (_name, text) => {
  const data = { reason: text, [text]: text };
  await send(press(service.url, data));
  expect(under.incoming[0]?.what).toMatchObject({ kind: 'press', data: JSON.parse(JSON.stringify(data)) });
});

test('what the bot says is plain text, to the letter, and nothing but text', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (said) => {
      service.sent.length = 0;
      const text = `K7Q2M4: ${said}.`.toWellFormed();
      under.replies = () => [{ kind: 'text', text }];
      await send(activity(service.url));
      const [message, ...more] = service.sent;
      expect(more).toEqual([]);
      expect(message?.body).toMatchObject({ type: 'message', text, textFormat: 'plain' });
      expect(message?.body).not.toHaveProperty('attachments');
      expect(message?.body).not.toHaveProperty('entities');
      expect(message?.body).not.toHaveProperty('suggestedActions');
    }),
    { numRuns: 60 },
  );
});
