// Starts the shell's provisioning as the page does, with what the administrator saw and the tenant as it is then.

import type { ConsentChoice, Setup } from '../../src/setup/setup.ts';
import { type ProvisioningDeps, type Started, startProvisioning } from '../../src/shell/provision.ts';
import { authorization } from '../support/setups.ts';
import { type Access, observed, type SimulatedTenant } from './simulated-tenant.ts';

export function start(
  deps: ProvisioningDeps,
  setup: Setup,
  tenant: SimulatedTenant,
  access: Access,
  consent: ConsentChoice = 'here',
): Promise<Started> {
  return startProvisioning(deps, {
    setupId: setup.id,
    version: setup.version,
    access,
    authorization: { ...authorization, consent },
    observed: observed(tenant, setup),
  });
}

/** Resolves when the run has ended. Throws where it did not even begin. */
export async function run(
  deps: ProvisioningDeps,
  setup: Setup,
  tenant: SimulatedTenant,
  access: Access,
  consent: ConsentChoice = 'here',
): Promise<void> {
  const started = await start(deps, setup, tenant, access, consent);
  if (started.kind !== 'started') throw new Error(started.kind);
  await started.ended;
}
