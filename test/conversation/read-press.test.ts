import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPress } from '../../src/conversation/read-press.ts';

const located = { setupId: 'K7Q2M4', version: 3 };
const seen = { textHash: 'ab12', takenBy: null, reportedAt: null };

describe('readPress', () => {
  it.each([
    ['setup.change', located, { kind: 'change', ...located }],
    ['setup.cancel', { setupId: 'k7q2m4', version: 0 }, { kind: 'cancel', setupId: 'K7Q2M4', version: 0 }],
    ['setup.continue', { ...located, more: 1 }, { kind: 'continue', ...located }],
    ['setup.status', located, { kind: 'status', audience: null, ...located }],
    ['setup.status', { ...located, audience: 'exchange' }, { kind: 'status', audience: 'exchange', ...located }],
    ['exchange.approve', { ...located, seen }, { kind: 'approve', ...located, seen }],
    ['exchange.take', { ...located, seen }, { kind: 'take', ...located, seen }],
    ['exchange.reject', { ...located, seen, reason: 'no' }, { kind: 'reject', ...located, seen, reason: 'no' }],
    ['exchange.reject', { ...located, seen }, { kind: 'reject', ...located, seen, reason: '' }],
    ['exchange.done', { ...located, seen, evidence: '{' }, { kind: 'report', ...located, seen, evidence: '{' }],
    ['exchange.done', { ...located, seen, evidence: 7 }, { kind: 'report', ...located, seen, evidence: '' }],
    ['exchange.done', located, { kind: 'unknown' }],
    ['exchange.approve', { ...located, seen: { ...seen, textHash: 'x'.repeat(65) } }, { kind: 'unknown' }],
    ['exchange.renew', { ...located, audience: 'exchange' }, { kind: 'renew', audience: 'exchange', ...located }],
    ['exchange.toRequester', located, { kind: 'toRequester', ...located }],
    ['exchange.other', located, { kind: 'unknown' }],
    ['mail.test', located, { kind: 'test', scope: 'all', ...located }],
    ['mail.test', { ...located, what: 'smtp' }, { kind: 'test', scope: 'smtp', ...located }],
    ['mail.test', { ...located, what: 'askRoundTrip' }, { kind: 'askRoundTrip', ...located }],
    ['mail.test', { ...located, what: 'boundary' }, { kind: 'unknown' }],
    ['setup.change', { setupId: 'K7Q2M4' }, { kind: 'unknown' }],
    ['setup.change', { setupId: 'K7Q2M4', version: '3' }, { kind: 'unknown' }],
    ['setup.change', { setupId: '../etc', version: 3 }, { kind: 'unknown' }],
    ['setup.change', null, { kind: 'unknown' }],
    ['toString', located, { kind: 'unknown' }],
    ['setup.remove', located, { kind: 'unknown' }],
  ])('reads %s with %j', (verb, data, expected) => {
    expect(readPress(verb, data)).toEqual(expected);
  });

  it('hands the inputs of the setup card on unread', () => {
    const data = { setupId: null, version: null, tenant: 'contoso.example' };
    expect(readPress('setup.plan', data)).toEqual({ kind: 'plan', setupId: null, version: null, inputs: data });
    expect(readPress('setup.plan', { ...located })).toMatchObject({ kind: 'plan', ...located });
  });

  it('keeps of what was pasted a little more than may be pasted', () => {
    const read = readPress('exchange.done', { ...located, seen, evidence: 'x'.repeat(1_000_000) });
    expect(read.kind === 'report' && read.evidence.length).toBe(70_000);
  });

  it('never fails, whatever is pressed', () => {
    const verb = fc.oneof(fc.string(), fc.constantFrom('setup.plan', 'mail.test', 'exchange.done', 'setup.status'));
    fc.assert(fc.property(verb, fc.anything(), (pressed, data) => readPress(pressed, data).kind.length > 0));
  });
});
