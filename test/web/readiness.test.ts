// The database is asked once for all who look within a second.

import { expect, test } from 'vitest';
import { createReadiness } from '../../src/web/readiness.ts';

test('asks once a second, gives each the latest answer, and asks again where the clock was set back', async () => {
  let time = Date.parse('2026-11-24T09:00:00.000Z');
  const answers = [true, false, true];
  let asked = 0;
  const isReady = createReadiness(
    async () => answers[asked++] ?? false,
    () => new Date(time),
  );
  expect(await Promise.all([isReady(), isReady(), isReady()])).toEqual([true, true, true]);
  time += 999;
  expect([await isReady(), asked]).toEqual([true, 1]);
  time += 1;
  expect([await isReady(), asked]).toEqual([false, 2]);
  time -= 3_600_000;
  expect([await isReady(), asked]).toEqual([true, 3]);
});
