// Seal keys as text and in a file, sealing, and setup ids.

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer } from '../../src/storage/seal.ts';
import { readSealKeys } from '../../src/storage/seal-key.ts';
import { sealKeysBeside } from '../../src/storage/seal-keys-file.ts';
import { newSetupId } from '../../src/storage/setup-id.ts';
import { sealKey } from '../contract/opened-storage.ts';

const place = { setupId: 'AAAAAA', keyId: 'key' };
const base64 = Buffer.alloc(32, 7).toString('base64');

describe('sealing', () => {
  it('opens what it sealed, whatever the text, and never shows it', async () => {
    const sealer = createSealer([sealKey('k1', 1)]);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 4 }), async (text) => {
        const { jwe, sealKeyId } = await sealer.seal(place, text);
        expect(sealKeyId).toBe('k1');
        expect(await sealer.open(place, jwe)).toBe(text);
        expect(jwe.split('.')).toHaveLength(5);
        expect(jwe).not.toContain(text);
      }),
      { numRuns: 30 },
    );
  });

  it('does not open elsewhere, with another key, or when a character was changed', async () => {
    const sealer = createSealer([sealKey('k1', 1)]);
    const { jwe } = await sealer.seal(place, 'text');
    await expect(sealer.open({ ...place, keyId: 'other' }, jwe)).rejects.toThrow('another place');
    await expect(sealer.open({ ...place, setupId: 'BBBBBB' }, jwe)).rejects.toThrow('another place');
    await expect(createSealer([sealKey('k1', 2)]).open(place, jwe)).rejects.toThrow('was changed');
    await expect(createSealer([sealKey('k2', 1)]).open(place, jwe)).rejects.toThrow('not in SEAL_KEYS');
    const parts = jwe.split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: 'k1', setup: 'BBBBBB', key: 'key' }));
    const forged = [header.toString('base64url'), ...parts.slice(1)].join('.');
    await expect(sealer.open({ ...place, setupId: 'BBBBBB' }, forged)).rejects.toThrow('was changed');
    await expect(sealer.open(place, 'no jwe')).rejects.toThrow('was changed');
  });

  it('seals with the first key and opens with each', async () => {
    const old = createSealer([sealKey('old', 1)]);
    const both = createSealer([sealKey('new', 2), sealKey('old', 1)]);
    const { jwe } = await old.seal(place, 'text');
    expect(await both.open(place, jwe)).toBe('text');
    expect((await both.seal(place, 'text')).sealKeyId).toBe('new');
  });
});

describe('seal keys as text', () => {
  it.each([
    [`a:${base64}`, ['a']],
    [`a:${base64}, b.2:${base64}`, ['a', 'b.2']],
  ])('reads %s', (text, ids) => {
    const read = readSealKeys(text);
    expect(read.ok && read.keys.map((key) => [key.id, key.key.length])).toEqual(ids.map((id) => [id, 32]));
  });

  it.each([
    ['', { position: 1, wrong: 'form' }],
    [base64, { position: 1, wrong: 'form' }],
    [`a:${base64},`, { position: 2, wrong: 'form' }],
    ['a:c2hvcnQ=', { position: 1, wrong: 'length' }],
    [`a:${base64},a:${base64}`, { position: 2, wrong: 'duplicate' }],
  ])('refuses %j', (text, mistake) => {
    expect(readSealKeys(text)).toEqual({ ok: false, ...mistake });
  });
});

describe('the seal key beside the database', () => {
  it('is made once, for its owner alone, and the same ever after', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'ebiss-seal-'));
    const database = join(directory, 'deep', 'db');
    const made = await Promise.all([sealKeysBeside(database), sealKeysBeside(database)]);
    expect(made[0]).toEqual(made[1]);
    expect(await sealKeysBeside(database)).toEqual(made[0]);
    const file = join(directory, 'deep', 'seal-keys');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/^sandbox:/);
    await writeFile(file, 'spoilt');
    await expect(sealKeysBeside(database)).rejects.toMatchObject({ reason: 'sealKeysUnreadable' });
    await rm(directory, { recursive: true });
  });
});

it('makes setup ids of six characters that are not taken for one another', () => {
  const ids = Array.from({ length: 2000 }, newSetupId);
  for (const id of ids) expect(id).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
  expect(new Set(ids).size).toBeGreaterThan(1990);
});
