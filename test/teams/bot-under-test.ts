// The edge under test behind a real HTTP server, with recorders in the place of the conversation.

import { createServer, type Server } from 'node:http';
import type { Reply } from '../../src/cards/rendered-card.ts';
import type { Incoming } from '../../src/conversation/incoming.ts';
import type { LivingCard, RememberedConversation } from '../../src/teams/application.ts';
import { createTeams, type Teams, type TeamsOptions } from '../../src/teams/teams.ts';
import { close, listen, readAll } from './teams-service.ts';

export const words = { wentWrong: 'Something went wrong here.', unknownSender: 'Teams did not say who you are.' };

export type Answered = { readonly status: number; readonly body: unknown };

export type BotUnderTest = {
  readonly teams: Teams;
  readonly incoming: Incoming[];
  readonly conversations: RememberedConversation[];
  readonly livingCards: LivingCard[];
  readonly logged: string[];
  /** What the conversation answers; a test may set it to throw. */
  replies: () => readonly Reply[];
  /** What the answer waits for; null where it comes at once. */
  handling: Promise<void> | null;
  post(activity: unknown, authorization?: string): Promise<Answered>;
  close(): Promise<void>;
};

export async function startBot(options: Pick<TeamsOptions, 'bot' | 'authority'>): Promise<BotUnderTest> {
  const logged: string[] = [];
  const keep = (fields: Readonly<Record<string, unknown>>, message: string) => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const under: Omit<BotUnderTest, 'teams' | 'post' | 'close'> = {
    incoming: [],
    conversations: [],
    livingCards: [],
    logged,
    replies: () => [],
    handling: null,
  };
  const teams = createTeams({
    ...options,
    handle: async (incoming) => {
      under.incoming.push(incoming);
      await bench.handling;
      return bench.replies();
    },
    rememberConversation: async (conversation) => void under.conversations.push(conversation),
    rememberLivingCard: async (card) => void under.livingCards.push(card),
    log: { warn: keep, error: keep },
    words,
  });
  const server = serve(teams);
  const url = await listen(server);
  const bench: BotUnderTest = Object.assign(under, {
    teams,
    post: (activity: unknown, authorization?: string) => post(url, activity, authorization),
    close: () => close(server),
  });
  return bench;
}

function serve(teams: Teams): Server {
  return createServer(async (request, response) => {
    const body: unknown = JSON.parse(await readAll(request));
    const send = (status: number, answer?: unknown) =>
      response.writeHead(status).end(answer === undefined ? '' : JSON.stringify(answer));
    const caller = await teams.callerOf(request.headers.authorization);
    if (caller.kind !== 'vouched') return send(caller.kind === 'refused' ? 401 : 503);
    return teams.processActivity(Object.assign(request, { body }), { send }, caller.serviceUrl);
  });
}

async function post(url: string, activity: unknown, authorization?: string): Promise<Answered> {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(activity), headers });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
