// The same table of rules for what others have seen: an error from the log of eBiss, and the result of the script that
// runs on its server. Pure.

import type { StageName } from '../setup/check.ts';
import type { Problem } from '../setup/problem.ts';
import { type Channel, permissionOf } from '../setup/request.ts';
import type { ServerChannel, ServerCheck } from '../setup/server-check.ts';
import { diagnosis, failureProblem, refusalProblem } from './diagnosis.ts';
import type { MailEndpoints } from './mail-check.ts';
import { readLog } from './read-log.ts';
import type { SecretAge } from './rules/token.ts';
import type { ChannelSeen, Finding, Known } from './seen.ts';
import type { ServerAddress } from './server-address.ts';
import { missingPermission } from './token-claims.ts';

export type ExplainContext = {
  readonly endpoints: Pick<MailEndpoints, 'smtp' | 'pop3'> & { readonly entra: ServerAddress };
  readonly known: Known;
  readonly age: SecretAge;
  /** The mailbox that is meant, as far as it is known; empty otherwise. */
  readonly mailbox: string;
};

/** null where nothing in the text is an answer that is known. */
export function explainLog(text: string, { endpoints, known, age, mailbox }: ExplainContext): Problem | null {
  const seen = readLog(text);
  if (seen === null) return null;
  switch (seen.kind) {
    case 'token':
      return refusalProblem({ source: 'log', codes: seen.codes, status: 0, age }, { ...seen, error: null });
    case 'broken': {
      const problem = failureProblem({ failure: seen.failure, details: seen.words }, 'connect', endpoints.smtp);
      // Which server it was the text does not say for sure.
      return { ...problem, subject: null };
    }
    case 'refused': {
      const place = {
        channel: seen.channel,
        stage: 'auth' as const,
        mailbox,
        address: endpoints[seen.channel],
      };
      const finding: Finding = { kind: 'refused', words: seen.words };
      const problem = diagnosis({ source: 'log', finding, place, other: null, known });
      return problem.subject === '' ? { ...problem, subject: null } : problem;
    }
  }
}

export type ServerCheckJudged = {
  readonly token: Problem | null;
  /** One for each channel of each mailbox that was tried. */
  readonly channels: readonly {
    readonly mailbox: string;
    readonly channel: Channel;
    readonly problem: Problem | null;
  }[];
};

export function judgeServerCheck(check: ServerCheck, context: Omit<ExplainContext, 'mailbox'>): ServerCheckJudged {
  const channels = check.channels.filter(({ trial }) => trial.kind !== 'notTried');
  const seen = channels.map((channel) => toSeen(channel, check.at, context));
  return {
    token: tokenProblem(check, context),
    channels: seen.map((one) => {
      const other = seen.find((each) => each.mailbox === one.mailbox && each.channel !== one.channel) ?? null;
      return { mailbox: one.mailbox, channel: one.channel, problem: problemOf(one, other, context) };
    }),
  };
}

function tokenProblem({ token, channels }: ServerCheck, { endpoints, age }: Omit<ExplainContext, 'mailbox'>) {
  switch (token.kind) {
    case 'refused':
      return refusalProblem({ source: 'server', codes: token.codes, status: 0, age }, { ...token, error: null });
    case 'unreachable':
      return failureProblem({ failure: token.failure, details: token.words }, 'token', endpoints.entra);
    case 'had': {
      const wanted = [...new Set(channels.map(({ channel }) => channel))];
      const lacking = wanted.find((channel) => !token.roles.includes(permissionOf[channel]));
      return lacking === undefined ? null : missingPermission(lacking, token.roles, false);
    }
  }
}

function toSeen(
  { mailbox, channel, stage, trial }: ServerChannel,
  at: string,
  { endpoints }: Pick<ExplainContext, 'endpoints'>,
): ChannelSeen & { readonly stage: StageName } {
  return { mailbox, channel, at, ...endpoints[channel], stages: [], finding: findingOf(trial), stage };
}

function findingOf(trial: ServerChannel['trial']): Finding | null {
  switch (trial.kind) {
    case 'passed':
    case 'notTried':
      return null;
    case 'refused':
      // The script shows a reply of several lines as one, with the first line's mark of more to come.
      return { kind: 'refused', words: trial.words.replace(/^(\d{3})-/, '$1 ') };
    case 'unreachable':
      return { kind: 'broken', failure: trial.failure, details: trial.words };
  }
}

function problemOf(
  seen: ChannelSeen & { readonly stage: StageName },
  other: ChannelSeen | null,
  { known }: Pick<ExplainContext, 'known'>,
): Problem | null {
  const { finding, channel, stage, mailbox, host, port } = seen;
  if (finding === null) return null;
  return diagnosis({
    source: 'server',
    finding,
    place: { channel, stage, mailbox, address: { host, port } },
    other,
    known,
  });
}
