// The whole job once, as three people do it: the requester in the chat, a Microsoft Entra administrator on the bot's
// pages, an Exchange administrator in the admin centre. Real browser, real programs, as `npm start` starts them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { inParts } from '../support/parts.ts';
import { pictureCard, picturePage } from '../support/pictures.ts';
import { type Chat, chatOf } from '../support/playground.ts';
import { commandsOn, linkIn, openPages, pickAccount, runInAdminCentre } from './people.ts';

describe.skipIf(findChromium() === null)('from "setup" to verified settings', () => {
  let app: App;
  let browser: Browser;
  let chat: Chat;
  let admin: Page;
  let violations: readonly string[];
  let commands: string;
  let secret: string;

  beforeAll(async () => {
    // Far apart, so that on a slow machine no try comes between what a person reads and what they press.
    const env = { VERIFY_SCHEDULE: '0,20,40' };
    [app, browser] = await Promise.all([startApp({ env }), launchChromium()]);
    chat = await chatOf(browser, app);
    ({ page: admin, violations } = await openPages(browser));
  });

  inParts(() => ({ chat: chat.page, page: admin }));

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('the form names a mistake at its field and keeps what was typed', async () => {
    await chat.say('setup');
    const form = await chat.card('Connect eBiss 3');
    await pictureCard(browser, chat.sentCard('Connect eBiss 3'), '01-chat-form-card');
    await picturePage(chat.page, '01-chat-form');
    await form.fill('Mailboxes that eBiss uses', 'edi@contoso.example, edi at contoso');
    await form.fill('eBiss installation', 'EDI-PROD-01');
    await form.press('Show the plan');
    const again = await chat.card('needs another look');
    await pictureCard(browser, chat.sentCard('needs another look'), '02-chat-form-mistake-card');
    await picturePage(chat.page, '02-chat-form-mistake');
    expect(await again.text()).toContain('This is not a mail address');
    expect(await again.value('Mailboxes that eBiss uses')).toBe('edi@contoso.example, edi at contoso');
    expect(await again.value('eBiss installation')).toBe('EDI-PROD-01');
    await again.fill('Mailboxes that eBiss uses', 'edi@contoso.example');
    await again.press('Show the plan');
  });

  test('the plan says what will change, who acts, and what is not touched', async () => {
    const plan = await chat.card('Plan: connect eBiss 3');
    await pictureCard(browser, chat.sentCard('Plan: connect eBiss 3'), '03-chat-plan-card');
    await picturePage(chat.page, '03-chat-plan');
    const text = await plan.text();
    for (const part of ['SMTP.SendAsApp', 'Exchange administrator', 'Not touched']) expect(text).toContain(part);
  });

  test('before sign-in the page tells nothing; a plain user is told which role is missing', async () => {
    await admin.goto(linkIn(JSON.stringify(chat.sentCard('Plan: connect eBiss 3')), 'authorize'));
    await picturePage(admin, '04-page-before-sign-in');
    const text = await admin.locator('body').innerText();
    for (const secretive of ['Contoso', 'Robin', 'edi@']) expect(text).not.toContain(secretive);
    await admin.getByRole('button', { name: /create only/i }).click();
    await pickAccount(admin, 'Robin Keller');
    await picturePage(admin, '05-entra-needs-approval');
    await admin.getByRole('button', { name: /Return to the application/ }).click();
    await admin
      .getByText(/consent/i)
      .first()
      .waitFor();
    await picturePage(admin, '06-page-consent-missing');
  });

  test('an administrator sees who asks for what, and creates it', async () => {
    await admin.getByRole('button', { name: /create and grant/i }).click();
    await picturePage(admin, '07-entra-sign-in');
    await pickAccount(admin, 'Alex Brandt');
    await admin.getByRole('button', { name: 'Accept' }).waitFor();
    await picturePage(admin, '08-entra-consent');
    await admin.getByRole('button', { name: 'Accept' }).click();
    await admin.getByRole('button', { name: 'Create it' }).waitFor();
    await picturePage(admin, '09-page-plan');
    const text = await admin.locator('body').innerText();
    for (const part of ['robin.keller@contoso.example', 'edi@contoso.example', 'Alex Brandt'])
      expect(text).toContain(part);
    await admin.getByRole('button', { name: 'Create it' }).click();
    await admin.getByText('Your part is done').waitFor();
    await picturePage(admin, '10-page-done');
  });

  test('the chat hands over the Exchange commands with real values', async () => {
    const handOver = await chat.card('For an Exchange administrator to run');
    await pictureCard(browser, chat.sentCard('For an Exchange administrator to run'), '11-chat-hand-over-card');
    await handOver.press('Show the commands');
    await picturePage(chat.page, '11-chat-hand-over');
    commands = commandsOn(chat.sentCard('For an Exchange administrator to run'));
    expect(commands).toMatch(/New-ServicePrincipal -AppId '[0-9a-f-]{36}' -ObjectId '[0-9a-f-]{36}'/);
  });

  test('without the commands the sign-in is refused, with the right reason', async () => {
    await (await chat.card('For an Exchange administrator to run')).press('I have run it');
    const waiting = await chat.card('Not yet: Exchange Online does not accept the sign-in');
    await pictureCard(browser, chat.sentCard('Not yet: Exchange Online does not accept'), '12-chat-refused-card');
    await picturePage(chat.page, '12-chat-refused');
    const text = await waiting.text();
    expect(text).toContain('not registered');
    expect(text).toContain('If a command was left out, waiting does not help.');
  });

  test('the Exchange administrator runs them in the admin centre', async () => {
    const output = await runInAdminCentre(admin, app.adminUrl, 'Erik Vogt', commands);
    await picturePage(admin, '13-admin-centre');
    for (const part of ['FullAccess', 'SendAs']) expect(output).toContain(part);
  });

  test('then both channels are verified by signing in', async () => {
    await (await chat.card('Not yet: Exchange Online does not accept')).press('Test now');
    await chat.waitForText(/: verified\. The eBiss settings are ready/);
    await pictureCard(browser, chat.sentCard('Open the settings page'), '14-chat-verified-card');
    await picturePage(chat.page, '14-chat-verified');
    await chat.say('settings');
    const settings = await chat.card('smtp.office365.com');
    await pictureCard(browser, chat.sentCard('smtp.office365.com'), '15-chat-settings-card');
    await picturePage(chat.page, '15-chat-settings');
    const text = await settings.text();
    for (const part of ['587', '995', 'outlook.office365.com', 'edi@contoso.example']) expect(text).toContain(part);
    expect(text.match(/Verified/g)).toHaveLength(2);
  });

  test('the settings page gives the secret to the administrator who authorized, once they signed in for it', async () => {
    await admin.goto(linkIn(JSON.stringify(await chat.sentCard('smtp.office365.com')), 'settings'));
    await picturePage(admin, '16-page-settings-before-sign-in');
    await admin.getByRole('button', { name: /sign in/i }).click();
    await pickAccount(admin, 'Alex Brandt');
    await admin
      .getByRole('button', { name: /client secret/i })
      .first()
      .waitFor();
    await picturePage(admin, '17-page-settings');
    await admin
      .getByRole('button', { name: /show the client secret/i })
      .first()
      .click();
    await admin.getByText('Enter your password again').waitFor();
    await picturePage(admin, '18-entra-password-again');
    await pickAccount(admin, 'Alex Brandt');
    await admin.getByRole('button', { name: 'Show it now' }).click();
    const shown = admin.locator('[data-secret] code').first();
    await shown.waitFor();
    secret = (await shown.innerText()).trim();
    expect(secret.length).toBeGreaterThan(30);
    await chat.waitForText('the client secret was shown on the settings page to Alex Brandt');
    await picturePage(chat.page, '19-chat-secret-shown');
  });

  test('chat and page tell who did what, and give it as a file with Graph’s request ids', async () => {
    await chat.say('audit');
    await chat.card('Audit trail');
    await pictureCard(browser, chat.sentCard('Audit trail'), '20-chat-audit-card');
    await admin.goto(linkIn(JSON.stringify(chat.sentCard('Audit trail')), 'audit'));
    await admin.getByRole('button', { name: 'Sign in', exact: true }).click();
    await pickAccount(admin, 'Alex Brandt');
    const download = admin.getByRole('link', { name: 'Download as CSV' });
    await download.waitFor();
    await picturePage(admin, '21-page-audit');
    const [saved] = await Promise.all([admin.waitForEvent('download'), download.click()]);
    const lines = readFileSync(await saved.path(), 'utf8').split('\r\n');
    const added = lines.find((line) => line.includes('Added a client secret'));
    expect(added).toMatch(/"Alex Brandt".*"alex\.admin@contoso\.example".*"[0-9a-f-]{36}","[A-Z0-9]{6}"$/);
    expect(lines.find((line) => line.includes('Read the client secret'))).toContain('"Alex Brandt"');
    expect(lines.join()).not.toContain(secret);
  });

  test('the secret is nowhere else: not in the chat, the log, or any file; and no page broke its own policy', async () => {
    expect((await chat.texts()).join('\n')).not.toContain(secret);
    const files = readdirSync(app.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const holding = files
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => readFileSync(path).includes(secret));
    expect(holding).toEqual([]);
    expect(violations).toEqual([]);
  });
});
