// How often something may be done: by one person, by all of a tenant, and by those who hold a link and nothing else.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace, limits } from '../../src/shell/pace.ts';

const start = Date.parse('2026-11-24T10:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1000);
const robin = { tenantId: 'contoso', objectId: 'robin' };
const rate = (most: number) => ({ most, perSeconds: 60 });

test('one person waits until the oldest of the last ones is a minute old; others do not', () => {
  const pace = createPace({ person: rate(3), tenant: rate(100) });
  expect([0, 10, 20, 30].map((second) => pace.take(robin, at(second)))).toEqual([0, 0, 0, 30]);
  expect(pace.take({ ...robin, objectId: 'dora' }, at(30))).toBe(0);
  expect(pace.take(robin, at(60))).toBe(0);
  expect(pace.take(robin, at(61))).toBe(9);
});

test('a tenant waits when all of its people together are too many; another tenant does not', () => {
  const pace = createPace({ person: rate(3), tenant: rate(5) });
  const person = (index: number) => ({ tenantId: 'contoso', objectId: `${index}` });
  for (let index = 0; index < 5; index += 1) expect(pace.take(person(index), at(index))).toBe(0);
  expect(pace.take(person(6), at(20))).toBe(40);
  expect(pace.take({ ...robin, tenantId: 'fabrikam' }, at(20))).toBe(0);
});

test('strangers do not use up what those may who have signed in, nor the other way round', () => {
  const pace = createPace({ person: rate(3), tenant: rate(3), stranger: rate(2) });
  const stranger = { tenantId: 'contoso', objectId: null };
  expect([0, 1, 2].map((second) => pace.take(stranger, at(second)))).toEqual([0, 0, 58]);
  expect([3, 4, 5, 6].map((second) => pace.take(robin, at(second)))).toEqual([0, 0, 0, 57]);
});

test('never more than so many in any minute, and always again after the time that was named', () => {
  const calls = fc.array(fc.record({ who: fc.integer({ min: 0, max: 2 }), after: fc.integer({ min: 0, max: 30 }) }));
  fc.assert(
    fc.property(calls, (made) => {
      const pace = createPace({ person: rate(4), tenant: rate(6) });
      const taken: number[] = [];
      let second = 0;
      for (const { who, after } of made) {
        second += after;
        const person = { tenantId: 'contoso', objectId: `${who}` };
        const wait = pace.take(person, at(second));
        if (wait > 0) expect(pace.take(person, at(second + wait))).toBe(0);
        second += wait;
        taken.push(second);
        expect(taken.filter((time) => time > second - 60).length).toBeLessThanOrEqual(6);
      }
    }),
  );
});

test('every limit leaves a tenant more than one person, and a person enough to work with', () => {
  for (const { person, tenant } of Object.values(limits)) {
    expect(tenant.most).toBeGreaterThanOrEqual(5 * person.most);
    expect(tenant.perSeconds).toBe(person.perSeconds);
    expect(person.most).toBeGreaterThanOrEqual(10);
  }
});
