import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPress } from '../../src/conversation/read-press.ts';

const located = { setupId: 'K7Q2M4', version: 3 };

describe('readPress', () => {
  it.each([
    ['setup.change', located, { kind: 'change', ...located }],
    ['setup.cancel', { setupId: 'k7q2m4', version: 0 }, { kind: 'cancel', setupId: 'K7Q2M4', version: 0 }],
    ['setup.continue', { ...located, more: 1 }, { kind: 'continue', ...located }],
    ['setup.status', located, { kind: 'status', audience: null, ...located }],
    ['setup.status', { ...located, audience: 'exchange' }, { kind: 'status', audience: 'exchange', ...located }],
    ['exchange.done', located, { kind: 'exchangeDone', ...located }],
    ['mail.test', located, { kind: 'test', scope: 'all', ...located }],
    ['mail.test', { ...located, what: 'smtp' }, { kind: 'test', scope: 'smtp', ...located }],
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

  it('never fails, whatever is pressed', () => {
    const verb = fc.oneof(fc.string(), fc.constantFrom('setup.plan', 'mail.test', 'exchange.done', 'setup.status'));
    fc.assert(fc.property(verb, fc.anything(), (pressed, data) => readPress(pressed, data).kind.length > 0));
  });
});
