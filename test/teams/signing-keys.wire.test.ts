// The Bot Framework's keys: how often they are asked for, whoever calls, and what counts while they cannot be had.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSigningKeys } from '../../src/teams/signing-keys.ts';
import { startTeamsService, type TeamsService } from './teams-service.ts';

let service: TeamsService;
let clock: number;
beforeEach(async () => {
  service = await startTeamsService();
  clock = Date.parse('2026-11-24T09:00:00.000Z');
});
afterEach(() => service.close());

const keys = () => createSigningKeys(`${service.url}/openid`, () => clock);
const minutes = 60_000;

test('are read once for many callers at once, and kept for a day', async () => {
  const find = keys();
  const found = await Promise.all(Array.from({ length: 50 }, () => find('endorsed')));
  expect(found.every((key) => key?.endorsements.includes('msteams'))).toBe(true);
  clock += 23 * 60 * minutes;
  await find('endorsed');
  expect(service.keyReads()).toBe(1);
  clock += 61 * minutes;
  await find('endorsed');
  expect(service.keyReads()).toBe(2);
});

test('are not asked for again for each unknown one', async () => {
  const find = keys();
  for (let index = 0; index < 20; index += 1) expect(await find(`guess-${index}`)).toBeNull();
  expect(service.keyReads()).toBe(1);
  clock += 11 * minutes;
  await find('guess');
  expect(service.keyReads()).toBe(2);
});

test('cannot be had: is told as that, and not asked for with each call', async () => {
  service.setKeysAway(true);
  const find = keys();
  for (let index = 0; index < 20; index += 1) await expect(find('endorsed')).rejects.toThrow();
  expect(service.keyReads()).toBe(1);
  service.setKeysAway(false);
  clock += 6_000;
  expect(await find('endorsed')).not.toBeNull();
});

test('of yesterday still hold where new ones cannot be had', async () => {
  const find = keys();
  await find('endorsed');
  service.setKeysAway(true);
  clock += 25 * 60 * minutes;
  expect(await find('endorsed')).not.toBeNull();
});
