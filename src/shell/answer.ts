// From what somebody said or pressed to what the bot answers. Reads, decides by the pure rules of conversation/, lets
// the setup change, and answers with the card as it is then. Answers at once: whatever takes long goes on by itself.

import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming } from '../conversation/incoming.ts';
import { readPress } from '../conversation/read-press.ts';
import { readCommand } from '../conversation/read-text.ts';
import { looksLikeServerCheck } from '../exchange/read-server-check.ts';
import { answerCommand } from './answer-command.ts';
import { answerPress } from './answer-press.ts';
import type { Desk } from './desk.ts';
import { answerServerCheck } from './explain.ts';
import { card, text } from './reply.ts';

export async function answer(desk: Desk, incoming: Incoming): Promise<readonly Reply[]> {
  const { what } = incoming;
  if (!desk.isTenantAllowed(incoming.from.tenantId)) return [text(desk.words.replies.tenantNotAllowed)];
  switch (what.kind) {
    case 'added':
      return [card(desk.show.help())];
    case 'text':
      if (looksLikeServerCheck(what.text)) return [await answerServerCheck(desk, incoming, what.text)];
      return [await answerCommand(desk, incoming, readCommand(what.text))];
    case 'press':
      return [await answerPress(desk, incoming, readPress(what.verb, what.data))];
  }
}
