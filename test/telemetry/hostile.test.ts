// Whatever is logged, by whomever it was chosen: one line of the log is one line of JSON, in which it stands as it was, and
// nothing in it does anything to the terminal of whoever reads the log.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/telemetry/log.ts';
import { hostileText, hostileTexts } from '../support/hostile.ts';

function logged(text: string): string {
  const written: string[] = [];
  const log = createLog('trace', { write: (line: string) => void written.push(line) });
  log.info({ mailbox: text, nested: { server: [text] }, [text]: 1 }, text);
  log.error({ err: new Error(text, { cause: new Error(text) }) }, 'failed');
  return written.join('');
}

function expectText(text: string): void {
  const whole = logged(text);
  expect(whole.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  const [first, second, ...rest] = whole.split('\n');
  expect(rest).toEqual(['']);
  // JSON has no half characters; pino marks them.
  const wellFormed = text.toWellFormed();
  const { mailbox, nested, msg } = JSON.parse(first?.toWellFormed() ?? '');
  expect([mailbox, nested.server[0], msg].map((one: string) => one.toWellFormed())).toEqual(Array(3).fill(wellFormed));
  const { err } = JSON.parse(second ?? '');
  expect([err.message, err.cause.message].map((one: string) => one.toWellFormed())).toEqual([wellFormed, wellFormed]);
}

describe('the log', () => {
  it.each(Object.entries(hostileTexts))('holds %s as text', (_name, text) => {
    expectText(text);
  });

  it('holds any text as text', () => {
    fc.assert(
      // What looks like a secret is taken out, and is another matter.
      fc.property(
        hostileText.filter((text) => !/[=:]|ey|Q~/.test(text)),
        expectText,
      ),
      { numRuns: 1000 },
    );
  });
});
