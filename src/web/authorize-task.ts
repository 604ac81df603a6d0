// What a signed-in administrator may do about a setup, as far as their directory roles tell. Pure; Graph has the last word.

import { isSecretRefused, mustAuthorizeAgain } from '../setup/authorize-again.ts';
import { mayConsent, mayCreate } from '../setup/directory-roles.ts';
import { isSamePerson, type SignedInPerson } from '../setup/person.ts';
import { isConsented, isProvisioned } from '../setup/phase.ts';
import type { ConsentChoice, Setup } from '../setup/setup.ts';
import type { Survey } from '../setup/survey.ts';

export type AuthorizeTask =
  /** There is something to create; the consent goes with it where that was chosen and may be given. */
  | { readonly kind: 'create'; readonly consent: ConsentChoice }
  /** All is there but the consent. */
  | { readonly kind: 'consent' }
  /** Nothing is left that this person, with what they chose at sign-in, could do. */
  | { readonly kind: 'nothing' }
  /** Something is left, and they lack the role for it. */
  | { readonly kind: 'noRight'; readonly lacks: 'create' | 'consent' };

/** What is carried out by a press; the rest is shown, and nothing more. */
export type Work = Extract<AuthorizeTask, { kind: 'create' | 'consent' }>;

export function taskFor(setup: Setup, person: SignedInPerson, chosen: ConsentChoice): AuthorizeTask {
  const consent = chosen === 'here' && mayConsent(person) ? 'here' : 'elsewhere';
  const isLost = mustAuthorizeAgain(setup);
  const onlyConsentLeft = isProvisioned(setup) && !isLost && !isConsented(setup);
  if (onlyConsentLeft && consent === 'here') return { kind: 'consent' };
  if (setup.problem !== null || isLost || !isProvisioned(setup)) {
    if (mayCreate(person)) return { kind: 'create', consent };
    // What somebody typed may be wrong alone; it takes nothing from those who belong to the setup.
    if (isLost && setup.problem === null && isWhole(setup) && isTheirs(setup, person)) return { kind: 'nothing' };
    return { kind: 'noRight', lacks: onlyConsentLeft && chosen === 'here' ? 'consent' : 'create' };
  }
  if (isTheirs(setup, person) || mayConsent(person)) return { kind: 'nothing' };
  if (onlyConsentLeft) return { kind: 'noRight', lacks: 'consent' };
  return mayCreate(person) ? { kind: 'nothing' } : { kind: 'noRight', lacks: 'create' };
}

/** All that is known of it works: at most a secret that was brought along was refused. */
function isWhole(setup: Setup): boolean {
  return isProvisioned(setup) && (setup.token?.problem ?? null) === null;
}

/** Also of those who had it created before somebody else granted the consent. */
function isTheirs({ authorization, secret }: Setup, person: SignedInPerson): boolean {
  const theirs = [...(authorization === null ? [] : [authorization.by]), ...(secret?.readers ?? [])];
  return theirs.some((one) => isSamePerson(one, person));
}

/** The same once the tenant was read: what was created earlier may have been deleted there. */
export function taskAsSeen(
  task: Work,
  setup: Setup,
  person: SignedInPerson,
  survey: Survey,
): Work | Extract<AuthorizeTask, { kind: 'noRight' }> {
  if (task.kind === 'create' || isAllThere(setup, survey)) return task;
  return mayCreate(person) ? { kind: 'create', consent: 'here' } : { kind: 'noRight', lacks: 'create' };
}

/** All that is created, the consent aside. */
export function isAllThere(setup: Setup, survey: Survey): boolean {
  const { application, servicePrincipal } = survey.observed;
  return application !== null && servicePrincipal !== null && isSecretKept(setup, survey);
}

/** The secret that is known is live in the tenant, so that no new one is made. */
export function isSecretKept(setup: Setup, { observed }: Survey): boolean {
  return setup.secret !== null && observed.secretKeyIds.includes(setup.secret.keyId) && !isSecretRefused(setup);
}
