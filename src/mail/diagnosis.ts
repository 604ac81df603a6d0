// From what one dialogue showed to who can mend it and how. Pure. What a server says is read from tables, first match
// wins; what no row knows is reported as a refusal in the server's own words, never guessed.

import type { StageName } from '../setup/check.ts';
import { type Problem, problem } from '../setup/problem.ts';
import type { Channel } from '../setup/request.ts';
import type { ServerAddress } from './mail-check.ts';
import type { WireFailureKind } from './wire-failure.ts';

export type Finding =
  | ({ readonly kind: 'broken' } & Failure)
  | { readonly kind: 'startTlsNotOffered'; readonly words: string | null }
  | { readonly kind: 'authNotOffered'; readonly words: string | null }
  | { readonly kind: 'refused'; readonly words: string | null }
  /** The token lacks what this channel needs, so no sign-in was tried. */
  | { readonly kind: 'notTried'; readonly problem: Problem };

/** Where in which dialogue something was found. */
export type Place = {
  readonly channel: Channel;
  readonly stage: StageName;
  readonly mailbox: string;
  readonly address: ServerAddress;
};

type Verdict = Pick<Problem, 'reason' | 'actor' | 'remedy'>;
type Rule = { readonly says: RegExp; readonly means: Verdict };

const busy: Verdict = { reason: 'mailServerBusy', actor: 'nobody', remedy: 'wait' };
const refused: Verdict = { reason: 'mailServerRefused', actor: 'exchangeAdministrator', remedy: 'askAdmin' };
const authNotOffered: Verdict = { reason: 'authNotOffered', actor: 'exchangeAdministrator', remedy: 'askAdmin' };
const notAccessible: Verdict = { reason: 'mailboxNotAccessible', actor: 'exchangeAdministrator', remedy: 'wait' };
const intercepted: Verdict = { reason: 'protocolUnexpected', actor: 'networkAdministrator', remedy: 'askAdmin' };

const smtpRules: readonly Rule[] = [
  {
    says: /^535 5\.7\.139 .*disabled for the Mailbox/i,
    means: { reason: 'smtpAuthOffForMailbox', actor: 'exchangeAdministrator', remedy: 'askAdmin' },
  },
  {
    says: /^535 5\.7\.139 .*disabled for the Tenant/i,
    means: { reason: 'smtpAuthOffForOrganization', actor: 'exchangeAdministrator', remedy: 'askAdmin' },
  },
  {
    says: /^535 5\.7\.139 .*security defaults/i,
    means: { reason: 'securityDefaults', actor: 'entraAdministrator', remedy: 'askAdmin' },
  },
  {
    says: /^535 5\.7\.139 .*did not meet the criteria/i,
    means: { reason: 'signInCriteriaNotMet', actor: 'entraAdministrator', remedy: 'askAdmin' },
  },
  {
    says: /^535 5\.7\.3\b/,
    means: { reason: 'notRegisteredOrPropagating', actor: 'exchangeAdministrator', remedy: 'wait' },
  },
  { says: /^504\b/, means: authNotOffered },
  { says: /^4\d\d\b/, means: busy },
];

const pop3Rules: readonly Rule[] = [
  // Response codes of RFC 2449 and RFC 3206 that speak of now, not of the credentials.
  { says: /^-ERR \[(IN-USE|LOGIN-DELAY|SYS\/TEMP)\]/i, means: busy },
  { says: /^-ERR Protocol error/i, means: { reason: 'protocolUnexpected', actor: 'us', remedy: 'tellUs' } },
  // The same words for a missing registration, missing FullAccess, POP switched off and propagation alike.
  { says: /^-ERR Authentication failure/i, means: notAccessible },
];

/** The one thing that the finding shows to be wrong. */
export function diagnosis(finding: Finding, place: Place): Problem {
  switch (finding.kind) {
    case 'notTried':
      return finding.problem;
    case 'broken':
      return failureProblem(finding, place.stage, place.address);
    case 'startTlsNotOffered':
      return ofServer(intercepted, place.address, finding.words);
    case 'authNotOffered':
      return ofServer(authNotOffered, place.address, finding.words);
    case 'refused':
      return ofRefusal(finding.words, place);
  }
}

/** Before the sign-in a refusal is about the server, afterwards about the mailbox. */
function ofRefusal(words: string | null, place: Place): Problem {
  const rules = place.channel === 'smtp' ? smtpRules : pop3Rules;
  const verdict = rules.find((rule) => rule.says.test(words ?? ''))?.means ?? refused;
  const aboutMailbox = place.stage === 'auth' || place.stage === 'stat';
  const subject = aboutMailbox && verdict.reason !== 'authNotOffered' ? place.mailbox : toSubject(place.address);
  return problem({ ...verdict, step: 'verification', subject, details: words });
}

function ofServer(verdict: Verdict, address: ServerAddress, details: string | null): Problem {
  return problem({ ...verdict, step: 'verification', subject: toSubject(address), details });
}

export type Failure = { readonly failure: WireFailureKind; readonly details: string | null };

/** What a connection that failed means; also used for the token endpoint. */
export function failureProblem(failure: Failure, stage: StageName, address: ServerAddress): Problem {
  return ofServer(failureVerdict(failure, stage), address, failure.details);
}

export function toSubject({ host, port }: ServerAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Retry is for what may have been a moment's trouble; a closed port or a foreign certificate needs somebody. */
function failureVerdict(failure: Failure, stage: StageName): Verdict {
  switch (failure.failure) {
    case 'nameNotResolved':
      return {
        reason: 'nameNotResolved',
        actor: 'networkAdministrator',
        remedy: failure.details === 'EAI_AGAIN' ? 'retry' : 'askAdmin',
      };
    case 'connectionRefused':
      return { reason: 'connectionRefused', actor: 'networkAdministrator', remedy: 'askAdmin' };
    case 'connectionLost':
      return { reason: 'connectionLost', actor: 'networkAdministrator', remedy: 'retry' };
    case 'timedOut':
      return {
        reason: 'timedOut',
        actor: stage === 'connect' ? 'networkAdministrator' : 'nobody',
        remedy: 'retry',
      };
    case 'certificateUntrusted':
      return { reason: 'certificateUntrusted', actor: 'networkAdministrator', remedy: 'askAdmin' };
    case 'protocolUnexpected':
      return intercepted;
  }
}
