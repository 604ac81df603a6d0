// What a request and its answer are to the sandbox's servers: plain data, so that every endpoint is a function of both
// and Graph's $batch can call the same functions without a socket.

export type Call = {
  readonly method: string;
  /** Percent-decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; repeated headers are joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What comes of a request on the wire: its answer, or a way in which a network fails. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The connection is destroyed without an answer. */
  | { readonly kind: 'reset' }
  /** The head promises the whole body, half of it comes, then the connection is destroyed. */
  | { readonly kind: 'truncated'; readonly answer: Answer };

export type Handler = (call: Call) => Outcome | Promise<Outcome>;

export function answered(answer: Answer): Outcome {
  return { kind: 'answer', answer };
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

export function htmlPage(status: number, body: string): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // Not 'no-referrer': a form would then post with the origin "null", which the pages refuse.
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    },
    body,
  };
}

export function redirect(location: string): Answer {
  return {
    status: 303,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    body: '',
  };
}

export function empty(status: number): Answer {
  return { status, headers: {}, body: '' };
}

/** The fields of an application/x-www-form-urlencoded body. */
export function formOf(call: Call): URLSearchParams {
  return new URLSearchParams(call.body);
}
