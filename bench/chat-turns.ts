// How long the bot takes to answer in the chat, measured as the channel sees it: from posting the activity to the end of
// its turn, in which the answer has arrived.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { activity } from '../test/teams/activities.ts';
import type { TeamsService } from '../test/teams/teams-service.ts';
import { timed } from './report.ts';

const pauseMs = 50;

export type Chat = { readonly botUrl: string; readonly channel: TeamsService };

/** Asks for help again and again, one turn after the other, as long as `goesOn` says so. Milliseconds of each. */
export async function askForHelp(chat: Chat, goesOn: (turns: number) => boolean): Promise<readonly number[]> {
  const times: number[] = [];
  while (goesOn(times.length)) {
    times.push(await turn(chat));
    await pause(pauseMs);
  }
  return times;
}

async function turn({ botUrl, channel }: Chat): Promise<number> {
  const conversationId = `a:${randomUUID()}`;
  const conversation = { id: conversationId, conversationType: 'personal' };
  const said = activity(channel.url, { id: randomUUID(), conversation, text: 'help' });
  const headers = { 'content-type': 'application/json' };
  const { value: response, ms } = await timed(() =>
    fetch(`${botUrl}/api/messages`, { method: 'POST', headers, body: JSON.stringify(said) }),
  );
  await response.text();
  const isAnswered = channel.sent.some(({ path }) => path.includes(conversationId));
  if (response.status !== 200 || !isAnswered) throw new Error(`The bot did not answer: ${response.status}`);
  return ms;
}
