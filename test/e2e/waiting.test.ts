// Exchange takes its time and changes its mind: the card says what is waited for and when the next try is, a success in
// between is not taken for the end, and "verified" comes with a mail that was sent and found again.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { inParts } from '../support/parts.ts';
import { pictureCard, picturePage } from '../support/pictures.ts';
import { type Chat, chatOf } from '../support/playground.ts';
import { commandsOn, linkIn, openPages, pickAccount, runInAdminCentre, setPropagation, signInTo } from './people.ts';

const mailboxes = ['edi@contoso.example', 'orders@contoso.example'];

describe.skipIf(findChromium() === null)('waiting for Exchange', () => {
  let app: App;
  let browser: Browser;
  let chat: Chat;
  let admin: Page;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchChromium()]);
    chat = await chatOf(browser, app);
    ({ page: admin } = await openPages(browser));
  });

  inParts(() => ({ 'waiting-chat': chat.page, 'waiting-page': admin }));

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('a setup with a test mail is handed over', async () => {
    await chat.say('setup');
    const form = await chat.card('Connect eBiss 3');
    await form.fill('Mailboxes that eBiss uses', mailboxes.join('\n'));
    await form.fill('eBiss installation', 'EDI-PROD-01');
    await form.press('Show the plan');
    const plan = await chat.card('Plan: connect eBiss 3');
    expect(await plan.text()).toContain('which it finds again and deletes');
    const link = linkIn(JSON.stringify(chat.sentCard('Plan: connect eBiss 3')), 'authorize');
    await signInTo(admin, link, /create and grant/i, 'Alex Brandt');
    await admin.getByRole('button', { name: 'Accept' }).click();
    await admin.getByRole('button', { name: 'Create it' }).click();
    await admin.getByText('Your part is done').waitFor();
    await chat.card('For an Exchange administrator to run');
  });

  test('while it propagates the card says what was found, and when the next try is', async () => {
    await setPropagation(admin, app.adminUrl, { delaySeconds: 3600, flapSeconds: 0 });
    const commands = commandsOn(chat.sentCard('For an Exchange administrator to run'));
    await runInAdminCentre(admin, app.adminUrl, 'Erik Vogt', commands);
    await (await chat.card('For an Exchange administrator to run')).press('I have run it');
    const waiting = await chat.card('Not yet: Exchange Online does not accept the sign-in');
    expect(await waiting.text()).toMatch(/Next try at/);
    await pictureCard(browser, chat.sentCard('Not yet: Exchange Online does not accept'), '60-chat-waiting-card');
    await picturePage(chat.page, '60-chat-waiting');
  });

  test('a first success is called what it is, and flapping begins the count anew', async () => {
    await setPropagation(admin, app.adminUrl, { delaySeconds: 1, flapSeconds: 12 });
    await chat.card('not sure yet');
    await pictureCard(browser, chat.sentCard('not sure yet'), '61-chat-confirming-card');
    await picturePage(chat.page, '61-chat-confirming');
  });

  test('three successes in a row, the last with a mail that was sent, found again and deleted, are "verified"', async () => {
    await chat.waitForText(/: verified\. The eBiss settings are ready/);
    const done = await chat.card('Verified: eBiss can use these settings');
    expect(await done.text()).toContain('3 times in a row');
    expect(await done.text()).toContain('found again and deleted');
    await done.press('Show details');
    await pictureCard(browser, chat.sentCard('Verified: eBiss can use'), '62-chat-round-trip-card');
    await picturePage(chat.page, '62-chat-round-trip');
    expect(JSON.stringify(chat.sentCard('Verified: eBiss can use'))).toContain('Mail deleted');
    await admin.goto(app.adminUrl);
    expect(await admin.locator('body').innerText()).not.toContain('eBiss mail test');
  });

  test('another round trip is asked about first, because eBiss may be fetching by now', async () => {
    await chat.say('test roundtrip');
    const ask = await chat.card('Is eBiss already fetching mail?');
    await pictureCard(browser, chat.sentCard('Is eBiss already fetching mail?'), '63-chat-ask-live-card');
    await ask.press('No, not yet');
    await chat.card('A test mail goes from each mailbox to itself');
    await chat.card('Verified: eBiss can use these settings');
  });

  test('an error from the log of eBiss is explained', async () => {
    await chat.say(
      'explain 2026-11-27 08:14:02 ERROR MailChannel: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
    );
    const card = await chat.card('What this means');
    await pictureCard(browser, chat.sentCard('What this means'), '64-chat-explain-card');
    await picturePage(chat.page, '64-chat-explain');
    expect(await card.text()).toContain('SMTP AUTH is switched off for the organization');
  });

  test('somebody who authorized it nowhere may not try a mailbox that was not granted', async () => {
    await chat.say('test boundary invoices@contoso.example');
    await chat.waitForText('Only Alex Brandt, who authorized this setup');
  });

  test('the page for the eBiss server has the script', async () => {
    await chat.say('settings');
    await chat.card('smtp.office365.com');
    await admin.goto(linkIn(JSON.stringify(chat.sentCard('smtp.office365.com')), 'script'));
    await admin.getByRole('button', { name: /sign in/i }).click();
    await pickAccount(admin, 'Alex Brandt');
    await admin.getByText('AUTH XOAUTH2').first().waitFor();
    await picturePage(admin, '65-page-server-check');
  });
});
