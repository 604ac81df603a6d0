// What the tenant already holds under this setup's own key, and Exchange Online's own enterprise application with the
// role ids. Two answers deep at most: the application by key, then its enterprise application and roles side by side.

import { z } from 'zod';
import type { Observed } from '../setup/events.ts';
import { done, failed, type Outcome, problem } from '../setup/problem.ts';
import { type Channel, permissionOf } from '../setup/request.ts';
import type { Authorization, Setup } from '../setup/setup.ts';
import type { Graph } from './graph.ts';
import { askGraph, readReply } from './graph-problem.ts';
import { isSecretOf } from './keys.ts';

/** Office 365 Exchange Online, the same in every tenant. */
export const exchangeOnlineAppId = '00000002-0000-0ff1-ce00-000000000000';

type ExchangeOnline = Authorization['exchangeOnline'];

/** What is held, before role ids are turned to channels. */
export type Holding = {
  readonly application: { readonly objectId: string; readonly appId: string; readonly createdAt: number } | null;
  readonly servicePrincipal: { readonly objectId: string } | null;
  readonly assignments: readonly { readonly resourceId: string; readonly appRoleId: string }[];
  readonly secretKeyIds: readonly string[];
};

const credential = z.object({
  keyId: z.string(),
  displayName: z.string().nullish(),
  endDateTime: z.string().nullish(),
});
const application = z.object({
  id: z.string(),
  appId: z.string(),
  createdDateTime: z.string().nullish(),
  passwordCredentials: z.array(credential).nullish(),
});
const withId = z.object({ id: z.string() });
const assignmentList = z.object({
  value: z.array(z.object({ resourceId: z.string(), appRoleId: z.string() })),
});
const resource = z.object({
  id: z.string(),
  appRoles: z.array(z.object({ id: z.string(), value: z.string().nullish(), isEnabled: z.boolean().nullish() })),
});

export async function readHolding(graph: Graph, setup: Setup): Promise<Outcome<Holding>> {
  const reply = await graph.send({
    method: 'GET',
    path: `/applications(uniqueName='${setup.applicationKey}')`,
    query: { $select: 'id,appId,createdDateTime,passwordCredentials' },
  });
  if (reply.kind === 'refusal' && reply.status === 404) {
    return done({ application: null, servicePrincipal: null, assignments: [], secretKeyIds: [] });
  }
  const read = readReply('authorize', application, reply);
  if (!read.ok) return read;
  const { id, appId, createdDateTime, passwordCredentials } = read.value;
  const [principal, assignments] = await Promise.all([readPrincipal(graph, appId), readAssignments(graph, appId)]);
  if (!principal.ok) return principal;
  if (!assignments.ok) return assignments;
  const created = Date.parse(createdDateTime ?? '');
  return done({
    application: { objectId: id, appId, createdAt: Number.isNaN(created) ? 0 : created },
    servicePrincipal: principal.value,
    assignments: assignments.value,
    secretKeyIds: (passwordCredentials ?? [])
      .filter((secret) => isSecretOf(setup, secret.displayName ?? null) && !isOver(secret))
      .map((secret) => secret.keyId),
  });
}

/** Graph keeps listing what has expired, although nobody can sign in with it. */
function isOver({ endDateTime }: z.infer<typeof credential>): boolean {
  return Date.parse(endDateTime ?? '') < Date.now();
}

async function readPrincipal(graph: Graph, appId: string): Promise<Outcome<{ objectId: string } | null>> {
  const path = `/servicePrincipals(appId='${encodeURIComponent(appId)}')`;
  const reply = await graph.send({ method: 'GET', path, query: { $select: 'id' } });
  if (reply.kind === 'refusal' && reply.status === 404) return done(null);
  const read = readReply('authorize', withId, reply);
  return read.ok ? done({ objectId: read.value.id }) : read;
}

/** A grant given a moment ago may be missing here; granting it again is then answered "already exists". */
async function readAssignments(graph: Graph, appId: string): Promise<Outcome<Holding['assignments']>> {
  const path = `/servicePrincipals(appId='${encodeURIComponent(appId)}')/appRoleAssignments`;
  const reply = await graph.send({ method: 'GET', path });
  if (reply.kind === 'refusal' && reply.status === 404) return done([]);
  const read = readReply('authorize', assignmentList, reply);
  return read.ok ? done(read.value.value) : read;
}

export function observedOf(holding: Holding, exchangeOnline: ExchangeOnline, channels: readonly Channel[]): Observed {
  const isAssigned = (channel: Channel) =>
    holding.assignments.some(
      (one) =>
        one.resourceId === exchangeOnline.servicePrincipalId && one.appRoleId === exchangeOnline.roleIds[channel],
    );
  const { application: app, servicePrincipal, secretKeyIds } = holding;
  return {
    application: app === null ? null : { objectId: app.objectId, appId: app.appId },
    servicePrincipal,
    consented: channels.filter(isAssigned),
    secretKeyIds,
  };
}

/** Role ids are taken by `value` from the tenant: a wrong id is refused without naming the role. */
export async function readExchangeOnline(graph: Graph, channels: readonly Channel[]): Promise<Outcome<ExchangeOnline>> {
  const reply = await graph.send({
    method: 'GET',
    path: `/servicePrincipals(appId='${exchangeOnlineAppId}')`,
    query: { $select: 'id,appId,displayName,appRoles' },
  });
  if (reply.kind === 'refusal' && reply.status === 404) return missing('Office 365 Exchange Online', reply.requestId);
  const read = readReply('authorize', resource, reply);
  if (!read.ok) return read;
  const roleIds: Partial<Record<Channel, string>> = {};
  for (const channel of channels) {
    const role = read.value.appRoles.find((one) => one.value === permissionOf[channel] && one.isEnabled !== false);
    if (role === undefined) return missing(permissionOf[channel], null);
    roleIds[channel] = role.id;
  }
  return done({ servicePrincipalId: read.value.id, roleIds });
}

function missing(subject: string, requestId: string | null): Outcome<ExchangeOnline> {
  return failed(
    problem({
      reason: 'exchangeOnlineMissing',
      step: 'authorize',
      actor: 'entraAdministrator',
      remedy: 'askAdmin',
      subject,
      requestId,
    }),
  );
}

/** Other app registrations of the same display name, which is no key: two may bear it. */
export async function countSameName(graph: Graph, setup: Setup): Promise<Outcome<number>> {
  const name = setup.request.appName.replaceAll("'", "''");
  const schema = z.object({ value: z.array(z.object({ id: z.string(), uniqueName: z.string().nullish() })) });
  const read = await askGraph(graph, 'authorize', schema, {
    method: 'GET',
    path: '/applications',
    query: { $filter: `displayName eq '${name}'`, $select: 'id,uniqueName' },
  });
  if (!read.ok) return read;
  return done(read.value.value.filter((one) => one.uniqueName !== setup.applicationKey).length);
}
