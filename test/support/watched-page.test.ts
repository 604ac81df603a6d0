// The end-to-end tests open pages of the bot only where they are watched for what they do against their policy.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../e2e');
const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('a page of an end-to-end test', () => {
  /** They watch for more: that nothing at all is asked for, said or run. */
  const others = ['hostile-cards.test.ts', 'hostile-pages.test.ts'];

  test.each(files.filter((file) => !others.includes(file)))('is never opened past the watching: %s', (file) => {
    const opened = read(file).match(/(?:browser|context)\.newPage\(/g) ?? [];
    expect(read(file).match(/watchPage\(/g) ?? []).toHaveLength(opened.length);
  });

  test.each(['people.ts', '../web/pages-in-chromium.ts'])('is watched where it is opened: %s', (file) => {
    const text = read(file);
    expect(text.match(/\.newPage\(\)/g)).toHaveLength(1);
    expect(text.match(/watchPage\(page\)/g)).toHaveLength(1);
  });
});
