// Every page in a real browser, at a phone's and a desk's width, light and dark, with the policy violations it reports.
// The pictures are kept beside the test data, to be looked at.

import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { done, problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { TicketPurpose } from '../../src/web/web-deps.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { picturePage } from '../support/pictures.ts';
import { handedOverSetup, signedInSetup, verifiedSetup, waitingSetup } from '../support/setups.ts';
import { people, planned, provisioned, running, survey } from '../web/contoso-setup.ts';
import { startWorld, theSecret, type World } from '../web/pages-world.ts';

const hasChromium = findChromium() !== null;

let world: World;
let browser: Browser;
let entra: Server;
const violations: string[] = [];

/** Entra as a browser sees it: another origin, which leads over a third one (a federated sign-in) back with a code. */
function startEntra(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://x');
    const federated = `http://localhost:${portOf(server)}/federated${search}`;
    const back = `${world.origin}/signin/callback?code=c&state=${searchParams.get('state')}`;
    // restify changes http.ServerResponse for the whole process; its writeHead returns nothing to go on with.
    response.statusCode = 302;
    response.setHeader('location', pathname === '/federated' ? back : federated);
    response.end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

beforeAll(async () => {
  if (!hasChromium) return;
  entra = await startEntra();
  world = await startWorld(`http://127.0.0.1:${portOf(entra)}/authorize`);
  browser = await launchChromium();
});

afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await world.close();
  entra.close();
});

beforeEach(() => {
  if (!hasChromium) return;
  const asAtFirst = { setup: planned, afterAuthorize: running, person: people.admin, survey: done(survey) };
  Object.assign(world.behind, asAtFirst);
});

async function newPage(javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => {
    if (message.type() === 'error') violations.push(message.text());
  });
  page.on('pageerror', (error) => violations.push(error.message));
  return page;
}

async function open(page: Page, purpose: TicketPurpose, button: string | null): Promise<void> {
  await page.goto(`${world.origin}${await world.link(purpose)}`);
  if (button !== null) await page.getByRole('button', { name: button, exact: true }).click();
}

async function picture(page: Page, name: string): Promise<void> {
  await picturePage(page, `page-${name}`);
  await page.setViewportSize({ width: 320, height: 740 });
  const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow, `${name} at 320 px`).toBe(0);
}

const consentButton = 'Sign in to create and grant admin consent';

