// What a server said, made fit to be kept and shown: one bounded line without control characters and without any
// part of a secret that the server may have echoed. Everything that leaves this folder as `words` or `details` passes here.

const limit = 300;
const removed = '[removed]';

// Cc (controls), Cf (zero-width and bidirectional marks), Zl and Zp (line and paragraph separators), Co and Cs.
const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
const tokenLikeRun = /[\w.~+/=-]{12,}/g;
const windowLength = 12;

/** A line of at most 300 characters, or null when nothing is left. */
export function serverWords(text: string, secrets: readonly string[] = []): string | null {
  // First taken out and then looked through: a control character inside an echoed token must not hide it.
  const line = text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(unfit, '')
    .replace(tokenLikeRun, (run) => (isPartOf(run, secrets) ? removed : run))
    .replace(/ {2,}/g, ' ')
    .trim();
  if (line === '') return null;
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

/** True when twelve characters in a row are also in a secret: an echo may be cut, prefixed or wrapped. */
function isPartOf(run: string, secrets: readonly string[]): boolean {
  const starts = Array.from({ length: run.length - windowLength + 1 }, (_, start) => start);
  return secrets.some((secret) => starts.some((start) => secret.includes(run.slice(start, start + windowLength))));
}
