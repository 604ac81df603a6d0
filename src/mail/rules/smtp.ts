// Rules about what SMTP says up to the sign-in. The two switches of SMTP AUTH are told apart from their way to the servers
// by the evidence and the time.

import type { Facts } from '../seen.ts';
import { table, type Verdict, wordsOf } from '../seen.ts';
import { isJustReported, isSmtpAuthOn, maySpread } from './exchange-state.ts';

const exchange = { actor: 'exchangeAdministrator', remedy: 'askAdmin' } as const;
const entra = { actor: 'entraAdministrator', remedy: 'askAdmin' } as const;
const spreading = { actor: 'nobody', remedy: 'wait', likely: true } as const;
const busy: Verdict = { reason: 'mailServerBusy', actor: 'nobody', remedy: 'wait' };

export function smtpSays(facts: Facts, words: RegExp): boolean {
  return facts.place.channel === 'smtp' && facts.finding.kind === 'refused' && words.test(wordsOf(facts.finding) ?? '');
}

const offForMailbox = (facts: Facts) => smtpSays(facts, /\b535 5\.7\.139 .*disabled for the Mailbox/i);
const offForTenant = (facts: Facts) => smtpSays(facts, /\b535 5\.7\.139 .*disabled for the Tenant/i);

export const smtpRules = table([
  {
    name: 'STARTTLS not offered',
    fits: ({ finding }: Facts) => finding.kind === 'startTlsNotOffered',
    means: { reason: 'protocolUnexpected', actor: 'networkAdministrator', remedy: 'askAdmin' },
  },
  {
    name: 'sign-in before STARTTLS or without OAuth, by eBiss',
    // This program asks what is offered first, so that only what it meets itself tells of a relay.
    fits: (facts) => facts.source === 'log' && smtpSays(facts, /^504\b/),
    means: { reason: 'signInUnsuited', actor: 'requester', remedy: 'changeInput' },
  },
  {
    name: 'sign-in with OAuth not offered',
    fits: (facts) => facts.finding.kind === 'authNotOffered' || smtpSays(facts, /^504\b/),
    means: { reason: 'authNotOffered', ...exchange, likely: true },
  },
  {
    name: 'SMTP AUTH on for the mailbox, and on its way',
    fits: (facts) => offForMailbox(facts) && (isSmtpAuthOn(facts) ?? isJustReported(facts.known)) && maySpread(facts),
    means: { reason: 'smtpAuthOffForMailbox', ...spreading },
  },
  {
    name: 'SMTP AUTH off for the mailbox',
    fits: offForMailbox,
    means: { reason: 'smtpAuthOffForMailbox', ...exchange },
  },
  {
    name: 'SMTP AUTH on for the organization or the mailbox, and on its way',
    fits: (facts) => offForTenant(facts) && (isSmtpAuthOn(facts) ?? isJustReported(facts.known)) && maySpread(facts),
    means: { reason: 'smtpAuthOffForOrganization', ...spreading },
  },
  {
    name: 'SMTP AUTH off for the organization',
    fits: offForTenant,
    means: { reason: 'smtpAuthOffForOrganization', ...exchange },
  },
  {
    name: 'security defaults',
    fits: (facts) => smtpSays(facts, /\b535 5\.7\.139 .*security defaults/i),
    means: { reason: 'securityDefaults', ...entra },
  },
  {
    name: 'Conditional Access or an authentication policy at the mail server',
    fits: (facts) => smtpSays(facts, /\b535 5\.7\.139 .*did not meet the criteria/i),
    means: { reason: 'signInCriteriaNotMet', ...entra, likely: true },
  },
  {
    name: 'a password in place of a token, by eBiss',
    // This program never uses one: the words would mean something else where it was refused itself.
    fits: (facts) =>
      facts.source === 'log' &&
      smtpSays(facts, /basic authentication is (disabled|not supported)|user credentials were incorrect/i),
    means: { reason: 'passwordUsed', actor: 'requester', remedy: 'changeInput' },
  },
  {
    name: 'mailbox blocked',
    fits: (facts) => smtpSays(facts, /\b55\d 5\.2\.1\b/),
    means: { reason: 'mailboxBlocked', ...exchange },
  },
  {
    name: 'mail before the sign-in, by eBiss',
    fits: (facts) => facts.source === 'log' && smtpSays(facts, /\b5\d\d 5\.7\.57\b/),
    means: { reason: 'signInSkipped', actor: 'requester', remedy: 'changeInput' },
  },
  {
    name: 'too many connections to the mailbox',
    fits: (facts) => smtpSays(facts, /\b432 4\.3\.2\b/),
    means: { reason: 'tooManyConnections', actor: 'nobody', remedy: 'wait' },
  },
  {
    name: 'SMTP server busy',
    fits: (facts) => smtpSays(facts, /^4\d\d\b/),
    means: busy,
  },
]);
