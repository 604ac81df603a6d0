// One administrator's delegated access to one tenant, in memory, for one run. The tenant it was given for is the only
// one it will touch.

import { type Patience, pagePatience, runPatience } from '../setup/patience.ts';
import { failed, type Problem, problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import type { TenantAccess } from '../setup/survey.ts';
import { createBudget, readPatiently, type Tools } from './ask-patiently.ts';
import type { EntraConfig } from './cloud-endpoints.ts';
import { createGraph, type Graph } from './graph.ts';
import { findMember } from './people.ts';
import { performEffect } from './perform-effect.ts';
import { surveyTenant } from './survey.ts';

export type Patiences = { readonly page: Patience; readonly run: Patience };

export const defaultPatiences: Patiences = { page: pagePatience, run: runPatience };

/** `accessToken` must be one of the tenant's, for Microsoft Graph. */
export function createAccess(
  config: EntraConfig,
  tenantId: string,
  accessToken: string,
  { page, run }: Patiences = defaultPatiences,
): TenantAccess {
  const reading = createGraph(config, accessToken, page.timeoutMs);
  const writing = createGraph(config, accessToken, run.timeoutMs);
  const budget = createBudget(run);
  const foreign = (setup: Setup) => setup.request.tenant.id !== tenantId;
  return {
    survey: async (setup) =>
      foreign(setup) ? failed(wrongTenant(tenantId)) : surveyTenant(patient(reading, page), setup, new Date()),
    perform: async (setup, effect, onPause) =>
      foreign(setup)
        ? failed(wrongTenant(tenantId))
        : performEffect({ graph: writing, patience: run, budget, onPause }, setup, effect),
    findMember: (username) => findMember(patient(reading, page), tenantId, username),
    close() {
      reading.close();
      writing.close();
    },
  };
}

/** For requests that only read: each is asked again while no final answer came, all of them within one budget. */
function patient(graph: Graph, patience: Patience): Graph {
  const tools: Tools = { graph, patience, budget: createBudget(patience), onPause: () => {} };
  return { ...graph, send: (request) => readPatiently(tools, 'authorize', request) };
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
