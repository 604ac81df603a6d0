// One verification: a fresh token, and with it the dialogues that the scope names. The first connections are opened while
// the token is on its way, so that the whole lasts as long as its longest dialogue.

import type { ChannelResult, CheckReport, TokenResult } from '../setup/check.ts';
import { done, failed, type Outcome, type Problem } from '../setup/problem.ts';
import { type Channel, permissionOf } from '../setup/request.ts';
import type { SignIn } from './dialogue.ts';
import { findPatience } from './find-patience.ts';
import { judged, judgedBoundary } from './judge.ts';
import type { MailCheck } from './mail-check.ts';
import { signInToPop3 } from './pop3.ts';
import { makeRoundTrip } from './round-trip.ts';
import { type ChannelSeen, nothingKnown } from './seen.ts';
import { sideBySide } from './side-by-side.ts';
import { signInToSmtp } from './smtp.ts';
import { type TokenAnswer, takeToken } from './token.ts';
import { isNew } from './token-age.ts';
import { missingPermission } from './token-claims.ts';
import { tokenPatience } from './token-patience.ts';

const defaults = { deadlineMilliseconds: 20_000, tokenDeadlineMilliseconds: 15_000, concurrency: 5 } as const;

/** Of one check: what was asked, and the token on its way. */
type Run = {
  readonly request: MailCheck;
  readonly token: Promise<TokenAnswer>;
  readonly calledOff: AbortSignal;
  readonly now: () => Date;
};

/** Never rejects for anything that Entra, Exchange or the network do. */
export async function checkMail(request: MailCheck): Promise<CheckReport> {
  const now = request.now ?? (() => new Date());
  const startedAt = now();
  const callOff = new AbortController();
  const token = beginToken(request, now).then((answer) => {
    if (answer.accessToken === null) callOff.abort();
    return answer;
  });
  const seen = await dialogues({ request, token, calledOff: callOff.signal, now });
  const { accessToken, result } = await token;
  const isUsable = accessToken !== null;
  return {
    scope: request.scope,
    startedAt: startedAt.toISOString(),
    finishedAt: now().toISOString(),
    token: isUsable ? withPermissions(request, result, now()) : result,
    ...results(request, seen, isUsable ? null : result.problem),
  };
}

function beginToken(request: MailCheck, now: () => Date): Promise<TokenAnswer> {
  return takeToken({
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
  });
}

/** Without a token nothing is known of any mailbox, and of a boundary that it could not be tried. */
function results({ scope, known = nothingKnown }: MailCheck, seen: readonly ChannelSeen[], noToken: Problem | null) {
  if (scope !== 'boundary') return { channels: noToken === null ? judged(seen, known) : [] };
  const channels: readonly ChannelResult[] = [];
  const [one, granted] = seen;
  if (one === undefined) return { channels };
  const tried: ChannelSeen = noToken === null ? one : { ...one, finding: { kind: 'notTried', problem: noToken } };
  return { channels, boundary: judgedBoundary(tried, granted ?? null, known) };
}

async function dialogues(run: Run): Promise<readonly ChannelSeen[]> {
  const { request, calledOff } = run;
  const mailboxes = mailboxesOf(request);
  const perMailbox = await sideBySide(request.concurrency ?? defaults.concurrency, mailboxes, (mailbox) =>
    calledOff.aborted ? Promise.resolve([]) : ofMailbox(run, mailbox),
  );
  return perMailbox.flat();
}

function mailboxesOf({ scope, mailbox, mailboxes }: MailCheck): readonly string[] {
  if (scope === 'token') return [];
  if (scope !== 'boundary') return mailboxes;
  return mailbox === undefined ? [] : [mailbox];
}

async function ofMailbox(run: Run, mailbox: string): Promise<readonly ChannelSeen[]> {
  const { request } = run;
  const { scope } = request;
  if (scope === 'boundary') {
    // Beside it one that was granted: where that stays closed too, a refusal says nothing of the boundary.
    const both = [mailbox, ...request.mailboxes.slice(0, 1)];
    return Promise.all(both.map((each) => signInToPop3(signInOf(run, each, 'pop3'))));
  }
  const getsMail = request.mailInto?.includes(mailbox) ?? true;
  if ((scope === 'roundTrip' || scope === 'liveRoundTrip') && getsMail && request.channels.includes('smtp')) {
    return makeRoundTrip({
      smtp: signInOf(run, mailbox, 'smtp'),
      pop3: request.channels.includes('pop3') ? signInOf(run, mailbox, 'pop3') : null,
      sender: request.sender ?? mailbox,
      words: request.testMail,
      live: scope === 'liveRoundTrip',
      patience: request.findPatience ?? findPatience,
    });
  }
  return Promise.all(
    wantedChannels(request).map((channel) => {
      const signIn = signInOf(run, mailbox, channel);
      return channel === 'smtp' ? signInToSmtp(signIn) : signInToPop3(signIn);
    }),
  );
}

function signInOf({ request, token, calledOff, now }: Run, mailbox: string, channel: Channel): SignIn {
  return {
    mailbox,
    address: request.endpoints[channel],
    token: token.then((answer) => tokenFor(request, channel, answer, now())),
    deadlineMilliseconds: request.deadlineMilliseconds ?? defaults.deadlineMilliseconds,
    calledOff,
    now,
  };
}

function wantedChannels({ channels, scope }: MailCheck): readonly Channel[] {
  if (scope === 'boundary') return ['pop3'];
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
