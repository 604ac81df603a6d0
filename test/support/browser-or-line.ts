// Runs once before the end-to-end tests. Where no browser is installed they are left out, and one line says which and
// how to have them; in CI a test that is left out is a test that has failed.

import { readdirSync } from 'node:fs';
import { findChromium } from './chromium.ts';

export function setup(): void {
  if (findChromium() !== null) return;
  const tests = readdirSync(new URL('../e2e', import.meta.url)).filter((file) => file.endsWith('.test.ts'));
  const remedy = 'install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to it';
  const names = tests.map((file) => `test/e2e/${file}`).join(', ');
  if (process.env.CI === 'true')
    throw new Error(`These need a browser, and there is none: ${names}. To run them, ${remedy}.`);
  process.stderr.write(`Left out for want of a browser: ${names}. To run them, ${remedy}.\n`);
}
