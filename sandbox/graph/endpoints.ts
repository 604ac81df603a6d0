// Graph at its address: token, rights and route.

import type { Cloud } from '../cloud.ts';
import type { Signing } from '../entra/signing.ts';
import type { Answer, Call } from '../http/call.ts';
import { allowed, type Caller, callerOf } from './access.ts';
import { appRoleAssignmentRoutes } from './app-role-assignments.ts';
import { applicationSecretRoutes } from './application-secrets.ts';
import { applicationRoutes } from './applications.ts';
import { answerBatch } from './batch.ts';
import { directoryRoutes } from './directory.ts';
import { onTheWire } from './envelope.ts';
import { policyRoutes } from './policies.ts';
import { type Reply, refused } from './reply.ts';
import { servicePrincipalRoutes } from './service-principals.ts';

export type Graph = { readonly cloud: Cloud; readonly signing: Signing; readonly graphUrl: string };

const routes = [
  ...directoryRoutes,
  ...applicationSecretRoutes,
  ...applicationRoutes,
  ...appRoleAssignmentRoutes,
  ...servicePrincipalRoutes,
  ...policyRoutes,
];

export async function answerGraph(graph: Graph, call: Call): Promise<Answer> {
  const caller = await callerOf(graph.cloud, graph.signing, call);
  if (!caller.ok) return onTheWire(call, caller.reply);
  const answer = (inner: Call) => onTheWire(inner, replyTo(graph, caller.value, inner));
  if (call.method === 'POST' && call.path === '/v1.0/$batch') return onTheWire(call, answerBatch(call, answer));
  return answer(call);
}

function replyTo({ cloud, graphUrl }: Graph, caller: Caller | null, call: Call): Reply {
  const atPath = routes.filter((route) => route.pattern.test(call.path));
  const found = atPath.find((route) => route.methods.includes(call.method));
  if (found === undefined) return atPath.length === 0 ? noSuchPath(call.path) : notSupported();
  const entitled = allowed(caller, found.need);
  if (!entitled.ok) return entitled.reply;
  const parts = found.pattern.exec(call.path)?.groups ?? {};
  return found.answer({ cloud, graphUrl, caller: entitled.value, call, parts });
}

function noSuchPath(path: string): Reply {
  const segment = path.split('/').at(-1) ?? '';
  return refused(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
}

function notSupported(): Reply {
  return refused(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
}
