import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../src/conversation/read-text.ts';

const id = 'K7Q2M4';

describe('readCommand', () => {
  it.each([
    ['setup', { kind: 'setup' }],
    ['  SetUp ', { kind: 'setup' }],
    ['list', { kind: 'list' }],
    ['help', { kind: 'help' }],
    ['Exchange\u00a0 here', { kind: 'exchangeHere' }],
    ['status', { kind: 'status', setupId: null }],
    ['status k7q2m4', { kind: 'status', setupId: id }],
    ['settings K7Q2M4', { kind: 'settings', setupId: id }],
    ['script', { kind: 'script', setupId: null }],
    ['cancel k7q2m4', { kind: 'cancel', setupId: id }],
    ['test', { kind: 'test', scope: 'all', setupId: null }],
    ['test smtp', { kind: 'test', scope: 'smtp', setupId: null }],
    ['test POP3 K7Q2M4', { kind: 'test', scope: 'pop3', setupId: id }],
    ['test token', { kind: 'test', scope: 'token', setupId: null }],
    ['test K7Q2M4', { kind: 'test', scope: 'all', setupId: id }],
    ['undo', { kind: 'undo', setupId: null }],
    ['Undo k7q2m4', { kind: 'undo', setupId: 'K7Q2M4' }],
    ['audit', { kind: 'audit', setupId: null }],
    ['Audit k7q2m4', { kind: 'audit', setupId: id }],
    ['audti', { kind: 'unknown', nearest: 'audit' }],
    ['rotate K7Q2M4', { kind: 'later', word: 'rotate' }],
    ['remove K7Q2M4', { kind: 'later', word: 'remove' }],
    ['test roundtrip', { kind: 'test', scope: 'roundTrip', setupId: null }],
    ['Test RoundTrip k7q2m4', { kind: 'test', scope: 'roundTrip', setupId: id }],
    [
      'test boundary Office@contoso.example k7q2m4',
      { kind: 'test', scope: 'boundary', mailbox: 'office@contoso.example', setupId: id },
    ],
    [
      'test boundary office@contoso.example',
      { kind: 'test', scope: 'boundary', mailbox: 'office@contoso.example', setupId: null },
    ],
    ['test boundary', { kind: 'boundaryOfWhat' }],
    ['test boundary office', { kind: 'boundaryOfWhat' }],
    ['explain', { kind: 'explain', text: '' }],
    [
      ' Explain 535 5.7.3 Authentication\n unsuccessful ',
      { kind: 'explain', text: '535 5.7.3 Authentication\n unsuccessful' },
    ],
    ['explaining', { kind: 'unknown', nearest: null }],
    ['setpu', { kind: 'unknown', nearest: 'setup' }],
    ['stauts K7Q2M4', { kind: 'unknown', nearest: 'status' }],
    ['status K7Q2M', { kind: 'unknown', nearest: 'status' }],
    ['exchange', { kind: 'unknown', nearest: 'exchange here' }],
    ['please setup', { kind: 'unknown', nearest: null }],
    ['', { kind: 'unknown', nearest: null }],
    ['setup now please', { kind: 'unknown', nearest: 'setup' }],
  ])('reads "%s"', (text, expected) => {
    expect(readCommand(text)).toEqual(expected);
  });

  it('never fails, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => readCommand(text).kind.length > 0));
  });

  it('reads no command out of the middle of a sentence', () => {
    const sentence = fc.tuple(fc.constantFrom('setup', 'list', 'help'), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(sentence, ([word, more]) => more.trim() === '' || readCommand(`${word} ${more}`).kind === 'unknown'),
    );
  });
});
