// A whole job at the most talkative log level, with the secret read, delivered and brought along to a test, and an end by an
// error that nobody caught. What all of it has left behind holds no secret, token, code or password; and it would be found.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createCloud } from '../../sandbox/contoso.ts';
import { type App, startApp } from '../support/app.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { everyRow } from '../support/every-row.ts';
import { type Left, leaksIn, type Secret } from '../support/leaks.ts';
import { type Chat, channelOf, chatOf } from '../support/playground.ts';
import { type Recorded, recordTraffic } from '../support/recorded-traffic.ts';
import { botWithPassword } from './bot-with-password.ts';
import { commandsOn, linkIn, openPages, pickAccount, runInAdminCentre, signInTo } from './people.ts';

const issued = z.array(z.object({ kind: z.string(), value: z.string().min(20) }));
const preload = join(import.meta.dirname, 'throws-what-it-knows.cjs');
const limit = 600_000;

describe.skipIf(findChromium() === null)('after a whole job', () => {
  let app: App;
  let browser: Browser;
  let chat: Chat;
  let channel: Chat;
  let admin: Page;
  /** The administrator's pages first. */
  const traffic: Recorded[] = [];
  let secrets: readonly Secret[];
  let shownOnce: string;

  beforeAll(async () => {
    const env = { LOG_LEVEL: 'trace', SECRET_RETENTION: 'delivered', NODE_OPTIONS: `--require ${preload}` };
    [app, browser] = await Promise.all([startApp({ env }), launchChromium()]);
    ({ page: admin } = await openPages(browser));
    const record = (page: Page, origin: string) => void traffic.push(recordTraffic(page, [origin]));
    record(admin, app.botUrl);
    [chat, channel] = await Promise.all([
      chatOf(browser, app, (page) => record(page, app.chatUrl)),
      channelOf(browser, app, (page) => record(page, app.channelUrl)),
    ]);
  }, limit);

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test(
    'which was done, with the secret shown, delivered, and brought along',
    async () => {
      await chat.say('setup');
      const form = await chat.card('Connect eBiss 3');
      await form.fill('Mailboxes that eBiss uses', 'edi@contoso.example');
      await form.fill('eBiss installation', 'EDI-PROD-01');
      await form.press('Show the plan');
      await chat.card('Plan: connect eBiss 3');
      const authorize = linkIn(JSON.stringify(chat.sentCard('Plan: connect eBiss 3')), 'authorize');
      await signInTo(admin, authorize, /create and grant/i, 'Alex Brandt');
      await admin.getByRole('button', { name: 'Accept' }).click();
      await admin.getByRole('button', { name: 'Create it' }).click();
      await admin.getByText('Your part is done').waitFor();
      await chat.card('For an Exchange administrator to run');
      const commands = commandsOn(chat.sentCard('For an Exchange administrator to run'));
      await runInAdminCentre(admin, app.adminUrl, 'Erik Vogt', commands);
      await (await chat.card('For an Exchange administrator to run')).press('I have run it');
      await chat.waitForText(/: verified\. The eBiss settings are ready/);
      await readAndDeliver();
      await testOnPage();
      await channel.mention('help');
      await channel.card('exchange here');
    },
    limit,
  );

  async function readAndDeliver(): Promise<void> {
    await chat.say('settings');
    await chat.card('smtp.office365.com');
    const settings = linkIn(JSON.stringify(chat.sentCard('smtp.office365.com')), 'settings');
    await signInTo(admin, settings, /sign in/i, 'Alex Brandt');
    const show = admin.getByRole('button', { name: /show the client secret/i }).first();
    await show.click();
    await admin.getByText('Enter your password again').waitFor();
    await pickAccount(admin, 'Alex Brandt');
    await admin.getByRole('button', { name: 'Show it now' }).click();
    shownOnce = (await admin.locator('[data-secret] code').first().innerText()).trim();
    await chat.waitForText(
      'the client secret was shown on the settings page to Alex Brandt (alex.admin@contoso.example)',
    );
    await admin.getByLabel('I have entered the client secret in eBiss').check();
    await admin.getByRole('button', { name: 'It is in eBiss: destroy the copy' }).click();
    await admin.getByText('is not kept here any more').first().waitFor();
    await chat.waitForText('the client secret is in eBiss, as Alex Brandt');
  }

  async function testOnPage(): Promise<void> {
    await chat.say('test');
    await chat.waitForText('the client secret is not kept here any more, so nothing can be tested from the chat');
    const field = admin.getByLabel('Client secret', { exact: true });
    await field.fill(`${shownOnce}-but-wrong`);
    await admin.getByRole('button', { name: 'Test now' }).click();
    // So young a secret might not be known everywhere yet, so that it is asked for a while.
    const refused = admin.getByText('got no token with the client secret that was typed');
    await refused.waitFor({ timeout: 150_000 });
    await field.fill(shownOnce);
    await admin.getByRole('button', { name: 'Test now' }).click();
    // It counts as verified all the while: what tells is that nothing is said of a refusal, nor of a test, any more.
    await refused.waitFor({ state: 'hidden' });
    await admin.getByText('The settings are being tested').waitFor({ state: 'hidden' });
    await admin
      .getByText(/^Verified at /)
      .first()
      .waitFor();
  }

  test('everything that must not get about is known', async () => {
    const answer = await fetch(`${app.adminUrl}/issued`);
    const { clientSecret } = createCloud('').signInApp;
    secrets = [...issued.parse(await answer.json()), { kind: 'signInSecret', value: clientSecret }];
    const count = (kind: string) => secrets.filter((secret) => secret.kind === kind).length;
    expect(secrets.find(({ kind }) => kind === 'clientSecret')?.value).toBe(shownOnce);
    // To authorize, to see the settings, to read the secret.
    expect(count('code')).toBe(3);
    expect(count('graphToken')).toBeGreaterThan(0);
    expect(count('idToken')).toBe(3);
    expect(count('refreshToken')).toBe(3);
    // Three in a row to be verified, one more for the test on the page.
    expect(count('applicationToken')).toBeGreaterThanOrEqual(4);
  });

  test('no answer but one, and no message, held any of it', async () => {
    await admin.goto('about:blank');
    const [pages, ...chats] = await Promise.all(
      traffic.map((recorded) => recorded.all((url, method) => method === 'POST' && url.endsWith('/secret'))),
    );
    // Of the two presses one led to Microsoft, and one held the secret: as it must be found there, the others are looked at.
    expect(pages?.apart).toHaveLength(2);
    expect(pages?.apart.filter((body) => body.includes(shownOnce))).toHaveLength(1);
    const left = [pages, ...chats].flatMap((recorded) => recorded?.left ?? []);
    expect(left.length).toBeGreaterThan(20);
    expect(left.some(({ content }) => content.includes('the client secret was shown'))).toBe(true);
    expect(leaksIn(left, secrets)).toEqual([]);
    const metrics = await (await fetch(`${app.botUrl}/metrics`)).text();
    expect(metrics).toContain('ebiss_check_seconds');
    expect(leaksIn([{ name: 'metrics', content: Buffer.from(metrics) }], secrets)).toEqual([]);
  });

  test('an error that nobody caught ended the bot, and its last words held none of it', async () => {
    const pid = Number(readFileSync(join(app.folder, 'sandbox/bot.pid'), 'utf8'));
    process.kill(pid, 'SIGUSR2');
    await expect.poll(() => app.log(), { timeout: 60_000 }).toContain('ended by an error that nobody caught');
    expect(app.log()).toContain('planted: ');
    await expect.poll(() => isRunning(pid), { timeout: 60_000 }).toBe(false);
    expect(leaksIn([{ name: 'log', content: Buffer.from(app.log()) }], secrets)).toEqual([]);
  });

  test(
    'the bot’s password is in no log, metric or row, though nothing could be sent with it',
    async () => {
      const { password, left } = await botWithPassword(app.folder, preload);
      const known = [...secrets, { kind: 'password', value: password }];
      expect(left.length).toBeGreaterThan(2);
      expect(leaksIn(left, known)).toEqual([]);
      secrets = known;
    },
    limit,
  );

  test(
    'no file and no row of the database holds any of it',
    async () => {
      const files = readdirSync(app.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const left = files.map(({ parentPath, name }): Left => {
        const path = join(parentPath, name);
        return { name: path.slice(app.folder.length), content: readFileSync(path) };
      });
      expect(left.map(({ name }) => name)).toContain('/sandbox/bot.log');
      expect(left.some(({ name }) => name.startsWith('/db/'))).toBe(true);
      expect(leaksIn(left, secrets)).toEqual([]);
      const rows = await everyRow(join(app.folder, 'db'));
      expect(rows).toContain('secretDelivered');
      expect(leaksIn([{ name: 'rows', content: Buffer.from(rows) }], secrets)).toEqual([]);
      expect(leaksIn([{ name: 'start', content: Buffer.from(app.printed()) }], secrets)).toEqual([]);
    },
    limit,
  );

  test('and each of them would have been found', () => {
    const kinds = new Set(secrets.map(({ kind }) => kind));
    for (const { kind, value } of secrets) {
      const content = Buffer.from(`{"level":"trace","msg":"planted","what":"${value}"}`);
      expect(leaksIn([{ name: 'planted', content }], secrets)).toContain(`${kind} in planted`);
    }
    expect(kinds).toEqual(
      new Set([
        'code',
        'graphToken',
        'idToken',
        'refreshToken',
        'applicationToken',
        'clientSecret',
        'signInSecret',
        'password',
      ]),
    );
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
