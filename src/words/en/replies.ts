// One-line answers of the chat to what cannot be done just now, each with the way on.

function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}

export const replies = {
  tenantNotAllowed: 'This bot does not work for your organization. Those who run it can allow it.',
  /** To somebody who is not in REQUESTERS. */
  mayNotStart:
    'Only people who were named for it may start a setup with this bot, and you are not among them. Ask one of them to start it, or those who run this bot to name you (REQUESTERS).',
  /** ALLOWED_TENANTS was narrowed since. */
  targetNotAllowed: (setupId: string): string =>
    `${setupId}: this bot does not work for the organization of this setup any more, so nothing more is done for it. Those who run the bot can allow it (ALLOWED_TENANTS).`,
  unknownSender:
    'Teams did not say who you are, so nothing can be done for you here. Sign in to Teams with an account of your organization.',
  setupsTooOften: (seconds: number): string =>
    `Those are too many plans in one hour. Press “Show the plan” again in ${minutes(seconds)}; what you typed stays on the card.`,
  placesTooOften: (seconds: number): string =>
    `Those are too many proposals in one hour. Write “exchange here” again in ${minutes(seconds)}; what was confirmed stays as it is.`,
  undoTooOften: (seconds: number): string =>
    `The reverse commands were asked for often in one hour. Write “undo” again in ${minutes(seconds)}; those that were posted still hold.`,
  cardNotUnderstood: 'This card is from another version of the bot. Write “status” for the present one.',
  scriptAt: (url: string): string => `The Exchange commands, as a page and as a script, after sign-in: ${url}`,
  notCancellable: (setupId: string): string =>
    `${setupId} cannot be cancelled any more, because its app registration exists. Delete that in the Microsoft Entra admin center if it is not wanted.`,
  channelNotAsked: (setupId: string): string =>
    `${setupId} was made without that channel, so there is nothing to test.`,
};
