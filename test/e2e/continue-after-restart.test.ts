// The bot is killed in the middle of provisioning and started again: the saved state is shown, Continue finishes the
// work, and the tenant holds one of everything. The consent is then left to Entra's own page.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { inParts } from '../support/parts.ts';
import { pictureCard, picturePage } from '../support/pictures.ts';
import { type Chat, chatOf } from '../support/playground.ts';
import {
  commandsOn,
  linkIn,
  openPages,
  pickAccount,
  runInAdminCentre,
  setReplicationDelay,
  signInTo,
} from './people.ts';

const manyMailboxes = ['edi', 'orders', 'invoices'].map((name) => `${name}@contoso.example`);

describe.skipIf(findChromium() === null)('after a crash', () => {
  let app: App;
  let browser: Browser;
  let chat: Chat;
  let admin: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchChromium()]);
    chat = await chatOf(browser, app);
    ({ page: admin } = await openPages(browser));
  });

  inParts(() => ({ 'restart-chat': chat.page, 'restart-page': admin }));

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('the bot dies while the app registration is still unknown to other replicas', async () => {
    await setReplicationDelay(admin, app.adminUrl, 5);
    await chat.say('setup');
    const form = await chat.card('Connect eBiss 3');
    await form.fill('Mailboxes that eBiss uses', manyMailboxes.join('\n'));
    await form.fill('eBiss installation', 'EDI-PROD-01');
    await form.press('Show the plan');
    await chat.card('Plan: connect eBiss 3');
    await signInTo(
      admin,
      linkIn(JSON.stringify(chat.sentCard('Plan: connect eBiss 3')), 'authorize'),
      /create only/i,
      'Alex Brandt',
    );
    await admin.getByRole('button', { name: 'Accept' }).click();
    await admin.getByRole('button', { name: 'Create it' }).click();
    await admin.getByText(/Enterprise application\s+At work/i).waitFor();
    app.killBot();
    await app.restartBot();
    await setReplicationDelay(admin, app.adminUrl, 0);
  });

  test('the saved state is shown, with who can go on', async () => {
    const stopped = await chat.card(/stopped before it was complete/i);
    await pictureCard(browser, chat.sentCard('topped before it was complete'), '20-chat-interrupted-card');
    await picturePage(chat.page, '20-chat-interrupted');
    expect(await stopped.text()).toContain('Continue');
  });

  test('Continue finishes the work', async () => {
    const link = linkIn(JSON.stringify(chat.sentCard('topped before it was complete')), 'authorize');
    await signInTo(admin, link, /create only/i, 'Alex Brandt');
    await admin.getByRole('button', { name: 'Create it' }).waitFor();
    await picturePage(admin, '21-page-continue');
    await admin.getByRole('button', { name: 'Create it' }).click();
    await admin.getByText('Your part is done').waitFor();
    await picturePage(admin, '22-page-done-consent-missing');
  });

  test('the tenant holds one application, one enterprise application and one secret', async () => {
    await admin.goto(app.adminUrl);
    const text = await admin.locator('body').innerText();
    expect(text).toContain('App registrations (1)');
    expect(text).toContain('Enterprise applications (1)');
    expect(text.match(/· attempt \d/g)).toHaveLength(1);
  });

  test('the commands are run; the consent is given on the page of Microsoft Entra ID', async () => {
    await chat.card('For an Exchange administrator to run');
    const commands = commandsOn(chat.sentCard('For an Exchange administrator to run'));
    await runInAdminCentre(admin, app.adminUrl, 'Erik Vogt', commands);
    await chat.card('Waiting for two administrators');
    await pictureCard(browser, chat.sentCard('Waiting for two administrators'), '24-chat-two-administrators-card');
    await picturePage(chat.page, '24-chat-two-administrators');
    const consent = JSON.stringify(chat.sentCard('Waiting for two administrators')).match(
      /https?:[^"\\]+adminconsent[^"\\)\s]+/,
    );
    await admin.goto(consent?.[0] ?? '');
    await pickAccount(admin, 'Alex Brandt');
    await admin.getByRole('button', { name: 'Accept' }).click();
    await admin.getByText('AADSTS500113').waitFor();
    // Noticed by itself: nobody tells the bot.
    await chat.waitForText('admin consent was given');
  });

  test('reported without evidence, all mailboxes are verified', async () => {
    await (await chat.card('For an Exchange administrator to run')).press('I have run it');
    await chat.card('Done: the sign-in works');
    await pictureCard(browser, chat.sentCard('Done: the sign-in works'), '25-chat-done-card');
    await chat.waitForText(/: verified\. The eBiss settings are ready/);
    await pictureCard(browser, chat.sentCard('Open the settings page'), '26-chat-three-mailboxes-card');
    await picturePage(chat.page, '26-chat-three-mailboxes');
  });
});
