// Hands out the client secret to a reader who signed in for it, and notes that it is in eBiss. Each is an event, and the
// requester is told; the text is returned and goes nowhere else.

import type { SetupEvent } from '../setup/events.ts';
import { holdsSecret, mayConfirmDelivery, mayReadSecret } from '../setup/kept-secret.ts';
import type { Person, SignedInPerson } from '../setup/person.ts';
import { changeSetup, type SetupChanges } from './change-setup.ts';

export type SecretDeps = SetupChanges & { readonly now: () => Date };

/** null where it is not held, or not for them. Nobody gets it without the event that says so. */
export async function readSecret(
  deps: SecretDeps,
  { setupId, reader }: { readonly setupId: string; readonly reader: SignedInPerson },
): Promise<string | null> {
  const keyId = (await deps.store.findSetup(setupId))?.secret?.keyId;
  const text = keyId === undefined ? null : await deps.store.openSecret(setupId, keyId);
  if (keyId === undefined || text === null) return null;
  const changed = await changeSetup(deps, setupId, (setup) =>
    holdsSecret(setup) && setup.secret?.keyId === keyId && mayReadSecret(setup, reader)
      ? { kind: 'secretRead', keyId, ...actOf(deps, reader) }
      : null,
  );
  return changed.kind === 'changed' ? text : null;
}

export type Delivery = { readonly setupId: string; readonly keyId: string; readonly by: SignedInPerson };

/** Of exactly the secret that was on the page; false where that holds no longer. */
export async function confirmDelivery(deps: SecretDeps, { setupId, keyId, by }: Delivery): Promise<boolean> {
  const changed = await changeSetup(deps, setupId, (setup) =>
    mayConfirmDelivery(setup) && setup.secret?.keyId === keyId && mayReadSecret(setup, by)
      ? { kind: 'secretDelivered', keyId, ...actOf(deps, by) }
      : null,
  );
  return changed.kind === 'changed';
}

function actOf({ now }: SecretDeps, person: SignedInPerson): Pick<SetupEvent, 'at' | 'by'> & { username: string } {
  const { tenantId, objectId, name, username } = person;
  const by: Person = { tenantId, objectId, name };
  return { at: now().toISOString(), by, username };
}
