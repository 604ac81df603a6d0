// One-line answers of the chat to what cannot be done just now, each with the way on.

export const replies = {
  tenantNotAllowed: 'This bot does not work for your organization. Those who run it can allow it.',
  unknownSender:
    'Teams did not say who you are, so nothing can be done for you here. Sign in to Teams with an account of your organization.',
  cardNotUnderstood: 'This card is from another version of the bot. Write “status” for the present one.',
  scriptAt: (url: string): string => `The Exchange commands, as a page and as a script, after sign-in: ${url}`,
  notCancellable: (setupId: string): string =>
    `${setupId} cannot be cancelled any more, because its app registration exists. Delete that in the Microsoft Entra admin center if it is not wanted.`,
  channelNotAsked: (setupId: string): string =>
    `${setupId} was made without that channel, so there is nothing to test.`,
};
