// Where each link leads, and until when.

import { expect, test } from 'vitest';
import { createPageUrl } from '../src/compose-links.ts';
import { createTickets } from '../src/web/tickets.ts';
import { sealKey } from './contract/opened-storage.ts';

const subject = { id: 'K7Q2M4', tenantId: '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10' };
const start = Date.parse('2026-11-24T09:00:00.000Z');
const ticketsAt = (minutes: number) => createTickets([sealKey('k1', 1)], () => new Date(start + minutes * 60_000));
const day = 24 * 60;

test.each([
  ['authorize', { purpose: 'authorize' }, day],
  ['consent', { purpose: 'authorize', task: 'consent' }, day],
  ['settings', { purpose: 'settings' }, day],
  ['script', { purpose: 'script' }, day],
  ['undo', { purpose: 'script', task: 'undo' }, day],
  ['server', { purpose: 'script', task: 'server' }, day],
  ['exchange', { purpose: 'exchange' }, day],
  ['audit', { purpose: 'audit' }, 30],
] as const)('the link "%s" locates its page, and ends in time', async (page, ticket, minutes) => {
  const url = new URL(await createPageUrl('https://bot.example', ticketsAt(0))(subject, page));
  const [, purpose, text = ''] = url.pathname.split('/');
  expect([url.origin, purpose]).toEqual(['https://bot.example', ticket.purpose]);
  const found = { subject: subject.id, tenantId: subject.tenantId, ...ticket };
  expect(await ticketsAt(minutes - 1).open(text)).toEqual(found);
  expect(await ticketsAt(minutes).open(text)).toBeNull();
});
