// Two people at two chat clients talk to one bot: the requester in their chat, the Exchange administrator in a channel.
// What the one says or presses is answered where it was said or pressed, and nowhere else.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { pictureChat } from '../support/pictures.ts';
import { type Chat, channelOf, chatOf } from '../support/playground.ts';

const helpTitle = 'eBiss 3 and Microsoft 365 mail';
const formButton = 'Show the plan';
const mistake = 'needs another look';
const mailboxes = 'Mailboxes that eBiss uses';

describe.skipIf(findChromium() === null)('two people', () => {
  let app: App;
  let browser: Browser;
  let chat: Chat;
  let channel: Chat;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), launchChromium()]);
    [chat, channel] = await Promise.all([chatOf(browser, app), channelOf(browser, app)]);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const count = async ({ texts }: Chat, text: string) => (await texts()).join('\n').split(text).length - 1;

  test('each is greeted once, and answered where they ask', async () => {
    await Promise.all([chat.card(helpTitle), channel.card(helpTitle)]);
    await chat.say('help');
    await expect.poll(() => count(chat, helpTitle)).toBe(2);
    expect(await count(channel, helpTitle)).toBe(1);
    await channel.mention('help');
    await expect.poll(() => count(channel, helpTitle)).toBe(2);
    expect(await count(chat, helpTitle)).toBe(2);
  });

  test('a press in the channel is answered there alone', async () => {
    await Promise.all([chat.say('setup'), channel.mention('setup')]);
    await chat.card(formButton);
    const form = await channel.card(formButton);
    await form.fill(mailboxes, 'edi at contoso');
    await form.fill('eBiss installation', 'EDI-PROD-01');
    await form.press(formButton);
    await channel.card(mistake);
    await pictureChat(browser, channel, mistake, '40-channel-of-the-exchange-administrator');
    expect(await count(chat, mistake)).toBe(0);
  });

  test('a press in the chat is answered there alone; many lines can be pasted', async () => {
    const form = await chat.card(formButton);
    const lines = Array.from({ length: 200 }, (_, index) => `mailbox ${index}`).join('\n');
    await form.paste(mailboxes, lines);
    await expect.poll(() => form.value(mailboxes)).toBe(lines);
    await form.fill('eBiss installation', 'EDI-TEST-02');
    await form.press(formButton);
    await chat.card(mistake);
    expect(await (await channel.card(mistake)).value('eBiss installation')).toBe('EDI-PROD-01');
  });

  test('a reply in a thread of the channel is answered in that thread', async () => {
    await channel.reply(mistake, 'list');
    await channel.waitForText('There is no setup yet');
    const thread = (await channel.texts()).filter((text) => text.includes(mistake));
    expect(thread).toHaveLength(1);
    expect(thread[0]).toContain('There is no setup yet');
  });

  test('nothing went wrong on the way', () => {
    expect(app.log()).not.toMatch(/"level":"(warn|error|fatal)"/);
  });
});
