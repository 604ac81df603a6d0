// Text of others in cards, as the renderer that Teams' clients are built on shows them in a real browser: what Markdown is
// made of never holds it, and the card is the one that it is with a harmless text, except for exactly that text.

import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyCard } from '../cards/every-card.ts';
import { cardDocument } from '../support/card-document.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { skeletonOf, skeletonsDiffer } from '../support/dom-skeleton.ts';
import { harmless, withText } from '../support/others-text.ts';

const renderer = fileURLToPath(new URL('../../node_modules/adaptivecards/dist/adaptivecards.min.js', import.meta.url));
const wish = { mailboxes: 2, server: 'EDI', sender: 'noreply@contoso.example', smtpAuth: 'organization' } as const;
const cardsWith = (text: string) => everyCard(wish, (value) => withText(value, text));
const hash = /[0-9a-f]{4}(?: [0-9a-f]{4}){3}/g;

/** Runs side by side that look alike are one text to whoever reads them. */
const show = `(content) => {
  showCard(content);
  const card = document.getElementById('card');
  for (const run of card.querySelectorAll('.ac-textRun')) {
    const isAlike = (next) => next?.className === run.className && next.style.cssText === run.style.cssText;
    while (isAlike(run.nextElementSibling)) {
      run.textContent += run.nextElementSibling.textContent;
      run.nextElementSibling.remove();
    }
  }
  return card.innerHTML;
}`;

describe.skipIf(findChromium() === null)('cards', () => {
  let browser: Browser;
  let page: Page;
  const wrong: string[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('dialog', (dialog) => wrong.push(dialog.message()));
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('request', (request) => wrong.push(request.url()));
    await page.setContent(cardDocument);
    await page.addScriptTag({ path: renderer });
    wrong.length = 0;
  });
  afterAll(() => browser?.close());

  async function rendered(content: unknown): Promise<readonly string[]> {
    const markup: string = await page.evaluate(`(${show})(${JSON.stringify(content)})`);
    const parts = await skeletonOf(page, markup);
    return parts.map((part) => part.replace(/__ac-[\w-]+/g, 'ID').replace(hash, 'HASH'));
  }

  // Each text alone is in test/cards/hostile.test.ts; more would be cut.
  const text =
    '[a](https://evil.example) **b** <img src=x onerror=alert(1)> <at>c</at> {{TIME(2026-01-01T00:00:00Z)}} &lt;';
  const plain = new Map(cardsWith(harmless));

  it.each(cardsWith(text))('%s', async (name, { content }) => {
    const found = await rendered(content);
    expect(skeletonsDiffer(found, await rendered(plain.get(name)?.content), text)).toEqual([]);
    expect(wrong).toEqual([]);
  });
});
