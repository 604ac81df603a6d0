// For which organizations this bot works, whoever asks and whoever is asked about, and who may start something. Where
// that was narrowed, what there is of another organization cannot be found any more on pages.

import type { PlaceProposal } from '../setup/exchange-place.ts';
import type { Job } from '../setup/message.ts';
import type { Setup } from '../setup/setup.ts';
import type { Desk } from './desk.ts';
import type { Store } from './store.ts';

export type Limits = {
  /** GUIDs in lower case; `*` for any. */
  readonly allowedTenants: '*' | readonly string[];
  /** Object ids in lower case; null for everybody of an allowed tenant. */
  readonly requesters: readonly string[] | null;
};

export type Allowed = Pick<Desk, 'isTenantAllowed' | 'mayStart'>;

export function allowedBy({ allowedTenants, requesters }: Limits): Allowed {
  return {
    isTenantAllowed: (tenantId) => allowedTenants === '*' || allowedTenants.includes(tenantId),
    // An object id is one person's alone, in whatever tenant: Microsoft makes it, and nobody can choose it.
    mayStart: ({ objectId }) => requesters === null || requesters.includes(objectId),
  };
}

/** What pages may be about. */
export function findAllowed(store: Store, { isTenantAllowed }: Allowed): Pick<Store, 'findSetup' | 'findProposal'> {
  const tenantsOf = (found: Setup | PlaceProposal) =>
    'request' in found ? [found.request.tenant.id, found.requester.tenantId] : [found.tenantId];
  const only = <Found extends Setup | PlaceProposal>(found: Found | null) =>
    found !== null && tenantsOf(found).every(isTenantAllowed) ? found : null;
  return {
    findSetup: async (id) => only(await store.findSetup(id)),
    findProposal: async (id) => only(await store.findProposal(id)),
  };
}

const againMs = 3_600_000;

/**
 * Appointments from before organizations were narrowed: nothing is asked of one, and nobody there is told anything. They are
 * put off, so that they are kept once it is allowed again.
 */
export function whereAllowed<Appointment extends Job>(
  { store, isTenantAllowed, now }: Pick<Desk, 'store' | 'isTenantAllowed' | 'now'>,
  keep: (job: Appointment) => Promise<void>,
): (job: Appointment) => Promise<void> {
  return async (job) => {
    const setup = await store.findSetup(job.setupId);
    if (setup === null) return;
    if (isTenantAllowed(setup.request.tenant.id) && isTenantAllowed(setup.requester.tenantId)) return keep(job);
    if (setup.cancelledAt !== null) return;
    // On the hour, so that what is put off twice is one appointment; the next one, because this one is still being kept.
    const at = new Date((Math.floor(now().getTime() / againMs) + 1) * againMs).toISOString();
    await store.inTransaction((writes) => writes.sendJob({ ...job, at }));
  };
}
