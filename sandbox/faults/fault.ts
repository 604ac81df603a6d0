// What a fault on purpose is: which requests it meets, and what becomes of each. Plain data, so that a test and the
// admin centre's form plant the same things.

import type { Answer, Call } from '../http/call.ts';

/** The two https servers that programs call. */
export type Service = 'entra' | 'graph';

type HeaderValues = Readonly<Record<string, string>>;

export type FaultKind =
  /** Not carried out; answered so in place of the service, as JSON where there is a body. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: HeaderValues; readonly body?: unknown }
  /** Not carried out; refused as the service refuses this very call (`known-answers.ts`). */
  | { readonly kind: 'refused'; readonly refuse: (call: Call) => Answer }
  /** A gateway's HTML page. With `effect` the request was carried out and its answer is lost. */
  | { readonly kind: 'gateway'; readonly status: number; readonly effect: boolean; readonly headers?: HeaderValues }
  /** The connection is destroyed, before or after the effect. */
  | { readonly kind: 'reset'; readonly effect: boolean }
  /** Carried out; the connection is destroyed half way through the answer's body. */
  | { readonly kind: 'truncated' }
  /** Carried out at once, answered after so long. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Carried out after so long, whether or not the caller has hung up meanwhile; then answered. */
  | { readonly kind: 'late'; readonly milliseconds: number }
  /** Carried out; replicas do not know for so long what Graph creates by it. */
  | { readonly kind: 'replication'; readonly seconds: number };

export type Fault = FaultKind & {
  readonly service: Service;
  /** One, or several with a blank between them; `*` is any. */
  readonly method: string;
  /** Looked for in the decoded path, which has no query. */
  readonly path: RegExp;
  /** Looked for in the request's body, where the path does not tell enough. */
  readonly requestBody?: RegExp;
  /** Meets only the requests after the first so many. */
  readonly skip?: number;
  /** How many requests it meets; 1 where left out, Infinity for ever. */
  readonly times?: number;
  /** How the admin centre calls it. */
  readonly title?: string;
};

export type PlantedFault = { readonly fault: Fault; readonly met: number };

export function concerns({ service, method, path, requestBody }: Fault, at: Service, call: Call): boolean {
  const methods = method.toUpperCase().split(' ');
  return (
    service === at &&
    (methods.includes('*') || methods.includes(call.method)) &&
    // `search` does not mind where an earlier match ended, as `test` does of a global expression.
    call.path.search(path) !== -1 &&
    (requestBody === undefined || call.body.search(requestBody) !== -1)
  );
}
