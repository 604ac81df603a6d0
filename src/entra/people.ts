// Reads people and mailboxes from the tenant's directory. What cannot be read is said to be unknown; it is never taken
// for absent.

import { z } from 'zod';
import type { Person } from '../setup/person.ts';
import { done, type Outcome } from '../setup/problem.ts';
import type { MailboxSeen, RequesterSeen } from '../setup/survey.ts';
import { oneLine } from '../setup/text-of-others.ts';
import type { Graph, GraphRequest } from './graph.ts';
import { askGraph, readReply } from './graph-problem.ts';
import { type GraphReply, replyOfPart } from './graph-reply.ts';

const name = z.string().transform((text) => oneLine(text));
const user = z.object({
  id: z.string(),
  displayName: name.nullish(),
  userPrincipalName: name,
  userType: z.string().nullish(),
});
type User = z.infer<typeof user>;

const userList = z.object({ value: z.array(z.object({ displayName: name.nullish() })) });
const batchAnswer = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.number(), body: z.unknown() })),
});

/** Graph's own limit (json-batching). */
const batchSize = 20;

function userRequest(key: string): GraphRequest {
  return {
    method: 'GET',
    path: `/users/${encodeURIComponent(key)}`,
    query: { $select: 'id,displayName,userPrincipalName,userType' },
  };
}

/** Whoever cannot be read in this directory is not vouched for, whatever the reason. */
export async function requesterSeen(graph: Graph, tenantId: string, requester: Person): Promise<RequesterSeen> {
  if (requester.tenantId.toLowerCase() !== tenantId) return { kind: 'external' };
  const read = readReply('authorize', user, await graph.send(userRequest(requester.objectId)));
  if (!read.ok) return { kind: 'notVerified' };
  const { userPrincipalName: username } = read.value;
  return { kind: isGuest(read.value) ? 'guest' : 'member', name: read.value.displayName ?? username, username };
}

/** A member by user principal name; null for nobody, and for a guest. */
export async function findMember(graph: Graph, tenantId: string, username: string): Promise<Outcome<Person | null>> {
  const key = username.trim();
  if (!/^[^\s@/$][^\s@/]{0,112}@[^\s@/]{1,255}$/.test(key)) return done(null);
  const reply = await graph.send(userRequest(key));
  if (reply.kind === 'refusal' && reply.status === 404) return done(null);
  const read = readReply('authorize', user, reply);
  if (!read.ok) return read;
  if (isGuest(read.value)) return done(null);
  return done({ tenantId, objectId: read.value.id, name: read.value.displayName ?? read.value.userPrincipalName });
}

/** An absent `userType` is the tenant's oldest accounts', who are members; `#EXT#` marks one who came as a guest. */
function isGuest(someone: User): boolean {
  return someone.userType?.toLowerCase() === 'guest' || someone.userPrincipalName.toUpperCase().includes('#EXT#');
}

/** In the order of the addresses. All batches at once, so that fifty mailboxes take as long as one. */
export async function mailboxesSeen(graph: Graph, addresses: readonly string[]): Promise<readonly MailboxSeen[]> {
  const starts = addresses.flatMap((_, index) => (index % batchSize === 0 ? [index] : []));
  const batches = starts.map((start) => lookUp(graph, addresses.slice(start, start + batchSize)));
  return (await Promise.all(batches)).flat();
}

async function lookUp(graph: Graph, addresses: readonly string[]): Promise<readonly MailboxSeen[]> {
  const requests = addresses.map((address, index) => ({ id: `${index}`, method: 'GET', url: mailboxUrl(address) }));
  const batch = await graph.send({ method: 'POST', path: '/$batch', body: { requests } });
  const read = readReply('authorize', batchAnswer, batch);
  return addresses.map((address, index) => {
    const part = read.ok ? read.value.responses.find((response) => response.id === `${index}`) : undefined;
    return part === undefined ? { address, kind: 'notChecked' } : seen(address, replyOfPart(part.status, part.body));
  });
}

function mailboxUrl(address: string): string {
  const literal = address.replaceAll("'", "''");
  const filter = `mail eq '${literal}' or proxyAddresses/any(p:p eq 'smtp:${literal}')`;
  return `/users?$filter=${encodeURIComponent(filter)}&$select=${encodeURIComponent('id,displayName')}`;
}

function seen(address: string, reply: GraphReply): MailboxSeen {
  const read = readReply('authorize', userList, reply);
  if (!read.ok) return { address, kind: 'notChecked' };
  const [first] = read.value.value;
  return first === undefined
    ? { address, kind: 'notFound' }
    : { address, kind: 'found', name: first.displayName ?? address };
}

/** The organisation's display name. */
export async function organizationName(graph: Graph): Promise<Outcome<string>> {
  const schema = z.object({ value: z.array(z.object({ displayName: name.nullish(), id: z.string() })).min(1) });
  const request: GraphRequest = { method: 'GET', path: '/organization', query: { $select: 'id,displayName' } };
  const read = await askGraph(graph, 'authorize', schema, request);
  if (!read.ok) return read;
  const [first] = read.value.value;
  return done(first?.displayName ?? first?.id ?? '');
}
