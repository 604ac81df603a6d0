// What the evidence of the hand-over says about one mailbox, and whether a change may still be on its way. Pure questions
// that the rules for SMTP and POP3 share; "it could not be read" is never taken for a yes or a no.

import type { MailboxState } from '../../setup/evidence.ts';
import type { Facts, Known } from '../seen.ts';

/** Up to so long Exchange needs until what was changed holds everywhere. */
const spreadMinutes = 120;
/** Nobody has shown that a switch was set; a while after "done" it may have been all the same. */
const benefitMinutes = 15;

/** Also before anybody reported the commands as run: then nothing can be late. */
export function maySpread({ minutesSinceReport }: Known): boolean {
  return minutesSinceReport === null || minutesSinceReport < spreadMinutes;
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
  const wanted = place.mailbox.toLowerCase();
  return known.evidence?.mailboxes.find(({ mailbox }) => mailbox.toLowerCase() === wanted) ?? null;
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

/** Of any mailbox that was asked for: which of them is the sender is not known here. */
export function hasSendAs({ known }: Facts): boolean | null {
  const states = known.evidence?.mailboxes.map(({ sendAs }) => sendAs) ?? [];
  if (states.some((state) => state === false)) return false;
  return states.some((state) => state === true) ? true : null;
}

export function areAllGranted(facts: Facts): boolean {
  return registrationOf(facts.known) === 'right' && isPopOn(facts) === true && hasFullAccess(facts) === true;
}
