// Carries activities: checks who calls, and knows how to reach Teams. A bot without a registration authenticates
// nobody, so it takes activities from this machine alone, and sends to this machine alone.

import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import {
  type Activity,
  ActivityTypes,
  type ConfigurationBotFrameworkAuthenticationOptions,
  type TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import type { Issuer } from './caller.ts';

/** The Azure Bot's app registration, single tenant. */
export type BotRegistration = { readonly id: string; readonly password: string; readonly tenantId: string };

/** Where callers' tokens are issued, and how the bot signs its own calls; the public cloud's when left out. */
export type Authority = {
  readonly issuer: Issuer;
  readonly options: ConfigurationBotFrameworkAuthenticationOptions;
  readonly credentials: NonNullable<ConstructorParameters<typeof TeamsAdapter>[1]>;
};

export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  /** Nothing was run: the caller is not who they must be. */
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly error: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };

type Vouched = { readonly authorization: string; readonly vouchedUrl: string | null };

/** `process` of botbuilder answers with an error's text and prints it to the console; `answer` does neither. */
export class BotAdapter extends TeamsAdapter {
  readonly botId: string;

  constructor(bot: BotRegistration | null, authority?: Authority) {
    super({ ...(bot === null ? {} : singleTenant(bot)), ...authority?.options }, authority?.credentials);
    this.botId = bot?.id ?? '';
  }

  /** False for a service that must not be talked to: without a registration that is all but this machine. */
  mayReach(serviceUrl: string): boolean {
    return this.botId !== '' || isLoopback(serviceUrl);
  }

  /** `vouchedUrl`: the one service URL that the caller's token vouches for; null where nobody is authenticated. */
  async answer(
    { authorization, vouchedUrl }: Vouched,
    body: unknown,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<Answer> {
    const activity = readActivity(body);
    if (activity === null)
      return { kind: 'answered', status: 400, body: { error: 'The body is no activity of Teams.' } };
    if (vouchedUrl !== null && activity.serviceUrl !== vouchedUrl) {
      return { kind: 'refused', status: 401, error: 'the token vouches for another service URL' };
    }
    if (!this.mayReach(activity.serviceUrl)) return { kind: 'refused', status: 403, error: 'service URL not loopback' };
    let admitted = false;
    const admit = async (context: TurnContext): Promise<void> => {
      admitted = true;
      await turn(context);
    };
    try {
      const answered = await this.processActivity(authorization, activity, admit);
      return { kind: 'answered', status: answered?.status ?? 200, body: answered?.body };
    } catch (error) {
      return !admitted && isBadToken(error) ? { kind: 'refused', status: 401, error } : { kind: 'failed', error };
    }
  }
}

function singleTenant(bot: BotRegistration): ConfigurationBotFrameworkAuthenticationOptions {
  return {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: bot.id,
    MicrosoftAppPassword: bot.password,
    MicrosoftAppTenantId: bot.tenantId,
  };
}

const envelope = z.looseObject({
  /** The protocol's own types; which of them the bot does something about is not decided here. */
  type: z.enum(ActivityTypes),
  /** Other channels have keys and identities of their own, none of which the bot can tell apart. */
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  conversation: z.looseObject({ id: z.string().min(1) }),
  from: z.looseObject({ id: z.string().min(1) }),
  recipient: z.looseObject({ id: z.string().min(1) }),
});

const activityShape = z.custom<Activity>((value) => envelope.safeParse(value).success);

function readActivity(body: unknown): Activity | null {
  return activityShape.safeParse(body).data ?? null;
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

const tokenError = z.union([
  z.object({ statusCode: z.literal(401) }),
  /** jsonwebtoken's errors, which botbuilder lets pass as if the bot were broken. */
  z.object({ name: z.enum(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']) }),
]);

function isBadToken(error: unknown): boolean {
  return tokenError.safeParse(error).success;
}
