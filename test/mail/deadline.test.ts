import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeadline } from '../../src/mail/deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a deadline ends when its time is up', () => {
  const { signal } = createDeadline(1000);
  vi.advanceTimersByTime(999);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(signal.aborted).toBe(true);
});

test('what is held out of it does not count, and what was left before is left afterwards', async () => {
  const deadline = createDeadline(1000);
  const token = Promise.withResolvers<string>();
  vi.advanceTimersByTime(400);
  const held = deadline.hold(token.promise);
  vi.advanceTimersByTime(60_000);
  token.resolve('token');
  expect(await held).toBe('token');
  expect(deadline.held()).toBe(60_000);
  vi.advanceTimersByTime(599);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(deadline.signal.aborted).toBe(true);
});

test('it also ends when the whole is called off', () => {
  const callOff = new AbortController();
  const { signal, clear } = createDeadline(1000, callOff.signal);
  callOff.abort();
  expect(signal.aborted).toBe(true);
  clear();
  expect(vi.getTimerCount()).toBe(0);
});
