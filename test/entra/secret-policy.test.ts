import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policyAnswer, secretEnd, secretPolicyOf } from '../../src/entra/secret-policy.ts';

const now = Date.parse('2026-11-24T09:00:00Z');

function policy(...passwordCredentials: object[]) {
  return { isEnabled: true, applicationRestrictions: { passwordCredentials } };
}

const lifetime = (maxLifetime: string | null, rest: object = {}) => ({
  restrictionType: 'passwordLifetime',
  maxLifetime,
  ...rest,
});

test.each([
  ['no restriction', policy(), { kind: 'unrestricted' }],
  ['a policy that is off', { ...policy(lifetime('P90D')), isEnabled: false }, { kind: 'unrestricted' }],
  ['a policy without parts', { isEnabled: true }, { kind: 'unrestricted' }],
  ['a bound in days', policy(lifetime('P180D')), { kind: 'bounded', days: 180 }],
  ['the shortest of two bounds', policy(lifetime('P180D'), lifetime('P90D')), { kind: 'bounded', days: 90 }],
  ['a bound in hours', policy(lifetime('P4DT12H')), { kind: 'bounded', days: 4.5 }],
  ['a bound that cannot be read', policy(lifetime('soon')), { kind: 'notReadable' }],
  ['a bound without a length', policy(lifetime(null)), { kind: 'notReadable' }],
  ['a ban', policy({ restrictionType: 'passwordAddition' }, lifetime('P90D')), { kind: 'forbidden' }],
  [
    'a ban on secrets of one’s own choice',
    policy({ restrictionType: 'customPasswordAddition' }),
    { kind: 'unrestricted' },
  ],
  [
    'a ban that is disabled',
    policy({ restrictionType: 'passwordAddition', state: 'disabled' }),
    { kind: 'unrestricted' },
  ],
  [
    'a bound for applications created later',
    policy(lifetime('P90D', { restrictForAppsCreatedAfterDateTime: '2027-01-01T00:00:00Z' })),
    { kind: 'unrestricted' },
  ],
  [
    'a bound for applications created since last year',
    policy(lifetime('P90D', { restrictForAppsCreatedAfterDateTime: '2025-01-01T00:00:00Z' })),
    { kind: 'bounded', days: 90 },
  ],
])('%s', (_name, answer, expected) => {
  expect(secretPolicyOf(policyAnswer.parse(answer), now)).toEqual(expected);
});

test.each([
  ['2026-11-24T09:00:00.500Z', 12, '2027-11-24T09:00:00.000Z'],
  ['2026-11-30T09:00:00Z', 3, '2027-02-28T09:00:00.000Z'],
  ['2027-11-30T09:00:00Z', 3, '2028-02-29T09:00:00.000Z'],
  ['2026-08-31T00:00:00Z', 6, '2027-02-28T00:00:00.000Z'],
])('%s and %i months end at %s', (from, months, expected) => {
  expect(secretEnd(new Date(from), months, { kind: 'unrestricted' })).toBe(expected);
});

test('a bound shortens, never lengthens, and the end stays below it', () => {
  fc.assert(
    fc.property(fc.constantFrom(3, 6, 12, 24), fc.integer({ min: 1, max: 2000 }), (months, days) => {
      const end = Date.parse(secretEnd(new Date(now), months, { kind: 'bounded', days }));
      const unbounded = Date.parse(secretEnd(new Date(now), months, { kind: 'unrestricted' }));
      expect(end).toBeLessThanOrEqual(unbounded);
      expect(end).toBeLessThan(now + days * 86_400_000);
      expect(end).toBeGreaterThan(now);
    }),
  );
});
