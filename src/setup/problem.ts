// A failure that was expected and is told to people: what happened, in which step, who can mend it, and how.
// Words for it are chosen elsewhere by an exhaustive switch over `reason`; nothing here is shown as it stands but `details`.

import type { StepName } from './steps.ts';

export const reasons = [
  // Signing in and rights
  'tenantUnknown',
  'tenantNotAllowed',
  'wrongTenantSignedIn',
  'signInDeclined',
  'signInConsentMissing',
  'signInRefused',
  'signInExpired',
  'signInNotFresh',
  'signInTimeMissing',
  'directoryRoleMissing',
  // Provisioning
  'graphRefused',
  'graphForbidden',
  'throttled',
  'notReplicated',
  'noAnswer',
  'exchangeOnlineMissing',
  'mailboxUnknown',
  'applicationDeleted',
  'permissionUnknown',
  'policyForbids',
  'quotaExceeded',
  'secretsForbidden',
  'secretLifetimeTooLong',
  'interrupted',
  // Hand-over
  'handOverRejected',
  'handOverLapsed',
  'handOverUndeliverable',
  // Token
  'clientSecretRefused',
  'clientSecretExpired',
  'applicationUnknown',
  'enterpriseApplicationMissing',
  'enterpriseApplicationDisabled',
  'conditionalAccess',
  'tokenRefused',
  'tokenWrong',
  'permissionMissing',
  'tenantIdNeeded',
  'scopeWrong',
  'clientSecretMissing',
  'userSignInUsed',
  // Reaching a mail server
  'nameNotResolved',
  'connectionRefused',
  'connectionLost',
  'timedOut',
  'certificateUntrusted',
  'protocolUnexpected',
  // SMTP and POP3
  'authNotOffered',
  'smtpAuthOffForMailbox',
  'smtpAuthOffForOrganization',
  'securityDefaults',
  'signInCriteriaNotMet',
  'passwordUsed',
  'signInUnsuited',
  'signInSkipped',
  'popSignInInOneLine',
  'notRegistered',
  'wrongObjectId',
  'notRegisteredOrPropagating',
  'smtpAloneRefuses',
  'mailboxNotAccessible',
  'mailboxBlocked',
  'fullAccessMissing',
  'opensNotEverywhere',
  'popOff',
  'sendAsMissing',
  'tooManyConnections',
  'submissionQuotaExceeded',
  'mailNotFound',
  'boundaryOpen',
  'mailServerBusy',
  'mailServerRefused',
  // Anything else
  'unexpected',
] as const;

export type Reason = (typeof reasons)[number];

/** Who can mend a problem. `nobody` goes with `wait`: time alone mends it. `us` are those who run or wrote this program. */
export type Actor =
  | 'requester'
  | 'entraAdministrator'
  | 'exchangeAdministrator'
  | 'networkAdministrator'
  | 'us'
  | 'nobody';

export type Remedy = 'retry' | 'wait' | 'changeInput' | 'askAdmin' | 'tellUs';

export type Problem = {
  readonly reason: Reason;
  readonly step: StepName;
  readonly actor: Actor;
  readonly remedy: Remedy;
  /** What the problem is about, for the wording: an address, a code, a permission, a host. Text of others: show as plain text. */
  readonly subject: string | null;
  /** The service's own words, without tokens, codes or secrets. */
  readonly details: string | null;
  /** Request, trace or correlation id that the service's support asks for. */
  readonly requestId: string | null;
  /** Where what was seen fits the reason best, but fits another one, too. Absent: it is sure. */
  readonly likely?: true;
};

/** The result of anything that may fail in an expected way. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

export function done<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

export function failed(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

type ProblemParts = Pick<Problem, 'reason' | 'step' | 'actor' | 'remedy'> &
  Partial<Pick<Problem, 'subject' | 'details' | 'requestId' | 'likely'>>;

/** Fills what is not known with null, so that callers name only what they know. */
export function problem(parts: ProblemParts): Problem {
  return { subject: null, details: null, requestId: null, ...parts };
}
