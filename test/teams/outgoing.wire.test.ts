// What the conversation answers, to what Teams gets: messages, answers to presses, edits, and the bot's own messages.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../../src/cards/rendered-card.ts';
import { activity, press } from './activities.ts';
import { type BotUnderTest, startBot, words } from './bot-under-test.ts';
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
afterEach(() => {
  for (const list of [under.incoming, under.conversations, under.livingCards, under.logged, service.sent]) {
    list.length = 0;
  }
  service.nextStatuses.length = 0;
  under.replies = () => [];
});

const card = { content: { type: 'AdaptiveCard', version: '1.5', body: [] }, summary: 'Plan of K7Q2M4' };
const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card.content }];
const living = { setupId: 'K7Q2M4', audience: 'requester' } as const;
const cardReply: Reply = { kind: 'card', card, living };
const textReply: Reply = { kind: 'text', text: 'Exchange: *approved*' };

const send = async (body: unknown) => await under.post(body, `Bearer ${await service.token()}`);

describe('a message', () => {
  test('is answered in order, text as plain text, and a living card is remembered with its message', async () => {
    under.replies = () => [textReply, cardReply];
    expect(await send(activity(service.url))).toEqual({ status: 200, body: undefined });
    expect(service.sent).toMatchObject([
      { method: 'POST', authorization: 'Bearer local-test', body: { text: textReply.text, textFormat: 'plain' } },
      { method: 'POST', body: { attachments, summary: card.summary } },
    ]);
    expect(under.livingCards).toMatchObject([{ ...living, conversationId: 'a:personal' }]);
    expect(under.livingCards[0]?.activityId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('whose handling fails is answered with a plain word, and the error is kept for the log', async () => {
    under.replies = () => {
      throw new Error('database is gone');
    };
    expect(await send(activity(service.url))).toMatchObject({ status: 200 });
    expect(service.sent).toMatchObject([{ body: { text: words.wentWrong } }]);
    expect(under.logged.join()).toContain('a message was not handled');
  });

  test('is not repeated by Teams where Teams does not take the answer', async () => {
    service.nextStatuses.push(403, 403);
    under.replies = () => [textReply];
    expect(await send(activity(service.url))).toMatchObject({ status: 200 });
    expect(under.logged.join()).toContain('could not be told');
  });
});

const answered = (type: string, value: unknown) => ({ status: 200, body: { statusCode: 200, type, value } });

describe('a press', () => {
  test('is answered with the card that takes its place, for good and for everybody', async () => {
    under.replies = () => [cardReply, textReply];
    expect(await send(press(service.url))).toEqual(answered('application/vnd.microsoft.card.adaptive', card.content));
    expect(service.sent).toMatchObject([
      { method: 'PUT', path: '/v3/conversations/a:personal/activities/card-1', body: { attachments } },
      { method: 'POST', body: { text: textReply.text } },
    ]);
    expect(under.livingCards).toEqual([{ ...living, conversationId: 'a:personal', activityId: 'card-1' }]);
  });

  test('is answered with the card although the message cannot be edited', async () => {
    service.nextStatuses.push(404);
    under.replies = () => [cardReply];
    expect(await send(press(service.url))).toMatchObject(
      answered('application/vnd.microsoft.card.adaptive', card.content),
    );
  });

  test('may be answered with words, and the card stays', async () => {
    under.replies = () => [textReply];
    expect(await send(press(service.url))).toEqual(
      answered('application/vnd.microsoft.activity.message', textReply.text),
    );
    expect(service.sent).toEqual([]);
  });

  test.each([
    ['whose handling fails', press],
    ['without a verb', (url: string) => ({ ...press(url), value: { action: { type: 'Action.Execute' } } })],
  ])('%s never ends as an error of the client', async (_, make) => {
    under.replies = () => {
      throw new Error('database is gone');
    };
    expect(await send(make(service.url))).toEqual(
      answered('application/vnd.microsoft.activity.message', words.wentWrong),
    );
  });
});

describe('a message of the bot itself', () => {
  const target = async () => {
    await send(activity(service.url));
    const [conversation] = under.conversations;
    if (conversation === undefined) throw new Error('nothing was remembered');
    const reference: unknown = JSON.parse(JSON.stringify(conversation.reference));
    return { conversationId: conversation.id, reference };
  };
  const base = '/v3/conversations/a:personal/activities';

  test('is a message of its own, not a reply to what was said last', async () => {
    const delivered = await under.teams.deliver(await target(), { kind: 'text', text: 'Exchange: done' });
    expect(delivered).toMatchObject({ kind: 'delivered', activityId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(service.sent).toMatchObject([{ method: 'POST', path: base, body: { text: 'Exchange: done' } }]);
    expect(service.sent[0]?.body.replyToId).toBeUndefined();
  });

  test('edits the card that it is given', async () => {
    const content = { kind: 'card', card, activityId: 'card-9' } as const;
    expect(await under.teams.deliver(await target(), content)).toEqual({ kind: 'delivered', activityId: 'card-9' });
    expect(service.sent).toMatchObject([{ method: 'PUT', path: `${base}/card-9`, body: { attachments } }]);
  });

  test('is posted anew where the card is gone', async () => {
    service.nextStatuses.push(404);
    const content = { kind: 'card', card, activityId: 'card-9' } as const;
    const delivered = await under.teams.deliver(await target(), content);
    expect(delivered).toMatchObject({ kind: 'delivered' });
    expect(delivered).not.toMatchObject({ activityId: 'card-9' });
    expect(service.sent.map(({ method }) => method)).toEqual(['PUT', 'POST']);
  });

  test.each([
    [403, 'undeliverable'],
    [404, 'undeliverable'],
    [413, 'undeliverable'],
    [412, 'retry'],
    [429, 'retry'],
    [401, 'retry'],
  ])('that Teams answers with %i is %s', async (status, kind) => {
    const where = await target();
    service.nextStatuses.push(status);
    expect(await under.teams.deliver(where, { kind: 'text', text: 'x' })).toMatchObject({ kind });
  });

  test('to a conversation that cannot be read is given up', async () => {
    expect(
      await under.teams.deliver({ conversationId: 'a:1', reference: { nonsense: true } }, { kind: 'text', text: 'x' }),
    ).toMatchObject({ kind: 'undeliverable' });
  });
});
