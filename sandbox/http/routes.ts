// A router in one file: method and path pattern to the function that answers. Knows nothing of what is served.

import type { Answer, Call } from './call.ts';

export type PathParts = Readonly<Record<string, string>>;

export type Route = {
  readonly methods: readonly string[];
  readonly pattern: RegExp;
  readonly answer: (call: Call, parts: PathParts) => Answer | Promise<Answer>;
};

/** `pattern` may have named groups; they come as `parts`. */
export function route(methods: string, pattern: RegExp, answer: Route['answer']): Route {
  return { methods: methods.split(' '), pattern, answer };
}

export type Match =
  | { readonly kind: 'found'; readonly route: Route; readonly parts: PathParts }
  | { readonly kind: 'methodNotAllowed' }
  | { readonly kind: 'notFound' };

export function matchOf(routes: readonly Route[], call: Pick<Call, 'method' | 'path'>): Match {
  let pathKnown = false;
  for (const candidate of routes) {
    const found = candidate.pattern.exec(call.path);
    if (found === null) continue;
    if (candidate.methods.includes(call.method)) return { kind: 'found', route: candidate, parts: found.groups ?? {} };
    pathKnown = true;
  }
  return pathKnown ? { kind: 'methodNotAllowed' } : { kind: 'notFound' };
}
