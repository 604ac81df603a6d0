// What people with bad intentions do with links, cookies and callbacks, in a real browser and with the real programs: each
// ends harmlessly, and whoever is in front of the page reads what to do.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contosoId, fabrikamId } from '../../sandbox/contoso.ts';
import { type App, startApp } from '../support/app.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { picturePage } from '../support/pictures.ts';
import { type Chat, chatOf } from '../support/playground.ts';
import { linkIn, openPages, pickAccount, signInTo } from './people.ts';

const plan = 'Plan: connect eBiss 3';
const button = /create and grant/i;
const cookie = 'ebiss-authorize';

describe.skipIf(findChromium() === null)('an attack', () => {
  let app: App;
  let browser: Browser;
  let robin: Chat;
  let link: string;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchChromium()]);
    robin = await chatOf(browser, app);
    await robin.say('setup');
    const form = await robin.card('Connect eBiss 3');
    await form.fill('Mailboxes that eBiss uses', 'edi@contoso.example');
    await form.fill('eBiss installation', 'EDI-PROD-01');
    await form.press('Show the plan');
    await robin.card(plan);
    link = linkIn(JSON.stringify(robin.sentCard(plan)), 'authorize');
    // The bot's own app gets its consent once, so that the rest need not stop there.
    const clara = (await openPages(browser)).page;
    await signInTo(clara, link, button, 'Clara Sommer');
    await clara.getByRole('button', { name: 'Accept' }).click();
    await clara.getByRole('button', { name: 'Create it' }).waitFor();
    await clara.context().close();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function browserOf(name: string | null): Promise<Page> {
    const { page } = await openPages(browser);
    if (name !== null) await signInTo(page, link, button, name);
    return page;
  }

  /** Alex has the plan before them. */
  async function alexAtThePlan(): Promise<Page> {
    const page = await browserOf('Alex Brandt');
    await page.getByRole('button', { name: 'Create it' }).waitFor();
    return page;
  }

  async function expectNothingCreated(): Promise<void> {
    const centre = await browserOf(null);
    await centre.goto(app.adminUrl);
    expect(await centre.locator('main').innerText()).toContain('App registrations (0)');
    await centre.context().close();
  }

  /** Of the setup, and of those who have to do with it. */
  async function expectNothingTold(page: Page, reader = ''): Promise<void> {
    const text = await page.locator('html').innerHTML();
    const telling = ['edi@contoso.example', 'EDI-PROD-01', 'Robin Keller', 'robin.keller'];
    for (const told of reader === 'Robin Keller' ? telling.slice(0, 2) : telling) expect(text).not.toContain(told);
  }

  async function sessionOf(page: Page): Promise<string> {
    const found = (await page.context().cookies()).find(({ name }) => name === cookie);
    return found?.value ?? '';
  }

  async function swapSession(page: Page, value: string): Promise<void> {
    await page.context().addCookies([{ name: cookie, value, url: app.botUrl, httpOnly: true, sameSite: 'Lax' }]);
  }

  /** Signs in, but does not follow Entra back: gives the address to which it leads. */
  async function callbackFor(page: Page, name: string): Promise<string> {
    const callback = Promise.withResolvers<string>();
    const isEntra = (url: URL) => url.origin !== new URL(app.botUrl).origin;
    await page.route(isEntra, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      const { location = '' } = response.headers();
      if (!location.includes('/signin/callback?')) return route.fulfill({ response });
      callback.resolve(location);
      return route.abort();
    });
    await signInTo(page, link, button, name);
    const address = await callback.promise;
    await page.unroute(isEntra);
    return address;
  }

  const expectText = async (page: Page, text: string | RegExp) => await page.getByText(text).first().waitFor();

  test('a link forwarded to an administrator: they read who really asks, and looking creates nothing', async () => {
    const alex = await alexAtThePlan();
    const text = await alex.locator('main').innerText();
    for (const told of ['Who asks', 'Robin Keller', 'robin.keller@contoso.example', 'Go on only if you expect this']) {
      expect(text).toContain(told);
    }
    await alex.reload();
    await alex.goto(`${link}/create`);
    await alex.getByRole('button', { name: 'Create it' }).waitFor();
    await expectNothingCreated();
  });

  test.each(['Erik Vogt', 'Robin Keller', 'Gina Gast'])(
    'a ticket in the hands of %s, who may not: told which role it takes, and nothing of the plan',
    async (name) => {
      const thief = await browserOf(name);
      await expectText(thief, 'This account may not do this');
      await expectText(thief, 'Otherwise use another account, or forward the link to somebody who has the role.');
      await expectNothingTold(thief, name);
      await picturePage(thief, `60-attack-ticket-${name.split(' ')[0]?.toLowerCase()}`);
    },
  );

  test('a ticket in the hands of somebody of another tenant: their own sign-in does not count', async () => {
    const { page: fiona } = await openPages(browser);
    await fiona.route(`**/${contosoId}/oauth2/v2.0/authorize?**`, (route) =>
      route.fulfill({ status: 302, headers: { location: route.request().url().replace(contosoId, fabrikamId) } }),
    );
    await signInTo(fiona, link, button, 'Fiona Marsh');
    await fiona.getByRole('button', { name: 'Accept' }).click();
    await fiona.getByRole('alert').waitFor();
    expect(fiona.url()).toBe(link);
    await fiona.getByRole('button', { name: button }).waitFor();
    await expectNothingTold(fiona);
    await picturePage(fiona, '61-attack-ticket-other-tenant');
  });

  test('a session planted while somebody signs in: whoever planted it is not in', async () => {
    const [alex, mallory] = [await browserOf(null), await browserOf(null)];
    await mallory.goto(link);
    await mallory.getByRole('button', { name: button }).click();
    await mallory.getByRole('button', { name: /Erik Vogt/ }).waitFor();
    const planted = await sessionOf(mallory);
    await swapSession(alex, planted);
    await alex.goto(mallory.url());
    await pickAccount(alex, 'Alex Brandt');
    await alex.getByRole('button', { name: 'Create it' }).waitFor();
    expect(await sessionOf(alex)).not.toBe(planted);
    await mallory.goto(link);
    await mallory.getByRole('button', { name: button }).waitFor();
    await expectNothingTold(mallory);
  });

  test('a session swapped for another person’s: the press of the first does nothing in it', async () => {
    const [alex, dora] = [await alexAtThePlan(), await browserOf('Dora Lenz')];
    await dora.getByRole('button', { name: 'Create it' }).waitFor();
    await swapSession(alex, await sessionOf(dora));
    await alex.getByRole('button', { name: 'Create it' }).click();
    await expectText(alex, 'Nothing was changed');
    await expectText(alex, 'Open the link from Teams again and press the button there.');
    await expectNothingTold(alex);
    await expectNothingCreated();
    await picturePage(alex, '62-attack-session-swapped');
  });

  test('a callback in another browser: it is no sign-in there, and the code leaves the address', async () => {
    const [alex, mallory] = [await browserOf(null), await browserOf(null)];
    const stolen = await callbackFor(alex, 'Alex Brandt');
    await mallory.goto(stolen);
    await expectText(mallory, 'This sign-in cannot be completed here');
    await expectText(mallory, 'Open the link from Teams again and sign in from there.');
    expect(mallory.url()).not.toContain('code=');
    expect(await mallory.context().cookies()).toEqual([]);
    await picturePage(mallory, '63-attack-callback-elsewhere');
    await mallory.goto(link);
    await mallory.getByRole('button', { name: button }).waitFor();
    await expectNothingTold(mallory);
    await alex.goto(stolen);
    await alex.getByRole('button', { name: 'Create it' }).waitFor();
    expect(app.log()).not.toContain(new URL(stolen).searchParams.get('code') ?? 'no code');
  });

  test('a sign-in of somebody else pushed into a browser: whoever sits there is not taken for them', async () => {
    const [victim, mallory] = [await browserOf(null), await browserOf(null)];
    await victim.goto(await callbackFor(mallory, 'Dora Lenz'));
    await expectText(victim, 'This sign-in cannot be completed here');
    await victim.goto(link);
    await victim.getByRole('button', { name: button }).waitFor();
    expect(await victim.getByText('Dora Lenz').count()).toBe(0);
  });

  test('a page that asks again and again is told when to come back; others are not', async () => {
    const [alex, greedy] = [await alexAtThePlan(), await browserOf('Erik Vogt')];
    await expectText(greedy, 'This account may not do this');
    const seconds = await greedy.evaluate(`(async () => {
      for (let count = 0; count < 200; count += 1) {
        const answer = await fetch(location.href);
        if (answer.status === 429) return Number(answer.headers.get('retry-after'));
      }
    })()`);
    expect(seconds).toBeGreaterThan(0);
    await greedy.reload();
    await expectText(greedy, /Load this page again in \d+ seconds?\./);
    await picturePage(greedy, '64-attack-too-many-requests');
    await alex.reload();
    await alex.getByRole('button', { name: 'Create it' }).waitFor();
  });

  test('what a page does against its policy is seen', async () => {
    const { page, violations } = await openPages(browser);
    await page.goto(link);
    await page.evaluate(`
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.head.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="https://third.example/x.png">');
    `);
    await expect.poll(() => violations.join('\n')).toMatch(/third\.example/);
    expect(violations.join('\n')).toMatch(/inline script/i);
    expect(await page.evaluate('window.injected')).toBeUndefined();
    violations.length = 0;
  });

  test('nothing went wrong on the way', () => {
    expect(app.log()).not.toMatch(/"level":"(error|fatal)"/);
  });
});
