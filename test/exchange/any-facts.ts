// Facts and states of Exchange at random, for properties.

import fc from 'fast-check';
import { addressesOf, type HandOverFacts, handOverFacts } from '../../src/exchange/hand-over-facts.ts';
import type { Touched } from '../../src/setup/hand-over.ts';
import { hostileAddress } from '../support/hostile.ts';
import { clientId, objectId, provisionedSetup, registrationId, textHash } from './hand-over-example.ts';

const addresses = fc.uniqueArray(hostileAddress, { maxLength: 3, selector: (text) => text.toLowerCase() });

/** What an earlier request may have named, in whatever relation to the present one. */
export const anyFormer: fc.Arbitrary<Touched> = fc.record({
  fullAccess: addresses,
  sendAs: addresses,
  smtpAuth: addresses,
  pop: addresses,
  organizationSmtpAuth: fc.boolean(),
});

export const anyFacts: fc.Arbitrary<HandOverFacts> = fc
  .record({
    mailboxes: fc.uniqueArray(hostileAddress, { minLength: 1, maxLength: 5, selector: (text) => text.toLowerCase() }),
    sender: fc.option(hostileAddress),
    channels: fc.constantFrom(['smtp' as const], ['pop3' as const], ['smtp' as const, 'pop3' as const]),
    smtpAuth: fc.constantFrom('mailbox' as const, 'organization' as const),
    sendAs: fc.boolean(),
  })
  .chain((request) =>
    anyFormer.map((exchangeTouched) => {
      const facts = handOverFacts({ ...provisionedSetup(request), exchangeTouched });
      if (facts === null) throw new Error('a provisioned setup has facts');
      return facts;
    }),
  );

const said = fc.constantFrom('True', 'False', '', null);
const flag = fc.constantFrom(true, false, null);
const registrations = fc.option(
  fc.array(fc.record({ AppId: fc.constant(clientId), ObjectId: fc.constantFrom(objectId, registrationId, clientId) }), {
    maxLength: 2,
  }),
);

/** What `before` and `after` may hold. */
function printedExchange(facts: HandOverFacts) {
  const states = addressesOf(facts).map((mailbox) =>
    fc.record({
      mailbox: fc.constant(mailbox),
      found: flag,
      smtpAuthOff: said,
      pop: said,
      fullAccess: flag,
      sendAs: flag,
    }),
  );
  return fc.record({ registered: registrations, smtpAuthOff: said, mailboxes: fc.tuple(...states) });
}

export type PrintedEvidence = Readonly<Record<string, unknown>>;

/** The JSON as an object, in the order in which the script prints it. */
export function anyPrinted(facts: HandOverFacts): fc.Arbitrary<PrintedEvidence> {
  return fc.tuple(printedExchange(facts), printedExchange(facts)).map(([before, after]) => ({
    ebissMailEvidence: 1,
    setupId: facts.setupId,
    textHash,
    tenantId: facts.tenantId,
    ranBy: 'erik.admin@contoso.example',
    before,
    after,
  }));
}

export function printed(evidence: PrintedEvidence): string {
  return `==== Evidence: copy from here ====\n${JSON.stringify(evidence)}\n==== to here ====`;
}
