// Watches a page as a reviewer does: what it does against its own Content-Security-Policy, its errors, and whom it asks
// beside this machine. A test file that has watched a page fails where there was anything, without asking for it.

import type { Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';

const lists: string[][] = [];

afterAll(() => {
  expect(lists.flat(), 'what pages did against their policy').toEqual([]);
});

/** Gives the list into which it goes on writing. */
export function watchPage(page: Page): string[] {
  const found: string[] = [];
  lists.push(found);
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security.Policy/i.test(message.text())) found.push(message.text());
  });
  page.on('pageerror', (error) => void found.push(String(error)));
  page.on('request', (request) => {
    if (!isOfThisMachine(request.url())) found.push(`asks ${request.url()}`);
  });
  return found;
}

function isOfThisMachine(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return !protocol.startsWith('http') || ['127.0.0.1', 'localhost'].includes(hostname);
}
