// The browser of the end-to-end tests: one that is installed on the machine, never downloaded.

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export function findChromium(): string | null {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== '') return existsSync(chosen) ? chosen : null;
  return usualPlaces.find((path) => existsSync(path)) ?? null;
}

/**
 * True where `tests` cannot run for want of a browser: then they are left out, and one line says which and how to
 * have them. In CI a test that is left out is a test that has failed.
 */
export function leftOutWithoutBrowser(tests: string): boolean {
  if (findChromium() !== null) return false;
  const remedy = 'install one (Debian: apt-get install chromium) or set CHROMIUM_PATH';
  if (process.env.CI === 'true') throw new Error(`${tests} need Chromium, and there is none: ${remedy}.`);
  process.stderr.write(`Left out for want of a browser: ${tests}. To have them, ${remedy}.\n`);
  return true;
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium is installed');
  return await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
