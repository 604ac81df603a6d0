// The hand-over as an approval, by two people at two chat clients: Robin asks in the chat, Erik decides in the channel of
// the Exchange administrators. A channel becomes the place, a request is rejected, changed, approved, taken, run, proved
// by evidence, verified, and in the end undone. With four eyes wanted, as it is outside of a sandbox.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { inParts } from '../support/parts.ts';
import { pictureCard, pictureChat, picturePage } from '../support/pictures.ts';
import { type Chat, channelOf, chatOf } from '../support/playground.ts';
import { linkIn, openPages, pickAccount, runInAdminCentre, signInTo } from './people.ts';

const asked = 'May this application use these mailboxes?';
const ownCard = 'eBiss 3 and Microsoft 365 mail';
const reason = 'orders@contoso.example belongs to another team. Please ask them first.';

describe.skipIf(findChromium() === null)('a request, and those who decide on it', () => {
  let app: App;
  let browser: Browser;
  let robin: Chat;
  let erik: Chat;
  let page: Page;
  let violations: readonly string[];
  let evidence: string;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp({ env: { FOUR_EYES: 'true' } }), launchChromium()]);
    [robin, erik] = await Promise.all([chatOf(browser, app), channelOf(browser, app)]);
    ({ page, violations } = await openPages(browser));
  });

  inParts(() => ({ robin: robin.page, erik: erik.page, page }));

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function both(name: string, inChat: string, inChannel: string): Promise<void> {
    await pictureChat(browser, robin, inChat, `${name}-robin`);
    await pictureChat(browser, erik, inChannel, `${name}-erik`);
  }

  test('the channel is proposed there, and holds once an Exchange administrator has confirmed it', async () => {
    await erik.mention('exchange here');
    await erik.card('A place for hand-overs');
    await pictureChat(browser, erik, 'A place for hand-overs', '41-channel-proposed');
    const link = linkIn(JSON.stringify(erik.sentCard('A place for hand-overs')), 'exchange');
    await page.goto(link);
    await picturePage(page, '42-page-place-before-sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await pickAccount(page, 'Robin Keller');
    await page.getByText('This account may not do this').waitFor();
    await picturePage(page, '43-page-place-refused');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await pickAccount(page, 'Erik Vogt');
    const confirm = page.getByRole('button', { name: 'Confirm this channel' });
    await confirm.waitFor();
    await picturePage(page, '44-page-place');
    await confirm.click();
    await page.getByRole('heading', { name: 'This channel is confirmed' }).waitFor();
    await picturePage(page, '45-page-place-confirmed');
    await erik.waitForText('Hand-overs to Exchange administrators come to this channel from now on');
  });

  test('the plan names the place before anything is sent', async () => {
    await robin.say('setup');
    const form = await robin.card('Connect eBiss 3');
    await form.fill('Mailboxes that eBiss uses', 'edi@contoso.example, orders@contoso.example');
    await form.fill('eBiss installation', 'EDI-PROD-01');
    await form.press('Show the plan');
    const plan = await robin.card('Plan: connect eBiss 3');
    expect(await plan.text()).toContain('Exchange administrators – Hand-overs');
    await pictureChat(browser, robin, 'Plan: connect eBiss 3', '46-chat-plan-with-place');
    const link = linkIn(JSON.stringify(robin.sentCard('Plan: connect eBiss 3')), 'authorize');
    await signInTo(page, link, /create and grant/i, 'Alex Brandt');
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('button', { name: 'Create it' }).click();
    await page.getByText('Your part is done').waitFor();
  });

  test('whoever knows nothing of it can decide on one card', async () => {
    const card = await erik.card(asked);
    const text = await card.text();
    for (const told of ['Robin Keller', 'EDI-PROD-01', 'Contoso', 'orders@contoso.example', 'It will not be able to']) {
      expect(text).toContain(told);
    }
    await robin.card('The request is in their channel');
    await both('47-asked', ownCard, asked);
  });

  test('a rejection needs a reason, which reaches the requester with a way to change the request', async () => {
    const card = await erik.card(asked);
    await card.press('Reject …');
    await card.press('Reject');
    await erik.waitForText('Write why you reject it');
    const again = await erik.card('Write why you reject it');
    await pictureChat(browser, erik, 'Write why you reject it', '48-reason-missing');
    await again.fill('Why it is rejected', reason);
    await again.press('Reject');
    await erik.card('The requester knows why');
    await robin.waitForText('Exchange: rejected by Erik Vogt');
    expect(await (await robin.card('Rejected by an Exchange administrator')).text()).toContain(reason);
    await both('49-rejected', 'Rejected by an Exchange administrator', 'The requester knows why');
  });

  test('the requester changes it, and it is asked anew', async () => {
    await (await robin.card('Rejected by an Exchange administrator')).press('Change');
    const form = await robin.card('Send the changed request');
    await pictureChat(browser, robin, 'Send the changed request', '50-chat-change');
    await form.fill('Mailboxes that eBiss uses', 'edi@contoso.example');
    await form.press('Send the changed request');
    await robin.card('The request is in their channel');
    const card = await erik.card(asked);
    expect(await card.text()).not.toContain('orders@contoso.example');
    await erik.card('Replaced by a newer card');
    await both('51-asked-again', 'The request is in their channel', asked);
  });

  test('approved and taken, as the requester sees without asking', async () => {
    await (await erik.card(asked)).press('Approve');
    await robin.waitForText('Exchange: approved by Erik Vogt');
    await robin.card('It is approved. An Exchange administrator runs the commands');
    await (await erik.card('Approved: the commands can be run')).press('Take it');
    await erik.card('Somebody is at it');
    expect(await (await robin.card('somebody is at it')).text()).toContain('Erik Vogt');
    await both('52-taken', 'somebody is at it', 'Somebody is at it');
  });

  test('the whole script runs in Exchange and prints evidence', async () => {
    const link = linkIn(JSON.stringify(erik.sentCard('Somebody is at it')), 'script');
    await signInTo(page, link, /^Sign in$/, 'Erik Vogt');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /Download/ }).click();
    const file = await (await download).createReadStream();
    const script = Buffer.concat(await file.toArray()).toString('utf8');
    expect(script.startsWith('\uFEFF# ')).toBe(true);
    evidence = await runInAdminCentre(page, app.adminUrl, 'Erik Vogt', script.slice(1));
    await picturePage(page, '53-admin-centre-script');
    expect(evidence).toContain('"setupId"');
  });

  test('what is no evidence is refused beside the card, evidence is read, and the sign-in verifies it', async () => {
    const card = await erik.card('Somebody is at it');
    await card.paste('Evidence that the script printed', evidence.slice(0, evidence.length / 2));
    await card.press('I have run it');
    await erik.waitForText('cut off or was changed on the way');
    const again = await erik.card('Somebody is at it');
    await again.paste('Evidence that the script printed', evidence);
    await again.press('I have run it');
    await erik.card('The evidence fits the request.');
    await robin.waitForText('Erik Vogt reported the Exchange commands as run');
    await robin.waitForText(/: verified\. The eBiss settings are ready/);
    await erik.card('Done: the sign-in works');
    await both('54-verified', 'Open the settings page', 'Done: the sign-in works');
  });

  test('undo gives the channel the reverse commands', async () => {
    await robin.say('undo');
    await robin.waitForText('the reverse commands go to the channel');
    const card = await erik.card('The reverse commands, in the reverse order');
    await pictureChat(browser, erik, 'The reverse commands, in the reverse order', '55-channel-undo');
    expect(await card.text()).toContain('Remove-ServicePrincipal');
    const link = linkIn(JSON.stringify(erik.sentCard('The reverse commands, in the reverse order')), 'script');
    await page.context().clearCookies();
    await signInTo(page, link, /^Sign in$/, 'Erik Vogt');
    await page.getByRole('heading', { name: 'Commands that undo it' }).waitFor();
    await picturePage(page, '56-page-undo');
    await pictureCard(browser, erik.sentCard('The reverse commands, in the reverse order'), '55-channel-undo-card');
  });

  test('nothing went wrong on the way', () => {
    expect(app.log()).not.toMatch(/"level":"(error|fatal)"/);
    expect(violations).toEqual([]);
  });
});
