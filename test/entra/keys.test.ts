import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSecretOf, newApplicationKey, secretDescription } from '../../src/entra/keys.ts';
import { plannedSetup, request } from './provisioned-setup.ts';

test('the application key names the setup, and nobody can guess it', () => {
  const keys = Array.from({ length: 100 }, () => newApplicationKey('K7Q2M4'));
  for (const key of keys) expect(key).toMatch(/^ebiss-mail-bot-k7q2m4-[0-9a-f]{32}$/);
  expect(new Set(keys).size).toBe(100);
});

test('a secret names the server, the setup and the attempt', () => {
  expect(secretDescription(plannedSetup({ attempts: 3 }))).toBe('eBiss EDI-PROD-01 · K7Q2M4 · attempt 3');
});

test('whatever the server is called, the description is short enough and recognised as this setup’s alone', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 1, max: 9999 }),
      (server, attempts) => {
        const description = secretDescription({ ...plannedSetup({ attempts }), request: { ...request, server } });
        expect(description.length).toBeLessThanOrEqual(90);
        expect(isSecretOf({ id: 'K7Q2M4' }, description)).toBe(true);
        expect(isSecretOf({ id: 'AAAAAA' }, description)).toBe(false);
      },
    ),
  );
});

test.each([null, '', 'made by hand', 'K7Q2M4', 'eBiss · K7Q2M4 · attempt x', 'eBiss · K7Q2M4 · attempt 1 (copy)'])(
  'a secret described as %j is somebody else’s',
  (description) => {
    expect(isSecretOf({ id: 'K7Q2M4' }, description)).toBe(false);
  },
);
