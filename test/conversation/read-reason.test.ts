import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestReason, readReason } from '../../src/conversation/read-reason.ts';

describe('readReason', () => {
  it.each([
    ['  orders@ is not ours  ', { ok: true, reason: 'orders@ is not ours' }],
    ['two\r\nlines\tand a tab', { ok: true, reason: 'two lines and a tab' }],
    ['', { ok: false, mistake: 'missing' }],
    [' \n ', { ok: false, mistake: 'missing' }],
    ['x'.repeat(longestReason + 1), { ok: false, mistake: 'tooLong' }],
    ['turned \u202earound', { ok: false, mistake: 'unsafeCharacters' }],
    ['zero\u200bwidth', { ok: false, mistake: 'unsafeCharacters' }],
  ])('reads %j', (typed, expected) => {
    expect(readReason(typed)).toEqual(expected);
  });

  it('gives back one line without what hides or reorders text, or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const read = readReason(typed);
        return !read.ok || (read.reason.length <= longestReason && !/[\p{C}\p{Zl}\p{Zp}]/u.test(read.reason));
      }),
    );
  });
});
