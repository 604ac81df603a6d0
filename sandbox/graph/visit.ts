// One call of Graph on its way through the sandbox: who calls, what they ask, and the cloud they ask it of.

import type { Cloud } from '../cloud.ts';
import type { Call } from '../http/call.ts';
import type { PathParts } from '../http/routes.ts';
import type { Caller, Need } from './access.ts';
import type { Reply } from './reply.ts';

export type Visit = {
  readonly cloud: Cloud;
  readonly graphUrl: string;
  readonly caller: Caller;
  readonly call: Call;
  /** The path's pieces as they were typed; a quoted key has its doubled quotes undone by `keyOf`. */
  readonly parts: PathParts;
};

export type GraphRoute = {
  readonly methods: readonly string[];
  readonly pattern: RegExp;
  readonly need: Need;
  readonly answer: (visit: Visit) => Reply;
};

export function graphRoute(methods: string, path: string, need: Need, answer: (visit: Visit) => Reply): GraphRoute {
  return { methods: methods.split(' '), pattern: new RegExp(`^/v1\\.0/${path}$`, 'i'), need, answer };
}

/** A path piece for an object addressed by id (`/applications/…`) or by an alternate key (`/applications(appId='…')`). */
export function keyed(collection: string, ...keys: readonly ('id' | 'appId' | 'uniqueName')[]): string {
  const ways = keys.map((name) => (name === 'id' ? '/(?<id>[^/()]+)' : `\\(${name}='(?<${name}>(?:[^']|'')+)'\\)`));
  return `${collection}(?:${ways.join('|')})`;
}

export type Key = { readonly name: string; readonly value: string };

/** Which key the path names; ids in lower case, as they are kept. */
export function keyOf(visit: Visit): Key {
  for (const [name, value] of Object.entries(visit.parts)) {
    if (value === undefined) continue;
    if (name === 'id') return { name, value: value.toLowerCase() };
    if (name === 'appId') return { name, value: value.toLowerCase() };
    if (name === 'uniqueName') return { name, value: value.replaceAll("''", "'") };
  }
  throw new Error('The route has no key.');
}
