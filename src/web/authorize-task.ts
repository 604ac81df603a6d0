// What a signed-in administrator may do about a setup, as far as their directory roles tell. Pure; Graph has the last word.

import { mayConsent, mayCreate } from '../setup/directory-roles.ts';
import { isSamePerson, type SignedInPerson } from '../setup/person.ts';
import { isConsented, isProvisioned } from '../setup/phase.ts';
import type { ConsentChoice, Setup } from '../setup/setup.ts';

export type AuthorizeTask =
  /** There is something to create; the consent goes with it where that was chosen and may be given. */
  | { readonly kind: 'create'; readonly consent: ConsentChoice }
  /** All is there but the consent. */
  | { readonly kind: 'consent' }
  /** Nothing is left that this person, with what they chose at sign-in, could do. */
  | { readonly kind: 'nothing' }
  /** Something is left, and they lack the role for it. */
  | { readonly kind: 'noRight'; readonly lacks: 'create' | 'consent' };

export function taskFor(setup: Setup, person: SignedInPerson, chosen: ConsentChoice): AuthorizeTask {
  const consent = chosen === 'here' && mayConsent(person) ? 'here' : 'elsewhere';
  if (setup.problem !== null || !isProvisioned(setup)) {
    return mayCreate(person) ? { kind: 'create', consent } : { kind: 'noRight', lacks: 'create' };
  }
  if (isConsented(setup)) return { kind: 'nothing' };
  if (consent === 'here') return { kind: 'consent' };
  const by = setup.authorization?.by;
  const isTheirs = by !== undefined && isSamePerson(by, person);
  return isTheirs || mayConsent(person) ? { kind: 'nothing' } : { kind: 'noRight', lacks: 'consent' };
}
