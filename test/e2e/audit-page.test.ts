// The audit page in Chromium: signed in by the page, the trail as a table at any width, and the file as a browser saves it.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { nastyTrail, wholeJob } from '../support/trail.ts';
import { people, provisioned } from '../web/contoso-setup.ts';
import { type PagesInChromium, picture, startPagesInChromium } from '../web/pages-in-chromium.ts';
import { readCsv } from '../web/read-csv.ts';

const hasChromium = findChromium() !== null;
let pages: PagesInChromium;

beforeAll(async () => {
  if (hasChromium) pages = await startPagesInChromium();
});
afterAll(async () => {
  if (hasChromium) await pages.close();
});

it.skipIf(!hasChromium)('shows the trail after sign-in, and saves it as a file', async () => {
  const { behind } = pages.world;
  Object.assign(behind, { setup: provisioned, person: people.requester, events: wholeJob });
  const page = await pages.newPage();
  await pages.open(page, 'audit', null);
  await picture(page, 'audit-1-sign-in');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('columnheader', { name: 'Who' }).waitFor();
  await picture(page, 'audit-2-trail');
  expect(await page.getByRole('row').count()).toBe(wholeJob.length + 1);
  const newest = page.getByRole('row').nth(1);
  await newest.getByText('Confirmed that the client secret is in eBiss').waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('K7Q2M4-audit-trail.csv');
  const rows = readCsv(await readFile(await saved.path()));
  expect(rows).toHaveLength(wholeJob.length + 1);
  behind.events = nastyTrail;
  await page.reload();
  await page.getByText('<script>alert(1)</script>').first().waitFor();
  await picture(page, 'audit-3-text-of-others');
  expect(pages.violations).toEqual([]);
});

it.skipIf(!hasChromium)(
  'is laid out below each other on a phone, and is a table for screen readers still',
  async () => {
    const { behind } = pages.world;
    Object.assign(behind, { setup: provisioned, person: people.admin, events: wholeJob });
    const page = await pages.newPage();
    await page.setViewportSize({ width: 360, height: 740 });
    await pages.open(page, 'audit', 'Sign in');
    await page.getByRole('table').waitFor();
    expect(await page.getByRole('cell').count()).toBe(wholeJob.length * 3);
    const [time, what] = [page.getByRole('cell').nth(0), page.getByRole('cell').nth(2)];
    expect((await what.boundingBox())?.x).toBe((await time.boundingBox())?.x);
  },
);
