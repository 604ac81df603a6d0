// Reply -> Activity. Pure. Text goes out as plain text, so that nothing in it is read as Markdown.

import { type Activity, ActivityTypes, CardFactory, TextFormatTypes } from 'botbuilder';
import type { RenderedCard, Reply } from '../cards/rendered-card.ts';

export function toTextActivity(text: string): Partial<Activity> {
  return { type: ActivityTypes.Message, text, textFormat: TextFormatTypes.Plain };
}

export function toCardActivity(card: RenderedCard): Partial<Activity> {
  return { type: ActivityTypes.Message, summary: card.summary, attachments: [CardFactory.adaptiveCard(card.content)] };
}

export function toActivity(reply: Reply): Partial<Activity> {
  switch (reply.kind) {
    case 'text':
      return toTextActivity(reply.text);
    case 'card':
      return toCardActivity(reply.card);
  }
}
