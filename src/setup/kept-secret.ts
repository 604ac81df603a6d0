// Whether the bot still holds the client secret, who has read it, and what follows once it is in eBiss alone: nothing that
// needs it is on the agenda any more, and whoever wants a test brings it along.

import type { Advanced } from './advanced.ts';
import type { Effect, SetupEvent } from './events.ts';
import { isSamePerson, type Person } from './person.ts';
import { phaseOf } from './phase.ts';
import type { ClientSecret, Setup } from './setup.ts';

type Of<Kind extends SetupEvent['kind']> = Extract<SetupEvent, { kind: Kind }>;

/** False as well where there is none yet. */
export function holdsSecret({ secret }: Setup): boolean {
  return secret !== null && secret.delivered === null;
}

/** Somebody confirmed that it is in eBiss, and since then it is not kept here. */
export function wasDelivered({ secret }: Setup): boolean {
  return secret !== null && secret.delivered !== null;
}

export function mayReadSecret({ secret }: Setup, person: Person): boolean {
  return secret?.readers.some((reader) => isSamePerson(reader, person)) ?? false;
}

/** Nobody can have entered what nobody has read; and what does not work yet may have to be tried again by the bot. */
export function mayConfirmDelivery(setup: Setup): boolean {
  const phase = phaseOf(setup);
  const wasRead = setup.secret !== null && setup.secret.read !== null;
  return wasRead && holdsSecret(setup) && (phase === 'verified' || phase === 'signedIn');
}

export function secretRead(setup: Setup, { by, at, keyId, username }: Of<'secretRead'>): Advanced {
  const secret = secretOf(setup, keyId);
  if (secret === null || by === null) return { setup, effects: [] };
  const told: Effect = { kind: 'notify', notice: 'secretRead', who: `${by.name} (${username})` };
  return { setup: { ...setup, secret: { ...secret, read: { by, at } } }, effects: [told] };
}

/** The row goes in the same transaction; from then on only the tenant and eBiss know the secret. */
export function secretDelivered(setup: Setup, { by, at, keyId, username }: Of<'secretDelivered'>): Advanced {
  const secret = secretOf(setup, keyId);
  if (secret === null || by === null) return { setup, effects: [] };
  return {
    setup: { ...setup, secret: { ...secret, delivered: { by, at } } },
    effects: [
      { kind: 'destroySecret', keyId },
      { kind: 'notify', notice: 'secretDelivered', who: `${by.name} (${username})` },
    ],
  };
}

/** null where it is another one by now, or not held any more. */
function secretOf(setup: Setup, keyId: string): ClientSecret | null {
  return holdsSecret(setup) && setup.secret?.keyId === keyId ? setup.secret : null;
}

const needSecret: ReadonlySet<Effect['kind']> = new Set<Effect['kind']>(['scheduleCheck', 'watchConsent']);

/** Of a secret that is not held, no try is promised that could not be made. */
export function withoutSecret({ setup, effects }: Advanced, event: SetupEvent): Advanced {
  if (!wasDelivered(setup)) return { setup, effects };
  const checking = event.kind === 'exchangeReported' ? null : setup.checking;
  return {
    setup: { ...setup, checking, nextCheckAt: null },
    effects: effects.filter(({ kind }) => !needSecret.has(kind)),
  };
}
