// Two administrators for one setup: one may create and not consent, the other one grants the consent by the link that was
// handed on. On the way Microsoft makes them wait, and an answer is lost.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { inParts } from '../support/parts.ts';
import { pictureCard, picturePage } from '../support/pictures.ts';
import { type Chat, openPlayground } from '../support/playground.ts';
import { linkIn, openPages, pickAccount, plantFault, signInTo } from './people.ts';

describe.skipIf(findChromium() === null)('who may create, but not consent', () => {
  let app: App;
  let browser: Browser;
  let chat: Chat;
  let dora: Page;
  let clara: Page;
  let centre: Page;
  const violations: string[][] = [];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchChromium()]);
    chat = await openPlayground(browser, app.chatUrl);
    const pages = await Promise.all([openPages(browser), openPages(browser), openPages(browser)]);
    violations.push(...pages.slice(0, 2).map((one) => one.violations));
    [dora, clara, centre] = [pages[0].page, pages[1].page, pages[2].page];
    await chat.open('personal');
  });

  inParts(() => ({ 'consent-chat': chat.page, 'consent-dora': dora, 'consent-clara': clara }));

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('before an administrator has consented to the bot’s own app, Dora is told what is missing', async () => {
    await chat.say('setup');
    const form = await chat.card('Connect eBiss 3');
    await form.fill('Mailboxes that eBiss uses', 'edi@contoso.example');
    await form.fill('eBiss installation', 'EDI-PROD-01');
    await form.press('Show the plan');
    await chat.card('Plan: connect eBiss 3');
    const link = linkIn(JSON.stringify(chat.sentCard('Plan: connect eBiss 3')), 'authorize');
    await signInTo(dora, link, /create and grant/i, 'Dora Lenz');
    await dora.getByRole('button', { name: /Return to the application/ }).click();
    await dora.getByText('This tenant has not consented to the permissions').waitFor();
    await picturePage(dora, '30-page-sign-in-app-consent-missing');
  });

  test('Clara consents to the bot’s own app and decides nothing', async () => {
    const link = linkIn(JSON.stringify(chat.sentCard('Plan: connect eBiss 3')), 'authorize');
    await signInTo(clara, link, /create and grant/i, 'Clara Sommer');
    await clara.getByRole('button', { name: 'Accept' }).click();
    await clara.getByRole('button', { name: 'Create it' }).waitFor();
  });

  test('Dora sees that she may create but not consent, and what follows from it', async () => {
    await dora.getByRole('button', { name: /create and grant/i }).click();
    await pickAccount(dora, 'Dora Lenz');
    await dora.getByText('Your account may create this, but not grant admin consent').waitFor();
    await dora.getByText("may not read the tenant's app management policy").waitFor();
    await picturePage(dora, '31-page-plan-of-a-developer');
  });

  test('Microsoft makes her wait and loses an answer; the page shows each step as it happens', async () => {
    const asked = { request: 'Create the app registration', happening: 'Wait (429 with Retry-After)' };
    await plantFault(centre, app.adminUrl, { ...asked, times: 1, seconds: 4 });
    const lost = { request: 'Add the client secret', happening: 'Broken off after it was done' };
    await plantFault(centre, app.adminUrl, { ...lost, times: 1, seconds: 0 });
    await dora.getByRole('button', { name: 'Create it' }).click();
    await dora.getByText('Microsoft asks us to wait 4 s').waitFor();
    await picturePage(dora, '32-page-asked-to-wait');
    await dora.reload();
    await dora.getByText('Microsoft asks us to wait 4 s').waitFor();
    await chat.card('Microsoft asks us to wait 4 s');
    await pictureCard(browser, chat.sentCard('Microsoft asks us to wait 4 s'), '32-chat-asked-to-wait-card');
    await dora.getByText('Your part is done').waitFor();
  });

  test('everything but the consent is there, once, and the consent is handed on with a link', async () => {
    await dora.getByText('Admin consent is still missing.').waitFor();
    await picturePage(dora, '33-page-consent-handed-on');
    await chat.waitForText('Admin consent and the Exchange commands come next');
    await chat.card('Waiting for two administrators');
    await pictureCard(browser, chat.sentCard('Waiting for two administrators'), '33-chat-consent-handed-on-card');
    await centre.goto(app.adminUrl);
    const text = await centre.locator('main').innerText();
    expect(text).toContain('App registrations (1)');
    expect(text.match(/· attempt \d/g)).toHaveLength(1);
    expect(text).toMatch(/Admin consent granted\s+None/);
  });

  test('Clara opens that link, sees that only the consent is left, and grants it', async () => {
    const link = await dora.getByRole('link', { name: /\/authorize\// }).innerText();
    await clara.context().clearCookies();
    await clara.goto(link);
    await picturePage(clara, '34-page-consent-before-sign-in');
    await clara.getByRole('button', { name: 'Sign in to grant admin consent' }).click();
    await pickAccount(clara, 'Clara Sommer');
    // One permission that nobody was asked for so far: reading applications, in the place of changing them.
    expect(await clara.locator('.permissions li').allInnerTexts()).toEqual(['Read applications\nApplication.Read.All']);
    await clara.getByRole('button', { name: 'Accept' }).click();
    const grant = clara.getByRole('button', { name: 'Grant admin consent' });
    await grant.waitFor();
    expect(await clara.getByLabel('One more reader').count()).toBe(0);
    await picturePage(clara, '35-page-only-consent');
    await grant.click();
    await clara.getByText('Your part is done').waitFor();
    await picturePage(clara, '36-page-consent-granted');
  });

  test('Dora’s page follows by itself; the secret stays hers alone to read', async () => {
    await dora.getByText('Admin consent is still missing.').waitFor({ state: 'detached' });
    await chat.waitForText('the app registration is in place. The Exchange commands come next.');
    expect(await clara.getByRole('link', { name: 'Open the settings page' }).count()).toBe(0);
    await dora.getByRole('link', { name: 'Open the settings page' }).click();
    await dora.getByRole('button', { name: 'Sign in', exact: true }).click();
    await pickAccount(dora, 'Dora Lenz');
    await dora
      .getByRole('button', { name: /show the client secret/i })
      .first()
      .waitFor();
  });

  test('no page broke its own policy', () => {
    expect(violations).toEqual([[], []]);
  });
});
