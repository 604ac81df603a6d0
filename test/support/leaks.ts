// Looks for secrets in whatever a run has left behind, in the forms in which they get about: as they are, in part, and as
// base64 or hexadecimal of something longer. Finds where, and never repeats what.

export type Secret = { readonly kind: string; readonly value: string };

export type Left = { readonly name: string; readonly content: Buffer };

/** A part of this length is enough for a leak, and too long to be anything else. */
const partLength = 20;

/** `KIND in NAME`, each once, for everything that was found. */
export function leaksIn(left: readonly Left[], secrets: readonly Secret[]): readonly string[] {
  const patterns = indexed(secrets);
  const found = left.flatMap(({ name, content }) => kindsIn(content, patterns).map((kind) => `${kind} in ${name}`));
  return [...new Set(found)];
}

type Pattern = { readonly kind: string; readonly bytes: Buffer };

/** By the first four bytes, so that many patterns cost hardly more than one. */
function indexed(secrets: readonly Secret[]): ReadonlyMap<number, readonly Pattern[]> {
  const all = secrets.flatMap(({ kind, value }) =>
    partsOf(value)
      .flatMap(formsOf)
      .map((bytes) => ({ kind, bytes })),
  );
  return Map.groupBy(all, ({ bytes }) => bytes.readUInt32LE(0));
}

/** Its beginning and its end; of a token the beginning of its claims, and its signature: the header says nothing. */
function partsOf(value: string): readonly string[] {
  const [, claims, signature] = /^eyJ[\w-]+\.([\w-]+)\.([\w-]+)$/.exec(value) ?? [];
  const parts =
    claims === undefined || signature === undefined ? [value, value.slice(-partLength)] : [claims, signature];
  return parts.map((part) => part.slice(0, partLength));
}

/** Within base64 of something longer it may begin at any of three places. */
function formsOf(part: string): readonly Buffer[] {
  const bytes = Buffer.from(part);
  const shifted = [0, 1, 2].map((shift) => {
    const whole = bytes.subarray(shift);
    return whole.subarray(0, whole.length - (whole.length % 3));
  });
  const forms = [
    part,
    bytes.toString('hex'),
    ...shifted.flatMap((one) => [one.toString('base64'), one.toString('base64url')]),
  ];
  return [...new Set(forms)].map((form) => Buffer.from(form));
}

function kindsIn(content: Buffer, patterns: ReadonlyMap<number, readonly Pattern[]>): readonly string[] {
  const kinds = new Set<string>();
  for (let at = 0; at <= content.length - 4; at += 1) {
    for (const { kind, bytes } of patterns.get(content.readUInt32LE(at)) ?? []) {
      if (content.subarray(at, at + bytes.length).equals(bytes)) kinds.add(kind);
    }
  }
  return [...kinds];
}
