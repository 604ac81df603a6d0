// The bot as Teams sees it: one function for what comes in over HTTP, one for what the bot says on its own account.

import { ActivityTypes, type TurnContext } from 'botbuilder';
import type { Person } from '../setup/person.ts';
import { createSparing } from '../telemetry/sparing.ts';
import { type Answer, type Authority, BotAdapter, type BotRegistration } from './adapter.ts';
import { createApplication, type Handling, isTaken, type TeamsLog } from './application.ts';
import { type Caller, createCallerCheck, publicIssuer } from './caller.ts';
import { type Delivery, type DeliveryContent, type DeliveryTarget, deliver } from './deliver.ts';
import { type ChannelNames, type Membership, membershipOf, namesOf } from './roster.ts';

export type TeamsOptions = Handling & {
  /** null: nobody is authenticated, and only this machine is talked to. */
  readonly bot: BotRegistration | null;
  /** The public cloud's when left out. */
  readonly authority?: Authority;
};

/** What is needed of a request whose JSON body has been parsed, and of its response. */
export type MessagesRequest = {
  readonly headers: { readonly authorization?: string | undefined };
  readonly body?: unknown;
};
export type MessagesResponse = { send(status: number, body?: unknown): unknown };

export type Teams = {
  /** From the Authorization header, before anything else of a request is read. Never throws. */
  callerOf(authorization: string | undefined): Promise<Caller>;
  /** Answers a POST to /api/messages of a caller who is `vouched`. Never throws. */
  processActivity(request: MessagesRequest, response: MessagesResponse, vouchedUrl: string | null): Promise<void>;
  deliver(target: DeliveryTarget, content: DeliveryContent): Promise<Delivery>;
  /** `reference` is that of a remembered conversation. */
  membershipOf(reference: unknown, person: Person): Promise<Membership>;
  namesOf(reference: unknown): Promise<ChannelNames>;
};

/** Lines of the log: a flood must not fill the disk. */
export const strangersPerMinute = 60;

export function createTeams({ bot, authority, ...handling }: TeamsOptions): Teams {
  const { log } = handling;
  const adapter = new BotAdapter(bot, authority);
  const application = createApplication(handling);
  const check = createCallerCheck(bot?.id ?? null, authority?.issuer ?? publicIssuer);
  const strangers = createSparing(strangersPerMinute);
  const tellOf = (caller: Caller) => {
    const leftOut = strangers.take(new Date());
    if (leftOut === null) return;
    log.warn({ ...caller, ...(leftOut === 0 ? {} : { leftOut }) }, 'a caller was not let in');
  };
  const turn = async (context: TurnContext): Promise<void> => {
    if (isTaken(context.activity)) await application.run(context);
    else await passOver(context);
  };
  return {
    async callerOf(authorization) {
      const caller = await check(authorization);
      if (caller.kind !== 'vouched') tellOf(caller);
      return caller;
    },
    async processActivity(request, response, vouchedUrl) {
      const authorization = request.headers.authorization ?? '';
      respond(await adapter.answer({ authorization, vouchedUrl }, request.body, turn), response, log);
    },
    deliver: (target, content) => deliver(adapter, target, content),
    membershipOf: (reference, person) => membershipOf(adapter, reference, person, handling.log),
    namesOf: (reference) => namesOf(adapter, reference, handling.log),
  };
}

/** What there is nothing to do about is accepted quietly; an invoke waits for an answer, so it is told. */
async function passOver(context: TurnContext): Promise<void> {
  if (context.activity.type !== ActivityTypes.Invoke) return;
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 400 } });
}

function respond(answer: Answer, response: MessagesResponse, log: TeamsLog): void {
  switch (answer.kind) {
    case 'answered':
      response.send(answer.status, answer.body);
      return;
    case 'refused':
      log.warn({ status: answer.status, reason: reasonOf(answer.error) }, 'an activity was refused');
      response.send(answer.status);
      return;
    case 'failed':
      log.error({ error: answer.error }, 'an activity was not processed');
      response.send(500);
      return;
  }
}

/** Only the message: the error of a bad token may carry the token. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
