// How many lines strangers can put into the log.

import { expect, test } from 'vitest';
import { createSparing } from '../../src/telemetry/sparing.ts';

const at = (seconds: number) => new Date(Date.parse('2026-11-24T09:00:00.000Z') + seconds * 1000);

test('so many a minute are written, and the next one says how many were left out', () => {
  const sparing = createSparing(3);
  const first = Array.from({ length: 10 }, (_, second) => sparing.take(at(second)));
  expect(first).toEqual([0, 0, 0, null, null, null, null, null, null, null]);
  expect([59.9, 60, 61, 62, 63, 200].map((second) => sparing.take(at(second)))).toEqual([null, 8, 0, 0, null, 1]);
});

test('a clock that was set back does not keep lines out until it is there again', () => {
  const sparing = createSparing(1);
  expect([0, 1, -3600, -3599].map((second) => sparing.take(at(second)))).toEqual([0, null, 1, null]);
});
