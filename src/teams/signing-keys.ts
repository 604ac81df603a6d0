// The keys with which the Bot Framework signs what its channels send, read from its OpenID document and kept for a day.
// However many callers wait or name unknown keys, it is asked once at a time and seldom.

import { z } from 'zod';

export type SigningKey = {
  readonly kid: string;
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
  /** The channels for which the key may speak. */
  readonly endorsements: readonly string[];
};

/** Rejects where the keys cannot be had; null means that there is no such key. */
export type FindSigningKey = (kid: string) => Promise<SigningKey | null>;

const keptMs = 24 * 3_600_000;
/** Keys are announced before they sign, so an unknown one is hardly ever a new one. */
const unknownAgainMs = 10 * 60_000;
const failedAgainMs = 5_000;
const timeoutMs = 5_000;

const openIdDocument = z.object({ jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.unknown()) });
const rsaKey = z.object({
  kid: z.string().min(1),
  kty: z.literal('RSA'),
  n: z.string().min(1),
  e: z.string().min(1),
  endorsements: z.array(z.string()).catch([]),
});

type Known = { readonly keys: ReadonlyMap<string, SigningKey>; readonly readAt: number };

export function createSigningKeys(openIdUrl: string, now: () => number = Date.now): FindSigningKey {
  let known: Known | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  const readAnew = async () => {
    try {
      known = { keys: await readKeys(openIdUrl), readAt: now() };
    } catch (error) {
      failedAt = now();
      // Keys of yesterday are still the best that is known.
      if (known === null) throw error;
    }
  };
  const isDue = (kid: string) => {
    if (known === null) return true;
    const age = now() - known.readAt;
    return now() - failedAt >= failedAgainMs && age >= (known.keys.has(kid) ? keptMs : unknownAgainMs);
  };
  return async (kid) => {
    if (isDue(kid)) {
      if (reading === null && now() - failedAt < failedAgainMs) throw new Error('the signing keys could not be read');
      reading ??= readAnew().finally(() => {
        reading = null;
      });
      await reading;
    }
    return known?.keys.get(kid) ?? null;
  };
}

async function readKeys(openIdUrl: string): Promise<ReadonlyMap<string, SigningKey>> {
  const { jwks_uri } = openIdDocument.parse(await readJson(openIdUrl));
  const { keys } = keySet.parse(await readJson(jwks_uri));
  const read = keys.flatMap((key) => rsaKey.safeParse(key).data ?? []);
  return new Map(read.map((key) => [key.kid, key]));
}

async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`);
  return response.json();
}
