// One administrator's delegated access to one tenant, in memory, for one run. The tenant it was given for is the only
// one it will touch.

import { failed, type Problem, problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import type { TenantAccess } from '../setup/survey.ts';
import type { EntraConfig } from './cloud-endpoints.ts';
import { createGraph } from './graph.ts';
import { defaultPatience, type Patience } from './patience.ts';
import { findMember } from './people.ts';
import { performEffect } from './provision.ts';
import { surveyTenant } from './survey.ts';

/** `accessToken` must be one of the tenant's, for Microsoft Graph. */
export function createAccess(
  config: EntraConfig,
  tenantId: string,
  accessToken: string,
  patience: Patience = defaultPatience,
): TenantAccess {
  const graph = createGraph(config, accessToken);
  const foreign = (setup: Setup) => setup.request.tenant.id !== tenantId;
  return {
    survey: async (setup) => (foreign(setup) ? failed(wrongTenant(tenantId)) : surveyTenant(graph, setup, new Date())),
    perform: async (setup, effect) =>
      foreign(setup) ? failed(wrongTenant(tenantId)) : performEffect({ graph, patience }, setup, effect),
    findMember: (username) => findMember(graph, tenantId, username),
    close: graph.close,
  };
}

function wrongTenant(subject: string): Problem {
  return problem({
    reason: 'wrongTenantSignedIn',
    step: 'authorize',
    actor: 'entraAdministrator',
    remedy: 'retry',
    subject,
  });
}
