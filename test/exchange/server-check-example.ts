// What the check on the eBiss server prints, made by hand: PowerShell cannot be run here. Whole examples, and any at random.

import fc from 'fast-check';
import type { HandOverFacts } from '../../src/exchange/hand-over-facts.ts';
import { serverFailures } from '../../src/setup/server-check.ts';
import { clientId } from './hand-over-example.ts';

export const ids = 'trace_id=6f0c1f0e-1111-4222-8333-9a4455556600 correlation_id=0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601';

/** As `Format-Words` does it: .NET escapes more than JavaScript, which changes nothing. */
export function escaped(words: string): string {
  return encodeURIComponent(words);
}

export type PrintedCheck = Readonly<Record<string, unknown>>;

export const refusal =
  '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated.';

/** POP3 is fine, SMTP is refused; the second mailbox could not be reached in time. */
export function checkOf(facts: HandOverFacts, changes: PrintedCheck = {}): PrintedCheck {
  return {
    ebissServerCheck: 1,
    setupId: facts.setupId,
    appId: clientId,
    at: '2026-11-24T09:15:00Z',
    token: `had;${escaped('SMTP.SendAsApp,POP.AccessAsApp')};;`,
    mailboxes: facts.mailboxes.map((mailbox, index) => ({
      mailbox,
      smtp: index === 0 ? `auth;refused;${escaped(refusal)}` : 'connect;timedOut;',
      pop3: index === 0 ? 'stat;passed;' : 'auth;notTried;',
    })),
    ...changes,
  };
}

export function printedCheck(check: PrintedCheck): string {
  return `==== Result of the check: copy from here ====\n${JSON.stringify(check)}\n==== to here ====`;
}

const anyWords = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((text) => !/\p{Cs}/u.test(text))
  .map(escaped);
const failure = fc.constantFrom(...serverFailures);
const trial = fc
  .tuple(
    fc.constantFrom('connect', 'tls', 'auth', 'stat'),
    fc.oneof(fc.constantFrom('passed', 'refused', 'notTried'), failure),
    anyWords,
  )
  .map((fields) => fields.join(';'));
const token = fc.oneof(
  fc.constantFrom('had;SMTP.SendAsApp%2CPOP.AccessAsApp;;', 'had;;;'),
  anyWords.map((words) => `refused;7000215%2C53003;${escaped(ids)};${words}`),
  fc.tuple(failure, anyWords).map(([kind, words]) => `${kind};;;${words}`),
);

export function anyCheck(facts: HandOverFacts): fc.Arbitrary<PrintedCheck> {
  const rows = facts.mailboxes.map((mailbox) => fc.record({ mailbox: fc.constant(mailbox), smtp: trial, pop3: trial }));
  return fc.record({ token, mailboxes: fc.tuple(...rows) }).map((changes) => checkOf(facts, changes));
}
