// Everything that must be known before anything is changed, read at once with the administrator's own token. Nothing
// here writes. Two answers long, whatever the number of mailboxes.

import { done, failed, type Outcome, problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import type { SecretPolicy, Survey } from '../setup/survey.ts';
import type { Graph } from './graph.ts';
import { readReply } from './graph-problem.ts';
import { countSameName, type Holding, observedOf, readExchangeOnline, readHolding } from './own-application.ts';
import { mailboxesSeen, organizationName, requesterSeen } from './people.ts';
import { type PolicyAnswer, policyAnswer, secretEnd, secretPolicyOf } from './secret-policy.ts';

export async function surveyTenant(graph: Graph, setup: Setup, now: Date): Promise<Outcome<Survey>> {
  const { tenant, channels, mailboxes: addresses, secretMonths } = setup.request;
  const [organization, exchangeOnline, holding, sameName, requester, mailboxes, policy] = await Promise.all([
    organizationName(graph),
    readExchangeOnline(graph, channels),
    readHolding(graph, setup),
    countSameName(graph, setup),
    requesterSeen(graph, tenant.id, setup.requester),
    mailboxesSeen(graph, addresses),
    readPolicy(graph),
  ]);
  if (!organization.ok) return organization;
  if (!exchangeOnline.ok) return exchangeOnline;
  if (!holding.ok) return holding;
  if (!sameName.ok) return sameName;
  const secretPolicy = policyFor(policy, holding.value, now);
  if (secretPolicy.kind === 'forbidden' && !hasLiveSecret(setup, holding.value)) return secretsForbidden();
  return done({
    organization: organization.value,
    exchangeOnline: exchangeOnline.value,
    requester,
    mailboxes,
    sameName: sameName.value,
    secretPolicy,
    secretEndsAt: secretEnd(now, secretMonths, secretPolicy),
    observed: observedOf(holding.value, exchangeOnline.value, channels),
  });
}

/** null where it cannot be read: Application Administrator does not always suffice, and then refusals tell. */
async function readPolicy(graph: Graph): Promise<PolicyAnswer | null> {
  const reply = await graph.send({ method: 'GET', path: '/policies/defaultAppManagementPolicy' });
  const read = readReply('authorize', policyAnswer, reply);
  return read.ok ? read.value : null;
}

function policyFor(policy: PolicyAnswer | null, holding: Holding, now: Date): SecretPolicy {
  if (policy === null) return { kind: 'notReadable' };
  return secretPolicyOf(policy, holding.application?.createdAt ?? now.getTime());
}

function hasLiveSecret(setup: Setup, holding: Holding): boolean {
  return setup.secret !== null && holding.secretKeyIds.includes(setup.secret.keyId);
}

function secretsForbidden(): Outcome<Survey> {
  return failed(
    problem({
      reason: 'secretsForbidden',
      step: 'secret',
      actor: 'entraAdministrator',
      remedy: 'askAdmin',
      details: 'defaultAppManagementPolicy: passwordAddition',
    }),
  );
}
