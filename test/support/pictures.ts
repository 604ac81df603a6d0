// Keeps pictures of pages and cards, at the width of a phone and of a desk, in light and dark. They are looked at by
// people; no test compares them.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { cardDocument } from './card-document.ts';
import type { Chat } from './playground.ts';

const widths = { phone: 360, desktop: 1200 } as const;
const schemes = ['light', 'dark'] as const;

/** Where pictures go when nothing else is said; CI and people set PICTURES to keep them elsewhere. */
const picturesFolder = process.env.PICTURES || fileURLToPath(new URL('../../.data/pictures', import.meta.url));

const root = new URL('../../node_modules/adaptivecards/dist/', import.meta.url);
const renderer = fileURLToPath(new URL('adaptivecards.min.js', root));

/** `NAME-phone-light.png` and the three others; the whole page. The page is left as it was. */
export async function picturePage(page: Page, name: string, folder: string = picturesFolder): Promise<void> {
  await picture(page, { name, folder, height: 900 });
}

type Picture = { readonly name: string; readonly folder: string; readonly height: number };

/** `height` is the least one. */
async function picture(page: Page, { name, folder, height }: Picture): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const [label, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${label}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before !== null) await page.setViewportSize(before);
}

/** The same of a card, drawn by the Adaptive Cards renderer in Teams' colours: the chat client has one width, one theme. */
export async function pictureCard(
  browser: Browser,
  content: Readonly<Record<string, unknown>>,
  name: string,
  folder: string = picturesFolder,
): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: cardDocument }));
    await page.goto('http://card.invalid/');
    await page.addScriptTag({ path: renderer });
    await page.evaluate(`showCard(${JSON.stringify(content)})`);
    await picture(page, { name, folder, height: 100 });
  } finally {
    await page.close();
  }
}

/** Of a chat client: `NAME-card`, the newest card with `text` in it, and `NAME`, the page with the place that is open. */
export async function pictureChat(
  browser: Browser,
  { page, sentCard }: Pick<Chat, 'page' | 'sentCard'>,
  text: string,
  name: string,
): Promise<void> {
  await pictureCard(browser, sentCard(text), `${name}-card`);
  await picturePage(page, name);
}
