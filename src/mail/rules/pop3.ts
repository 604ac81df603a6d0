// Rules about what POP3 says. It has one text for every cause, so the evidence and the time decide; where they do not, the rule says "likely".

import type { Facts } from '../seen.ts';
import { table, wordsOf } from '../seen.ts';
import { areAllGranted, hasFullAccess, isPopOn, maySpread, wasMailAccepted } from './exchange-state.ts';
import { isPop3Refusal } from './registration.ts';

const exchange = { actor: 'exchangeAdministrator', remedy: 'askAdmin' } as const;
const waiting = { actor: 'exchangeAdministrator', remedy: 'wait', likely: true } as const;

function pop3Says(facts: Facts, words: RegExp): boolean {
  return facts.place.channel === 'pop3' && facts.finding.kind === 'refused' && words.test(wordsOf(facts.finding) ?? '');
}

function isClosed(facts: Facts): boolean {
  const { place, finding } = facts;
  if (place.channel !== 'pop3' || finding.kind !== 'refused') return false;
  return isPop3Refusal(finding.words) || /authenticated but not connected/i.test(finding.words ?? '');
}

export const pop3Rules = table([
  {
    // Response codes of RFC 2449 and RFC 3206 that speak of now, not of the credentials.
    name: 'POP3 server busy',
    fits: (facts: Facts) => pop3Says(facts, /-ERR \[(IN-USE|LOGIN-DELAY|SYS\/TEMP)\]/i),
    means: { reason: 'mailServerBusy', actor: 'nobody', remedy: 'wait' },
  },
  {
    name: 'POP3 sign-in in one line, by eBiss',
    fits: (facts) => facts.source === 'log' && pop3Says(facts, /-ERR Protocol error/i),
    means: { reason: 'popSignInInOneLine', actor: 'requester', remedy: 'changeInput', likely: true },
  },
  {
    name: 'POP3 dialogue not understood',
    fits: (facts) => pop3Says(facts, /-ERR Protocol error/i),
    means: { reason: 'protocolUnexpected', actor: 'us', remedy: 'tellUs' },
  },
  {
    name: 'a password in place of a token at POP3, by eBiss',
    fits: (facts) => facts.source === 'log' && pop3Says(facts, /-ERR Logon failure/i),
    means: { reason: 'passwordUsed', actor: 'requester', remedy: 'changeInput' },
  },
  {
    name: 'POP3 off for the mailbox, as the evidence says',
    fits: (facts) => isClosed(facts) && isPopOn(facts) === false,
    means: { reason: 'popOff', ...exchange },
  },
  {
    name: 'FullAccess missing at POP3, as the evidence says',
    fits: (facts) => isClosed(facts) && hasFullAccess(facts) === false,
    means: { reason: 'fullAccessMissing', ...exchange },
  },
  {
    name: 'everything granted, and on its way to POP3',
    fits: (facts) => isClosed(facts) && areAllGranted(facts) && maySpread(facts),
    means: { reason: 'mailboxNotAccessible', actor: 'nobody', remedy: 'wait', likely: true },
  },
  {
    name: 'mailbox closed to POP3, or on its way',
    fits: (facts) => isClosed(facts) && maySpread(facts),
    means: { reason: 'mailboxNotAccessible', ...waiting },
  },
  {
    name: 'POP3 off for a mailbox that sends, as it seems',
    fits: (facts) => isClosed(facts) && wasMailAccepted(facts) && isPopOn(facts) !== true,
    means: { reason: 'popOff', ...exchange, likely: true },
  },
  {
    name: 'mailbox closed to POP3',
    fits: isClosed,
    means: { reason: 'mailboxNotAccessible', ...exchange, likely: true },
  },
  {
    name: 'the mail did not come back',
    fits: ({ finding }) => finding.kind === 'notFound',
    means: { reason: 'mailNotFound', actor: 'exchangeAdministrator', remedy: 'retry', likely: true },
  },
]);
