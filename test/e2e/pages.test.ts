// Every page in a real browser, at a phone's and a desk's width, light and dark, with the policy violations it reports.
// The pictures are kept beside the test data, to be looked at.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { directoryRoleIds } from '../../src/setup/directory-roles.ts';
import { done } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { signedInSetup, verifiedSetup, waitingSetup } from '../support/checked-setups.ts';
import { findChromium } from '../support/chromium.ts';
import {
  atSecret,
  authorization,
  pausing,
  people,
  planned,
  provisioned,
  running,
  stopped,
  survey,
  warningSurvey,
  withoutConsent,
} from '../web/contoso-setup.ts';
import { consentButton, type PagesInChromium, picture, rowOf, startPagesInChromium } from '../web/pages-in-chromium.ts';
import { theSecret, type World } from '../web/pages-world.ts';

const hasChromium = findChromium() !== null;

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
  if (hasChromium) await pages.reset();
});

describe.skipIf(!hasChromium)('in Chromium', () => {
  it('walks from the neutral page over the plan to the end', async () => {
    const page = await pages.newPage();
    await pages.open(page, 'authorize', null);
    await picture(page, 'authorize-1-sign-in');
    await page.getByRole('button', { name: consentButton }).click();
    await page.getByRole('button', { name: 'Create it' }).waitFor();
    expect(page.url()).not.toContain('code=');
    await picture(page, 'authorize-2-plan');
    await page.getByLabel('One more reader').fill('nobody');
    await page.getByRole('button', { name: 'Create it' }).click();
    await page.getByText('looks like name@contoso.com').waitFor();
    await picture(page, 'authorize-3-reader-mistake');
    await page.getByLabel('One more reader').fill('');
    await page.getByRole('button', { name: 'Create it' }).click();
    await page.getByText('Setup in progress').first().waitFor();
    await picture(page, 'authorize-4-running');
    world.save(provisioned);
    await page.getByRole('link', { name: 'Open the settings page' }).waitFor();
    await picture(page, 'authorize-5-done');
    await page.getByRole('link', { name: 'Open the settings page' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  });

  it('follows each save of a run without a reload, says what it waits for, and ends with what comes next', async () => {
    const page = await pages.newPage();
    await pages.watchRun(page);
    await page.evaluate('window.loadedOnce = document.querySelector("li")');
    world.save(pausing);
    await rowOf(page, 'Enterprise application').getByText('Microsoft asks us to wait 20 s').waitFor();
    await picture(page, 'authorize-4-paused');
    world.save(atSecret);
    await rowOf(page, 'Enterprise application').getByText('Done').waitFor();
    await rowOf(page, 'Client secret').getByText('At work').waitFor();
    expect(await page.evaluate('window.loadedOnce === document.querySelector("li")')).toBe(true);
    world.save(provisioned);
    await page.getByText('What comes next').waitFor();
    expect(await page.evaluate('window.loadedOnce')).toBeUndefined();
  });

  it('shows the present state after a reload in the middle of a run, and goes on following', async () => {
    const page = await pages.newPage();
    await pages.watchRun(page);
    world.save(pausing);
    await page.getByText('Microsoft asks us to wait 20 s').waitFor();
    await page.reload();
    await page.getByText('Microsoft asks us to wait 20 s').waitFor();
    world.save(atSecret);
    await rowOf(page, 'Enterprise application').getByText('Done').waitFor();
  });

  it('is right again after the connection was lost, and where none can be had', async () => {
    const page = await pages.newPage();
    await pages.watchRun(page);
    await page.evaluate('window.loadedOnce = true');
    await pages.loseConnection();
    world.behind.setup = pausing;
    await page.getByText('Microsoft asks us to wait 20 s').waitFor();
    expect(world.listening()).toBe(1);
    await pages.loseConnection();
    const refused = page.waitForResponse((response) => response.url().endsWith('/events') && response.status() === 500);
    world.behind.broken = true;
    await refused;
    world.behind.broken = false;
    world.behind.setup = atSecret;
    await rowOf(page, 'Enterprise application').getByText('Done').waitFor();
    expect(world.listening()).toBe(0);
    expect(await page.evaluate('window.loadedOnce')).toBe(true);
  });

  it('says who may go on, or asks to sign in, where the page is no longer meant for whoever has it open', async () => {
    const page = await pages.newPage();
    world.behind.setup = running;
    world.behind.person = { ...people.stranger, directoryRoles: [directoryRoleIds.applicationDeveloper] };
    await pages.open(page, 'authorize', consentButton);
    await page.getByText('Setup in progress').first().waitFor();
    world.save(withoutConsent);
    await page.getByText('Only the admin consent is missing').waitFor();
    await picture(page, 'rights-missing-consent');
    world.behind.setup = running;
    world.behind.person = people.admin;
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByText('Setup in progress').first().waitFor();
    world.behind.clock = new Date('2026-11-24T09:40:00.000Z');
    await page.getByRole('button', { name: consentButton }).waitFor();
  });

  it('hands a missing consent on with two links, each of which can be copied', async () => {
    world.behind.setup = withoutConsent;
    const page = await pages.newPage();
    await pages.open(page, 'authorize', 'Sign in to create only');
    await page.getByText('Admin consent is still missing').waitFor();
    await picture(page, 'authorize-6-consent-missing');
    for (const [name, part] of [
      ['Copy the link for admin consent', `${world.origin}/authorize/`],
      ['Copy the address of Microsoft’s page', '/adminconsent?client_id='],
    ] as const) {
      const copy = page.getByRole('button', { name });
      await copy.click();
      await expect.poll(() => copy.textContent()).toBe('Copied');
      expect(await page.evaluate('navigator.clipboard.readText()')).toContain(part);
    }
    const refused = { ...authorization, consent: 'elsewhere', consentRefused: true } as const;
    const secret = provisioned.secret && { ...provisioned.secret, endsAt: '2027-05-23T09:00:00.000Z' };
    world.save({ ...withoutConsent, version: 9, authorization: refused, secret });
    await page.reload();
    await page.getByText('did not let this account grant admin consent').waitFor();
    await picture(page, 'authorize-7-consent-refused');
    const loaded = page.waitForEvent('load');
    world.save({ ...provisioned, version: 10 });
    await loaded;
    expect(await page.getByText('still missing').count()).toBe(0);
  });

  it('leads by the link for admin consent over one button to the consent alone', async () => {
    world.behind.setup = withoutConsent;
    const { application, servicePrincipal } = provisioned;
    const observed = { application, servicePrincipal, consented: [], secretKeyIds: ['k1'] };
    world.behind.survey = done({ ...survey, observed });
    const page = await pages.newPage();
    await pages.open(page, 'authorize', null, { task: 'consent' });
    await picture(page, 'consent-1-sign-in');
    expect(await page.getByRole('button').count()).toBe(1);
    await page.getByRole('button', { name: 'Sign in to grant admin consent' }).click();
    await page.getByRole('button', { name: 'Grant admin consent' }).waitFor();
    await picture(page, 'consent-2-plan');
    world.behind.afterAuthorize = { ...withoutConsent, version: 9, run: running.run, authorization };
    await page.getByRole('button', { name: 'Grant admin consent' }).click();
    await rowOf(page, 'Admin consent').getByText('At work').waitFor();
    world.save({ ...provisioned, version: 10 });
    await page.getByText('What comes next').waitFor();
    await picture(page, 'consent-3-done');
  });

  it('tells an Application Developer before the press that the consent is handed on', async () => {
    world.behind.person = { ...people.stranger, directoryRoles: [directoryRoleIds.applicationDeveloper] };
    const page = await pages.newPage();
    await pages.open(page, 'authorize', consentButton);
    await page.getByText('but not grant admin consent').waitFor();
    await picture(page, 'plan-consent-handed-on');
  });

  it('shows a plan with everything that can be warned of', async () => {
    world.behind.setup = {
      ...planned,
      request: { ...planned.request, smtpAuth: 'organization', sender: 'noreply@contoso.example', secretMonths: 24 },
    };
    world.behind.survey = done(warningSurvey);
    const page = await pages.newPage();
    await pages.open(page, 'authorize', 'Sign in to create only');
    await page.getByRole('button', { name: 'Create it' }).waitFor();
    await picture(page, 'plan-with-warnings');
  });

  it('shows what stopped a run, a missing role, and a link that is no longer valid', async () => {
    world.behind.setup = stopped;
    const page = await pages.newPage();
    await pages.open(page, 'authorize', consentButton);
    await page.getByRole('button', { name: 'Create it' }).waitFor();
    await picture(page, 'plan-after-a-stop');
    await page.context().clearCookies();
    world.behind.person = people.requester;
    await pages.open(page, 'authorize', consentButton);
    await page.getByText('This account may not do this').first().waitFor();
    await picture(page, 'rights-missing');
    await page.goto(`${world.origin}/authorize/nothing`);
    await picture(page, 'link-not-valid');
  });

  it('shows the settings, copies a value and says so, and shows the secret on one page only', async () => {
    world.behind.setup = provisioned;
    const page = await pages.newPage();
    await pages.open(page, 'settings', null);
    await picture(page, 'settings-1-sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Which ID is which').waitFor();
    await picture(page, 'settings-2-values');
    const copy = page.getByRole('button', { name: 'Copy Client ID' }).first();
    await copy.click();
    await expect.poll(() => copy.textContent()).toBe('Copied');
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toBe(provisioned.application?.appId);
    await page.getByRole('button', { name: 'Show the client secret' }).first().click();
    await page.getByRole('button', { name: 'Show it now' }).click();
    await page.getByText(theSecret).first().waitFor();
    await picture(page, 'settings-3-secret-shown');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText(theSecret).first().isVisible()).toBe(false);
    await picture(page, 'settings-4-printed');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: 'Hide the client secret' }).click();
    await page.getByRole('button', { name: 'Show the client secret' }).first().waitFor();
    expect(await page.content()).not.toContain(theSecret);
    await page.context().clearCookies();
    world.behind.person = people.stranger;
    await pages.open(page, 'settings', 'Sign in');
    await page.getByText('not meant for this account').first().waitFor();
    await picture(page, 'settings-5-refused');
  });

  it('shows each verdict by symbol and word, and a tick only where everything is proved', async () => {
    const page = await pages.newPage();
    const states: [string, Setup, RegExp][] = [
      ['verified', verifiedSetup(), /^Verified at 24 Nov 2026, 09:10 UTC$/],
      ['signed-in', signedInSetup(), /^Signed in at 24 Nov 2026, 09:10 UTC, sending not proved$/],
      ['not-yet', waitingSetup(), /^Not verified yet: refused at 24 Nov 2026, 09:10 UTC/],
    ];
    for (const [name, setup, claim] of states) {
      await page.context().clearCookies();
      world.behind.setup = setup;
      await pages.open(page, 'settings', 'Sign in');
      const state = page.locator('.state').first();
      await state.waitFor();
      expect(await state.innerText()).toMatch(claim);
      expect((await page.locator('.state.done').count()) > 0).toBe(name === 'verified');
      await picture(page, `settings-7-${name}`);
    }
  });

  it('shows fifty mailboxes folded, and the commands', async () => {
    const mailboxes = Array.from({ length: 50 }, (_, index) => `edi-${index + 1}@contoso.example`);
    world.behind.setup = { ...provisioned, request: { ...provisioned.request, mailboxes } };
    const page = await pages.newPage();
    await pages.open(page, 'settings', 'Sign in');
    await page.getByText('edi-50@contoso.example').first().waitFor();
    await picture(page, 'settings-6-fifty');
    world.behind.setup = provisioned;
    await pages.open(page, 'script', 'Sign in');
    await page.getByRole('link', { name: 'Download .ps1' }).waitFor();
    await picture(page, 'script');
  });

  it('needs no script: the run is followed and the secret shown', async () => {
    const page = await pages.newPage(false);
    await pages.open(page, 'authorize', consentButton);
    await page.getByRole('button', { name: 'Create it' }).click();
    await page.getByText('Setup in progress').first().waitFor();
    world.behind.setup = provisioned;
    await page.getByText('Your part is done').first().waitFor();
    await pages.open(page, 'settings', 'Sign in');
    await page.getByRole('button', { name: 'Show the client secret' }).first().click();
    await page.getByRole('button', { name: 'Show it now' }).click();
    await page.getByText(theSecret).first().waitFor();
    expect(await page.getByRole('button', { name: 'Copy Client ID' }).count()).toBe(0);
  });

  it('reported no violation of the content security policy and no error', () => {
    expect(pages.violations.filter((text) => !/status of [45]/.test(text))).toEqual([]);
  });
});
