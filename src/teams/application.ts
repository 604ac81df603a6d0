// Routes what reaches the bot (text, presses, being added) to the one function that answers. The one catch of this
// edge is here: whatever fails, the person gets an answer, and a press never ends as an error of the client's own.

import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { Activity, TurnContext } from 'botbuilder';
import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming, PlaceKind } from '../conversation/incoming.ts';
import type { Audience } from '../setup/message.ts';
import { isBotAdded, readSender, toPress, toText } from './incoming.ts';
import { toActivity, toCardActivity, toTextActivity } from './outgoing.ts';
import { toReference } from './reference.ts';

export type RememberedConversation = {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: PlaceKind;
  /** How to reach it again; opaque to everybody else, plain JSON. */
  readonly reference: unknown;
};

export type LivingCard = {
  readonly setupId: string;
  readonly audience: Audience;
  readonly conversationId: string;
  readonly activityId: string;
};

export type TeamsWords = {
  /** Said when handling failed for a reason of ours. */
  readonly wentWrong: string;
  /** Said to somebody whom Teams does not identify. */
  readonly unknownSender: string;
};

export type TeamsLog = {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

export type Handling = {
  readonly handle: (incoming: Incoming) => Promise<readonly Reply[]>;
  readonly rememberConversation: (conversation: RememberedConversation) => Promise<void>;
  readonly rememberLivingCard: (card: LivingCard) => Promise<void>;
  readonly log: TeamsLog;
  readonly words: TeamsWords;
};

/** teams-ai's own word for a card; it wants the type literal. */
type AdaptiveCard = { readonly type: 'AdaptiveCard'; readonly [key: string]: unknown };

export function createApplication(handling: Handling): { run(context: TurnContext): Promise<boolean> } {
  const application = new Application({ startTypingTimer: false, removeRecipientMention: false });
  application.activity('message', (context) => answerMessage(handling, context, toText(context.activity)));
  application.conversationUpdate('membersAdded', async (context) => {
    if (isBotAdded(context.activity)) await answerMessage(handling, context, { kind: 'added' });
  });
  // Any verb: which ones exist, and who may press them, is not for this edge to know.
  application.adaptiveCards.actionExecute(isPress, (context) => answerPress(handling, context));
  return application;
}

/** Whether there is anything to do about it. Teams also tells of reactions, edits and typing, and may learn to tell more. */
export function isTaken(activity: Activity): boolean {
  return activity.type === 'message' || activity.type === 'conversationUpdate' || isCardAction(activity);
}

function isCardAction({ type, name }: Activity): boolean {
  return type === 'invoke' && name === 'adaptiveCard/action';
}

async function isPress({ activity }: TurnContext): Promise<boolean> {
  return isCardAction(activity);
}

async function answerMessage(handling: Handling, context: TurnContext, what: Incoming['what']): Promise<void> {
  try {
    for (const reply of await repliesTo(handling, context.activity, what)) await send(handling, context, reply);
  } catch (error) {
    handling.log.error({ error, what: what.kind }, 'a message was not handled');
    await sendApology(handling, context);
  }
}

async function sendApology({ log, words }: Handling, context: TurnContext): Promise<void> {
  try {
    await context.sendActivity(toTextActivity(words.wentWrong));
  } catch (error) {
    log.error({ error }, 'the person could not be told that something went wrong');
  }
}

/** The first reply is the answer to the press: a card takes the place of the pressed one, text is shown beside it. */
async function answerPress(handling: Handling, context: TurnContext): Promise<AdaptiveCard | string> {
  try {
    const what = toPress(context.activity);
    if (what === null) throw new Error('a press without a verb');
    const [first, ...further] = await repliesTo(handling, context.activity, what);
    if (first?.kind === 'card') await replaceCard(handling, context, first);
    for (const reply of further) await send(handling, context, reply);
    if (first === undefined) return '';
    return first.kind === 'card' ? { ...first.card.content, type: 'AdaptiveCard' } : first.text;
  } catch (error) {
    handling.log.error({ error, what: 'press' }, 'a press was not handled');
    return handling.words.wentWrong;
  }
}

async function repliesTo(
  { handle, rememberConversation, words }: Handling,
  activity: Activity,
  what: Incoming['what'],
): Promise<readonly Reply[]> {
  const sender = readSender(activity);
  if (sender === null) return what.kind === 'added' ? [] : [{ kind: 'text', text: words.unknownSender }];
  await rememberConversation({
    id: sender.place.conversationId,
    tenantId: sender.from.tenantId,
    kind: sender.place.kind,
    reference: toReference(activity),
  });
  return await handle({ ...sender, what });
}

async function send({ rememberLivingCard }: Handling, context: TurnContext, reply: Reply): Promise<void> {
  const sent = await context.sendActivity(toActivity(reply));
  if (reply.kind !== 'card' || reply.living === null || sent?.id === undefined || sent.id === '') return;
  const conversationId = context.activity.conversation.id;
  await rememberLivingCard({ ...reply.living, conversationId, activityId: sent.id });
}

/**
 * The answer to a press changes the card in the presser's client only, until they come back to the chat. So the
 * message itself is edited as well; where that fails, the answer still shows what is true now.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
 */
async function replaceCard(
  { rememberLivingCard, log }: Handling,
  context: TurnContext,
  { card, living }: Extract<Reply, { kind: 'card' }>,
): Promise<void> {
  const activityId = context.activity.replyToId;
  if (activityId === undefined) return;
  if (living !== null) {
    await rememberLivingCard({ ...living, conversationId: context.activity.conversation.id, activityId });
  }
  try {
    await context.updateActivity({ ...toCardActivity(card), id: activityId });
  } catch (error) {
    log.warn({ error }, 'a pressed card was answered but its message could not be edited');
  }
}
