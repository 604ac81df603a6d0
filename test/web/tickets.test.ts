// Tickets: what opens them, and what does not.

import { describe, expect, it } from 'vitest';
import { createTickets } from '../../src/web/tickets.ts';

const now = () => new Date('2026-11-24T09:00:00.000Z');
const old = { id: 'old', key: new Uint8Array(32).fill(1) };
const fresh = { id: 'fresh', key: new Uint8Array(32).fill(2) };
const ticket = { subject: 'K7Q2M4', tenantId: '5d4f2f0a-6c1e-4b58-9a0e-6f1f3c2a7b10', purpose: 'settings' } as const;

describe('tickets', () => {
  it('open with any key and say nothing to those without', async () => {
    const issued = await createTickets([old], now).issue(ticket, 10);
    expect(await createTickets([fresh, old], now).open(issued)).toEqual(ticket);
    expect(await createTickets([fresh], now).open(issued)).toBeNull();
    expect(Buffer.from(issued, 'base64url').toString('latin1')).not.toContain('K7Q2M4');
  });

  it('expire', async () => {
    const issued = await createTickets([old], now).issue(ticket, 10);
    const later = (minutes: number) => () => new Date(now().getTime() + minutes * 60_000);
    expect(await createTickets([old], later(9)).open(issued)).toEqual(ticket);
    expect(await createTickets([old], later(11)).open(issued)).toBeNull();
  });

  it.each(['', 'x', 'a.b.c.d.e', 'eyJhbGciOiJub25lIn0.e30.'])('read "%s" as no ticket', async (text) => {
    expect(await createTickets([old], now).open(text)).toBeNull();
  });

  it('do not survive a changed character', async () => {
    const issued = await createTickets([old], now).issue(ticket, 10);
    const middle = Math.floor(issued.length / 2);
    const changed = issued.slice(0, middle) + (issued[middle] === 'A' ? 'B' : 'A') + issued.slice(middle + 1);
    expect(await createTickets([old], now).open(changed)).toBeNull();
  });
});
