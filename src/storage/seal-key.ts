// The keys that seal client secrets, as text: `id:base64 of 32 bytes`, comma-separated. Pure.

export type SealKey = { readonly id: string; readonly key: Uint8Array };

export type SealKeysRead =
  | { readonly ok: true; readonly keys: readonly SealKey[] }
  /** `position` counts from 1. The text itself is never repeated. */
  | { readonly ok: false; readonly position: number; readonly wrong: 'form' | 'length' | 'duplicate' };

const form = /^([A-Za-z0-9_.-]{1,64}):([A-Za-z0-9+/]+={0,2})$/;

/** The first key seals, every key opens. */
export function readSealKeys(text: string): SealKeysRead {
  const keys: SealKey[] = [];
  for (const [index, part] of text.split(',').entries()) {
    const position = index + 1;
    const [, id, base64] = form.exec(part.trim()) ?? [];
    if (id === undefined || base64 === undefined) return { ok: false, position, wrong: 'form' };
    const key = new Uint8Array(Buffer.from(base64, 'base64'));
    if (key.length !== 32) return { ok: false, position, wrong: 'length' };
    if (keys.some((known) => known.id === id)) return { ok: false, position, wrong: 'duplicate' };
    keys.push({ id, key });
  }
  return { ok: true, keys };
}
