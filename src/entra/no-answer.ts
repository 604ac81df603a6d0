// Why a request got no answer, as a short code for people who run networks. Holds no address, header or body.

/** The innermost system error code (`ECONNRESET`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`), or the error's name (`TimeoutError`). */
export function causeOf(error: unknown): string {
  let found = 'unknown';
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string') found = current.code;
    else if (found === 'unknown' || found === 'TypeError') found = current.name;
    current = current.cause;
  }
  return found;
}

/** Carries the code through clients that keep only an error's name. */
export function noAnswerError(error: unknown): Error {
  const wrapped = new Error('no answer', { cause: error });
  wrapped.name = causeOf(error);
  return wrapped;
}
