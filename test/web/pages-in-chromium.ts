// The pages of `pages-world.ts` in a real browser, with an Entra of their own; collects what a page does against its
// Content-Security-Policy, and its errors.

import { createServer, type Server } from 'node:http';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { done } from '../../src/setup/problem.ts';
import type { Ticket, TicketPurpose } from '../../src/web/web-deps.ts';
import { launchChromium } from '../support/chromium.ts';
import { picturePage } from '../support/pictures.ts';
import { watchPage } from '../support/watched-page.ts';
import { people, planned, running, survey } from './contoso-setup.ts';
import { startWorld, type World } from './pages-world.ts';

export const consentButton = 'Sign in to create and grant admin consent';

export type PagesInChromium = {
  readonly world: World;
  readonly browser: Browser;
  readonly violations: readonly string[];
  newPage(javaScriptEnabled?: boolean): Promise<Page>;
  /** From a fresh link; `button` is the one to press there. */
  open(page: Page, purpose: TicketPurpose, button: string | null, task?: Pick<Ticket, 'task'>): Promise<void>;
  /** Opens the page of a run, and waits until it is told of it. */
  watchRun(page: Page): Promise<void>;
  /** The server lets go of the event streams, and takes connections again. */
  loseConnection(): Promise<void>;
  /** No page is open, and what stands behind the pages is as at first again. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

export async function startPagesInChromium(): Promise<PagesInChromium> {
  let origin = '';
  const entra = await startEntra(() => origin);
  const world = await startWorld(`http://127.0.0.1:${portOf(entra)}/authorize`);
  origin = world.origin;
  const browser = await launchChromium();
  const violations: string[] = [];
  const pages: PagesInChromium = {
    world,
    browser,
    violations,
    async newPage(javaScriptEnabled = true) {
      const permissions = ['clipboard-read', 'clipboard-write'];
      const page = await (await browser.newContext({ javaScriptEnabled, permissions })).newPage();
      page.setDefaultTimeout(10_000);
      watchPage(page);
      page.on('console', (message) => {
        if (message.type() === 'error') violations.push(message.text());
      });
      page.on('pageerror', (error) => violations.push(error.message));
      return page;
    },
    async open(page, purpose, button, task = {}) {
      await page.goto(`${world.origin}${await world.link(purpose, 60, task)}`);
      if (button !== null) await page.getByRole('button', { name: button, exact: true }).click();
    },
    async watchRun(page) {
      world.behind.setup = running;
      await pages.open(page, 'authorize', consentButton);
      await page.getByText('Setup in progress').first().waitFor();
      await expect.poll(() => world.listening()).toBe(1);
    },
    async loseConnection() {
      world.behind.broken = true;
      world.save(world.behind.setup ?? running);
      await expect.poll(() => world.listening()).toBe(0);
      world.behind.broken = false;
    },
    async reset() {
      for (const context of browser.contexts()) await context.close();
      const asAtFirst = { setup: planned, afterAuthorize: running, person: people.admin, survey: done(survey) };
      Object.assign(world.behind, asAtFirst, {
        broken: false,
        retention: 'keep',
        clock: new Date('2026-11-24T09:00:00.000Z'),
      });
    },
    async close() {
      await browser.close();
      await world.close();
      entra.close();
    },
  };
  return pages;
}

/** A step of the checklist that is shown. */
export function rowOf(page: Page, title: string): Locator {
  return page.locator('[data-live] li', { hasText: title });
}

/** Keeps its pictures, and sees that nothing is wider than the smallest phone. */
export async function picture(page: Page, name: string): Promise<void> {
  await picturePage(page, `page-${name}`);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 740 });
  const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow, `${name} at 320 px`).toBe(0);
  if (before !== null) await page.setViewportSize(before);
}

/** Entra as a browser sees it: another origin, which leads over a third one (a federated sign-in) back with a code. */
function startEntra(origin: () => string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://x');
    const federated = `http://localhost:${portOf(server)}/federated${search}`;
    const back = `${origin()}/signin/callback?code=c&state=${searchParams.get('state')}`;
    // restify changes http.ServerResponse for the whole process; its writeHead returns nothing to go on with.
    response.statusCode = 302;
    response.setHeader('location', pathname === '/federated' ? back : federated);
    response.end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
