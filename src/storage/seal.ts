// Seals client secrets as compact JWE (RFC 7516, "dir" with A256GCM). The row that a secret belongs to is part of the
// protected header, so a value that is moved to another row does not open.

import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import type { SealKey } from './seal-key.ts';

export type SecretPlace = { readonly setupId: string; readonly keyId: string };

export class SealBroken extends Error {
  constructor(place: SecretPlace, why: string) {
    super(`The sealed secret ${place.keyId} of setup ${place.setupId} cannot be opened: ${why}.`);
    this.name = 'SealBroken';
  }
}

export type Sealer = {
  seal(place: SecretPlace, secretText: string): Promise<{ readonly jwe: string; readonly sealKeyId: string }>;
  /** Throws SealBroken where the value was changed, moved, or sealed with a key that is not there. */
  open(place: SecretPlace, jwe: string): Promise<string>;
};

/** The first key seals, every key opens. */
export function createSealer(keys: readonly SealKey[]): Sealer {
  const [first] = keys;
  if (first === undefined) throw new Error('There is no key to seal with.');
  return {
    async seal(place, secretText) {
      const jwe = await new CompactEncrypt(new TextEncoder().encode(secretText))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.id, setup: place.setupId, key: place.keyId })
        .encrypt(first.key);
      return { jwe, sealKeyId: first.id };
    },
    open: (place, jwe) => open(keys, place, jwe),
  };
}

async function open(keys: readonly SealKey[], place: SecretPlace, jwe: string): Promise<string> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(
      jwe,
      (header) => {
        const known = keys.find((key) => key.id === header.kid);
        if (known === undefined) throw new SealBroken(place, 'the key that sealed it is not in SEAL_KEYS');
        return known.key;
      },
      { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    if (protectedHeader.setup !== place.setupId || protectedHeader.key !== place.keyId) {
      throw new SealBroken(place, 'it was sealed for another place');
    }
    return new TextDecoder().decode(plaintext);
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new SealBroken(place, 'it was changed since it was sealed');
    throw error;
  }
}
