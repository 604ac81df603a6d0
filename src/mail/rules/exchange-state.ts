// What the evidence of the hand-over says about one mailbox, and whether a change may still be on its way. Pure questions
// that the rules for SMTP and POP3 share; "it could not be read" is never taken for a yes or a no.

import type { MailboxState } from '../../setup/evidence.ts';
import type { Facts, Known } from '../seen.ts';

/** Up to so long Exchange needs until what was changed holds everywhere. */
const spreadMinutes = 120;
/** Nobody has shown that a switch was set; a while after "done" it may have been all the same. */
const benefitMinutes = 15;

/**
 * In a check also before anybody reported the commands as run: then nothing can be late. Of what eBiss met that would be a
 * guess: it may be of any day, and nothing is known to be under way.
 */
export function maySpread({ source, known: { minutesSinceReport } }: Facts): boolean {
  return minutesSinceReport === null ? source === 'check' : minutesSinceReport < spreadMinutes;
}

export function isJustReported({ minutesSinceReport }: Known): boolean {
  return minutesSinceReport !== null && minutesSinceReport < benefitMinutes;
}

export type RegistrationState = 'right' | 'missing' | 'otherObjectId' | 'unknown';

export function registrationOf({ evidence, objectId }: Known): RegistrationState {
  const registered = evidence?.registered ?? null;
  if (registered === null || objectId === null) return 'unknown';
  if (registered.length === 0) return 'missing';
  return registered.some((entry) => entry.objectId.toLowerCase() === objectId.toLowerCase())
    ? 'right'
    : 'otherObjectId';
}

function mailboxOf({ known, place }: Facts): MailboxState | null {
  return stateOf(known, place.mailbox);
}

function stateOf({ evidence }: Known, address: string): MailboxState | null {
  return evidence?.mailboxes.find(({ mailbox }) => isSame(mailbox, address)) ?? null;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** null: not known. */
export function isSmtpAuthOn(facts: Facts): boolean | null {
  const state = mailboxOf(facts)?.smtpAuth ?? null;
  if (state !== 'organization') return state === null ? null : state === 'on';
  const off = facts.known.evidence?.organizationSmtpAuthOff ?? null;
  return off === null ? null : !off;
}

export function isPopOn(facts: Facts): boolean | null {
  return mailboxOf(facts)?.pop ?? null;
}

export function hasFullAccess(facts: Facts): boolean | null {
  return mailboxOf(facts)?.fullAccess ?? null;
}

/** On the address in From, which alone needs it. */
export function hasSendAs({ known, place }: Facts): boolean | null {
  return stateOf(known, known.sender ?? place.mailbox)?.sendAs ?? null;
}

/** Among the commands that were reported as run. */
export function isSendAsReported({ known, place }: Facts): boolean {
  const from = known.sender ?? place.mailbox;
  return known.minutesSinceReport !== null && known.sendAs.some((address) => isSame(address, from));
}

/** So that FullAccess was there. */
export function wasMailAccepted({ known, place }: Facts): boolean {
  return known.accepted.some((mailbox) => isSame(mailbox, place.mailbox));
}

export function areAllGranted(facts: Facts): boolean {
  return registrationOf(facts.known) === 'right' && isPopOn(facts) === true && hasFullAccess(facts) === true;
}
