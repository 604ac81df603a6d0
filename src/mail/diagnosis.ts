// From what was seen to who can mend it and how: a table of rules, first match wins. Pure. What no rule knows is reported
// in the server's own words, never guessed.

import type { StageName } from '../setup/check.ts';
import { type Problem, problem } from '../setup/problem.ts';
import { pop3Rules } from './rules/pop3.ts';
import { reachRules } from './rules/reach.ts';
import { registrationRules } from './rules/registration.ts';
import { sendingRules } from './rules/sending.ts';
import { smtpRules } from './rules/smtp.ts';
import { type TokenFacts, tokenRules } from './rules/token.ts';
import { type Facts, type Failure, type Verdict, wordsOf } from './seen.ts';
import type { ServerAddress } from './server-address.ts';

/** About what the mail servers say; about reaching them, and about tokens, there are tables of their own. */
export const mailRules = [...sendingRules, ...registrationRules, ...smtpRules, ...pop3Rules] as const;

const refused: Verdict = {
  reason: 'mailServerRefused',
  actor: 'exchangeAdministrator',
  remedy: 'askAdmin',
  likely: true,
};

/** Those that are about the server and not about the mailbox. */
const aboutServer: ReadonlySet<Problem['reason']> = new Set(['authNotOffered', 'protocolUnexpected']);

/** The one thing that the finding shows to be wrong. */
export function diagnosis(facts: Facts): Problem {
  const { finding, place } = facts;
  if (finding.kind === 'notTried') return finding.problem;
  if (finding.kind === 'broken') return failureProblem(finding, place.stage, place.address);
  const verdict = mailRules.find((rule) => rule.fits(facts))?.means ?? refused;
  const isEarly = place.stage === 'connect' || place.stage === 'tls';
  const subject = isEarly || aboutServer.has(verdict.reason) ? toSubject(place.address) : place.mailbox;
  return problem({ ...verdict, step: 'verification', subject, details: wordsOf(finding) });
}

/** What a connection that failed means; also used for the token endpoint. */
export function failureProblem(failure: Failure, stage: StageName, address: ServerAddress): Problem {
  const rule = reachRules.find(({ fits }) => fits({ ...failure, stage }));
  if (rule === undefined) throw new Error(`no rule for ${failure.failure}`);
  return problem({ ...rule.means, step: 'verification', subject: toSubject(address), details: failure.details });
}

/** `words` and `requestId` as Entra gave them; the name of the code is what it is known by. */
export function refusalProblem(
  facts: TokenFacts,
  said: { readonly error: string | null; readonly words: string | null; readonly requestId: string | null },
): Problem {
  const isNamed = (code: number) => tokenRules.some(({ fits, name }) => name.includes(String(code)) && fits(facts));
  const code = facts.codes.find(isNamed) ?? facts.codes[0];
  const rule = tokenRules.find(({ fits }) => fits(facts));
  if (rule === undefined) throw new Error('the last rule fits everything');
  return problem({
    ...rule.means,
    step: 'verification',
    subject: code === undefined ? said.error : `AADSTS${code}`,
    details: said.words,
    requestId: said.requestId,
  });
}

export function toSubject({ host, port }: ServerAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
