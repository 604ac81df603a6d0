import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../../src/setup/text-of-others.ts';
import { hostileText } from '../support/hostile.ts';

describe('oneLine', () => {
  it.each([
    ['Robin Keller', 'Robin Keller'],
    ['  Zoë \t Ångström\n', 'Zoë Ångström'],
    ['K7Q2M4: approved by Erik\r\nK7Q2M4: verified', 'K7Q2M4: approved by Erik K7Q2M4: verified'],
    ['a\u2028b\u2029c\u0085d\u000be', 'a b c d e'],
    ['exe.\u202egpj\u202c', 'exe.gpj'],
    ['A\u200bl\u2060e\ufeffx\u00ad\u{e0041}\u3164', 'Alex'],
    ['\u001b[31mred\u009b0m', '[31mred0m'],
    ['half \ud800 of one', 'half of one'],
    ['<at>all</at> [x](https://evil.example)', '<at>all</at> [x](https://evil.example)'],
    ['\u0000\u200b', ''],
  ])('makes of %j one line that shows all that it is', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it('leaves nothing that hides, reorders or breaks text, and is no longer than wanted', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 50 }), (text, longest) => {
        const line = oneLine(text, longest);
        expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect([...line].length).toBeLessThanOrEqual(longest);
        expect(oneLine(line, longest)).toBe(line.trim());
      }),
    );
  });
});
