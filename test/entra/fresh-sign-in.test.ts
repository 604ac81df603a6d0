import { expect, test } from 'vitest';
import { authenticatedSince } from '../../src/entra/fresh-sign-in.ts';

const begun = new Date('2026-11-24T09:00:00.000Z');
const now = new Date('2026-11-24T09:03:00.000Z');
const secondsAt = (time: string) => Date.parse(time) / 1000;

test.each([
  ['while the page waited', secondsAt('2026-11-24T09:02:00Z'), true],
  ['as text, as older tokens have it', String(secondsAt('2026-11-24T09:02:00Z')), true],
  ['by a clock that is a little behind', secondsAt('2026-11-24T08:59:10Z'), true],
  ['before the sign-in was begun', secondsAt('2026-11-24T08:58:00Z'), false],
  ['hours ago', secondsAt('2026-11-24T06:00:00Z'), false],
  ['in times to come', secondsAt('2026-11-24T10:00:00Z'), false],
])('credentials given %s (%s) count: %s', (_when, auth_time, counts) => {
  const outcome = authenticatedSince(begun, { auth_time, iat: secondsAt('2026-11-24T09:03:00Z') }, now);
  if (counts) expect(outcome).toMatchObject({ ok: true, value: expect.stringMatching(/^2026-11-24T0[89]:/) });
  else expect(outcome).toMatchObject({ ok: false, problem: { reason: 'signInNotFresh', remedy: 'retry' } });
});

test.each([[{}], [{ iat: secondsAt('2026-11-24T09:03:00Z') }], [{ auth_time: 'soon' }], [{ auth_time: 0 }], [null]])(
  'a token that does not tell (%j) is refused, as something for those who run the bot',
  (claims) => {
    const outcome = authenticatedSince(begun, claims, now);
    expect(outcome).toMatchObject({ ok: false, problem: { reason: 'signInTimeMissing', actor: 'us' } });
  },
);
