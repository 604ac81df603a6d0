// One verification: a fresh token, and with it one SMTP and one POP3 sign-in per mailbox. The first connections are opened
// while the token is on its way, so that the whole lasts as long as its longest dialogue. Changes nothing anywhere.

import type { ChannelResult, CheckReport, CheckScope, TokenResult } from '../setup/check.ts';
import { done, failed, type Outcome, type Problem } from '../setup/problem.ts';
import { type Channel, permissionOf } from '../setup/request.ts';
import type { MailCheck } from './mail-check.ts';
import { signInToPop3 } from './pop3.ts';
import { refineTogether } from './side-by-side.ts';
import { signInToSmtp } from './smtp.ts';
import { type TokenAnswer, takeToken } from './token.ts';
import { missingPermission } from './token-claims.ts';
import { isNew } from './token-diagnosis.ts';
import { tokenPatience } from './token-patience.ts';

const defaults = { deadlineMilliseconds: 20_000, tokenDeadlineMilliseconds: 15_000, concurrency: 3 } as const;

/** Never rejects for anything that Entra, Exchange or the network do. */
export async function checkMail(request: MailCheck): Promise<CheckReport> {
  const now = request.now ?? (() => new Date());
  const startedAt = now();
  const callOff = new AbortController();
  const token = takeToken({
    ...request,
    secretCreatedAt: request.secretCreatedAt ?? null,
    patience: request.tokenPatience ?? tokenPatience,
    granted: {
      permissions: (request.granted?.channels ?? []).map((channel) => permissionOf[channel]),
      at: request.granted?.at ?? null,
    },
    entra: request.endpoints.entra,
    deadlineMilliseconds: request.tokenDeadlineMilliseconds ?? defaults.tokenDeadlineMilliseconds,
    now,
  }).then((answer) => {
    if (answer.accessToken === null) callOff.abort();
    return answer;
  });
  const results = await signIns(request, token, callOff.signal, now);
  const { accessToken, result } = await token;
  return {
    scope: request.scope,
    startedAt: startedAt.toISOString(),
    finishedAt: now().toISOString(),
    token: accessToken === null ? result : withPermissions(request, result, now()),
    channels: accessToken === null ? [] : refineTogether(results),
  };
}

async function signIns(
  request: MailCheck,
  token: Promise<TokenAnswer>,
  calledOff: AbortSignal,
  now: () => Date,
): Promise<readonly ChannelResult[]> {
  if (request.scope === 'token') return [];
  const channels = wantedChannels(request);
  const perMailbox = await sideBySide(request.concurrency ?? defaults.concurrency, request.mailboxes, (mailbox) => {
    if (calledOff.aborted) return Promise.resolve([]);
    return Promise.all(
      channels.map((channel) => {
        const signIn = channel === 'smtp' ? signInToSmtp : signInToPop3;
        return signIn({
          mailbox,
          address: request.endpoints[channel],
          token: token.then((answer) => tokenFor(request, channel, answer, now())),
          deadlineMilliseconds: request.deadlineMilliseconds ?? defaults.deadlineMilliseconds,
          calledOff,
          now,
        });
      }),
    );
  });
  return perMailbox.flat();
}

function wantedChannels({ channels, scope }: { channels: readonly Channel[]; scope: CheckScope }): readonly Channel[] {
  return scope === 'smtp' || scope === 'pop3' ? channels.filter((channel) => channel === scope) : channels;
}

/** Without the permission a sign-in can only be refused, in words that would blame Exchange. */
function tokenFor(
  request: MailCheck,
  channel: Channel,
  { accessToken, result }: TokenAnswer,
  now: Date,
): Outcome<string> {
  const missing: Problem | null = result.problem ?? missingIn(request, channel, result, now);
  if (missing !== null) return failed(missing);
  return done(accessToken ?? '');
}

/** A permission that was granted a moment ago is on its way; one that was granted long ago was taken back. */
function missingIn({ granted }: MailCheck, channel: Channel, { roles }: TokenResult, now: Date): Problem | null {
  const isGranted = granted?.channels.includes(channel) === true;
  return missingPermission(channel, roles, isGranted && isNew(granted.at, now));
}

function withPermissions(request: MailCheck, result: TokenResult, now: Date): TokenResult {
  const missing = wantedChannels(request)
    .map((channel) => missingIn(request, channel, result, now))
    .find((found) => found !== null);
  if (missing === undefined) return result;
  const stages = result.stages.map((stage) => (stage.name === 'claims' ? { ...stage, ok: false } : stage));
  return { ...result, stages, problem: missing };
}

/** In the order of the items, never more than `most` at once. */
async function sideBySide<Item, Result>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
