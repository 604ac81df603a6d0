// The connector client tries a few times on its own before a message is handed back; what comes then is "retry".

import { describe, expect, test } from 'vitest';
import { startBot } from './bot-under-test.ts';
import { startTeamsService } from './teams-service.ts';

const referenceTo = (serviceUrl: string) => ({
  serviceUrl,
  channelId: 'msteams',
  conversation: { id: 'a:1' },
  bot: { id: '28:bot' },
});

describe.concurrent('a message of the bot itself is to be tried again later', () => {
  test.each([502, 504])('where Teams keeps answering with %i', async (status) => {
    const service = await startTeamsService();
    const under = await startBot({ bot: null });
    service.nextStatuses.push(...new Array<number>(8).fill(status));
    const target = { conversationId: 'a:1', reference: referenceTo(service.url) };
    expect(await under.teams.deliver(target, { kind: 'text', text: 'x' })).toMatchObject({ kind: 'retry' });
    await under.close();
    await service.close();
  });

  test('where nobody listens', async () => {
    const under = await startBot({ bot: null });
    const target = { conversationId: 'a:1', reference: referenceTo('http://127.0.0.1:9') };
    expect(await under.teams.deliver(target, { kind: 'text', text: 'x' })).toMatchObject({ kind: 'retry' });
    await under.close();
  });
});
