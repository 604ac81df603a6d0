// The console windows of a tenant's people: one per person and tenant, which stays open until all are closed.

import type { Account, Cloud, Tenant } from '../cloud.ts';
import { openSession, runPowerShell } from './run.ts';

export type PowerShellWindows = {
  /** Runs what a person typed into their window. */
  run(tenant: Tenant, account: Account, source: string): ReturnType<typeof runPowerShell>;
  closeAll(): void;
};

export function makePowerShellWindows(cloud: Cloud): PowerShellWindows {
  const sessions = new Map<string, ReturnType<typeof openSession>>();
  return {
    run(tenant, account, source) {
      const key = `${tenant.id} ${account.objectId}`;
      const session = sessions.get(key) ?? openSession({ account });
      sessions.set(key, session);
      return runPowerShell(cloud, tenant, source, session);
    },
    closeAll: () => sessions.clear(),
  };
}