describe.skipIf(!hasChromium)('in Chromium', () => {
  it('walks from the neutral page over the plan to the end, and follows the run without a reload', async () => {
    const page = await newPage();
    await open(page, 'authorize', null);
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
    world.behind.setup = provisioned;
    await page.getByRole('link', { name: 'Open the settings page' }).waitFor();
    await picture(page, 'authorize-5-done');
    await page.getByRole('link', { name: 'Open the settings page' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await page.context().close();
  });

  it('shows what is missing where admin consent was left to others', async () => {
    world.behind.setup = handedOverSetup({}, true, 'elsewhere');
    const page = await newPage();
    await open(page, 'authorize', 'Sign in to create only');
    await page.getByText('Admin consent is still missing').waitFor();
    await picture(page, 'authorize-6-consent-missing');
    const copy = page.getByRole('button', { name: 'Copy the address for admin consent' });
    await copy.click();
    await expect.poll(() => copy.textContent()).toBe('Copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('/adminconsent?client_id=');
    await page.context().close();
  });

  it('shows a plan with everything that can be warned of', async () => {
    world.behind.setup = {
      ...planned,
      request: { ...planned.request, smtpAuth: 'organization', sender: 'noreply@contoso.example', secretMonths: 24 },
    };
    world.behind.survey = done({
      ...survey,
      requester: { kind: 'external' },
      sameName: 1,
      mailboxes: [
        { address: 'edi@contoso.example', kind: 'found', name: 'EDI' },
        { address: 'a-rather-long-address-of-a-mailbox.for-orders@contoso.example', kind: 'notFound' },
      ],
      secretPolicy: { kind: 'bounded', days: 180 },
    });
    const page = await newPage();
    await open(page, 'authorize', 'Sign in to create only');
    await page.getByRole('button', { name: 'Create it' }).waitFor();
    await picture(page, 'plan-with-warnings');
    await page.context().close();
  });

  it('shows what stopped a run, a missing role, and a link that is no longer valid', async () => {
    world.behind.setup = {
      ...running,
      run: null,
      problem: problem({
        reason: 'graphForbidden',
        step: 'servicePrincipal',
        actor: 'entraAdministrator',
        remedy: 'askAdmin',
        subject: 'POST /servicePrincipals',
        details: 'Authorization_RequestDenied: Insufficient privileges to complete the operation.',
        requestId: '6f0d4b5e-1c2d-4e3f-8a9b-0c1d2e3f4a5b',
      }),
    };
    const page = await newPage();
    await open(page, 'authorize', consentButton);
    await page.getByRole('button', { name: 'Create it' }).waitFor();
    await picture(page, 'plan-after-a-stop');
    await page.context().clearCookies();
    world.behind.person = people.requester;
    await open(page, 'authorize', consentButton);
    await page.getByText('This account may not do this').first().waitFor();
    await picture(page, 'rights-missing');
    await page.goto(`${world.origin}/authorize/nothing`);
    await picture(page, 'link-not-valid');
    await page.context().close();
  });

  it('shows the settings, copies a value and says so, and shows the secret on one page only', async () => {
    world.behind.setup = provisioned;
    const page = await newPage();
    await open(page, 'settings', null);
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
    await open(page, 'settings', 'Sign in');
    await page.getByText('not meant for this account').first().waitFor();
    await picture(page, 'settings-5-refused');
    await page.context().close();
  });

  it('shows each verdict by symbol and word, and a tick only where everything is proved', async () => {
    const page = await newPage();
    const states: [string, Setup, RegExp][] = [
      ['verified', verifiedSetup(), /^Verified at 24 Nov 2026, 09:10 UTC$/],
      ['signed-in', signedInSetup(), /^Signed in at 24 Nov 2026, 09:10 UTC, sending not proved$/],
      ['not-yet', waitingSetup(), /^Not verified yet: refused at 24 Nov 2026, 09:10 UTC/],
    ];
    for (const [name, setup, claim] of states) {
      await page.context().clearCookies();
      world.behind.setup = setup;
      await open(page, 'settings', 'Sign in');
      const state = page.locator('.state').first();
      await state.waitFor();
      expect(await state.innerText()).toMatch(claim);
      expect((await page.locator('.state.done').count()) > 0).toBe(name === 'verified');
      await picture(page, `settings-7-${name}`);
    }
    await page.context().close();
  });

  it('shows fifty mailboxes folded, and the commands', async () => {
    const mailboxes = Array.from({ length: 50 }, (_, index) => `edi-${index + 1}@contoso.example`);
    world.behind.setup = { ...provisioned, request: { ...provisioned.request, mailboxes } };
    const page = await newPage();
    await open(page, 'settings', 'Sign in');
    await page.getByText('edi-50@contoso.example').first().waitFor();
    await picture(page, 'settings-6-fifty');
    world.behind.setup = provisioned;
    await open(page, 'script', 'Sign in');
    await page.getByRole('link', { name: 'Download .ps1' }).waitFor();
    await picture(page, 'script');
    await page.context().close();
  });

  it('needs no script: the run is followed and the secret shown', async () => {
    const page = await newPage(false);
    await open(page, 'authorize', consentButton);
    await page.getByRole('button', { name: 'Create it' }).click();
    await page.getByText('Setup in progress').first().waitFor();
    world.behind.setup = provisioned;
    await page.getByText('Your part is done').first().waitFor();
    await open(page, 'settings', 'Sign in');
    await page.getByRole('button', { name: 'Show the client secret' }).first().click();
    await page.getByText(theSecret).first().waitFor();
    expect(await page.getByRole('button', { name: 'Copy Client ID' }).count()).toBe(0);
    await page.context().close();
  });

  it('reported no violation of the content security policy and no error', () => {
    expect(violations.filter((text) => !text.includes('status of 4'))).toEqual([]);
  });
});
