// The settings page around the client secret, in a real browser: what is said before and after it was shown, that it is in
// eBiss, and the test for which it is brought along. The pictures are kept, to be looked at.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { directoryRoleIds } from '../../src/setup/directory-roles.ts';
import { done, problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { deliveredSetup, verifiedSetup } from '../support/checked-setups.ts';
import { findChromium } from '../support/chromium.ts';
import { people, survey, withoutConsent } from '../web/contoso-setup.ts';
import { consentButton, type PagesInChromium, picture, startPagesInChromium } from '../web/pages-in-chromium.ts';
import { theSecret, type World } from '../web/pages-world.ts';

const hasChromium = findChromium() !== null;
const at = '2026-11-24T08:40:00.000Z';

let pages: PagesInChromium;
let world: World;

beforeAll(async () => {
  if (!hasChromium) return;
  pages = await startPagesInChromium();
  world = pages.world;
});
afterAll(async () => {
  if (hasChromium) await pages.close();
});
beforeEach(async () => {
  if (!hasChromium) return;
  await pages.reset();
  world.behind.retention = 'delivered';
});

function read(setup: Setup): Setup {
  return { ...setup, secret: setup.secret && { ...setup.secret, read: { by: people.admin, at } } };
}

describe.skipIf(!hasChromium)('in Chromium', () => {
  it('the secret is shown after a sign-in for it, and that it is in eBiss is confirmed with a tick', async () => {
    world.behind.setup = verifiedSetup({ mailboxes: 1 });
    const page = await pages.newPage();
    await pages.open(page, 'settings', 'Sign in');
    await page.getByText('To see it you sign in once more').waitFor();
    await picture(page, 'secret-1-hidden');
    await page.getByRole('button', { name: 'Show the client secret' }).first().click();
    await page.getByRole('button', { name: 'Show it now' }).waitFor();
    await picture(page, 'secret-2-signed-in-for-it');
    world.behind.setup = read(verifiedSetup({ mailboxes: 1 }));
    await page.getByRole('button', { name: 'Show it now' }).click();
    await page.getByText(theSecret).first().waitFor();
    await picture(page, 'secret-3-shown');
    await page.getByRole('button', { name: 'It is in eBiss: destroy the copy' }).click();
    // The browser itself asks for the tick.
    expect(await page.getByText(theSecret).first().isVisible()).toBe(true);
    await page.getByLabel('I have entered the client secret in eBiss').check();
    world.behind.setup = deliveredSetup({ mailboxes: 1 });
    await page.getByRole('button', { name: 'It is in eBiss: destroy the copy' }).click();
    await page.getByText('is not kept here any more').first().waitFor();
    expect(world.seen.delivered).toMatchObject([{ by: people.admin }]);
    await picture(page, 'secret-4-delivered');
  });

  it('a test asks for the secret, says what is wrong with it, and shows by itself when it is over', async () => {
    world.behind.setup = deliveredSetup({ mailboxes: 1 });
    world.behind.person = people.requester;
    const page = await pages.newPage();
    await pages.open(page, 'settings', 'Sign in');
    const field = page.getByLabel('Client secret', { exact: true });
    await field.fill('short');
    await page.getByRole('button', { name: 'Test now' }).click();
    await page.getByText('This is not a client secret').waitFor();
    expect(await field.inputValue()).toBe('');
    await picture(page, 'secret-5-test-mistake');
    await field.fill(theSecret);
    world.behind.setup = { ...deliveredSetup({ mailboxes: 1 }), checking: { scope: 'all', startedAt: at } };
    await page.getByRole('button', { name: 'Test now' }).click();
    await page.getByText('The settings are being tested').waitFor();
    await picture(page, 'secret-6-testing');
    const refused = problem({
      reason: 'clientSecretRefused',
      step: 'secret',
      actor: 'entraAdministrator',
      remedy: 'askAdmin',
    });
    const tested = deliveredSetup({ mailboxes: 1 });
    if (tested.token === null) throw new Error('it was never tested');
    world.behind.setup = { ...tested, refusedToken: { ...tested.token, problem: refused } };
    await page.getByText('got no token with the client secret that was typed').first().waitFor();
    await picture(page, 'secret-7-test-refused');
    expect(world.seen.tests.map(({ secretText }) => secretText)).toEqual([theSecret]);
  });

  it('whoever may only consent is sent to sign in for more, and an Application Developer learns that they own it', async () => {
    world.behind.setup = withoutConsent;
    const page = await pages.newPage();
    await pages.open(page, 'authorize', 'Sign in to grant admin consent', { task: 'consent' });
    await page.getByText('Something has to be created again').first().waitFor();
    await picture(page, 'more-scopes');
    await page.getByRole('button', { name: consentButton }).click();
    await page.getByRole('button', { name: 'Create it' }).waitFor();
    await page.context().clearCookies();
    await pages.reset();
    world.behind.person = { ...people.stranger, directoryRoles: [directoryRoleIds.applicationDeveloper] };
    world.behind.survey = done(survey);
    const other = await pages.newPage();
    await pages.open(other, 'authorize', null);
    await picture(other, 'scopes-before-sign-in');
    await other.getByRole('button', { name: 'Sign in to create only' }).click();
    await other.getByText('Owner: Sam Fremd').waitFor();
    await picture(other, 'plan-owner');
  });

  it('reported no violation of the content security policy and no error', () => {
    expect(pages.violations.filter((text) => !/status of [45]/.test(text))).toEqual([]);
  });
});
