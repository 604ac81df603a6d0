// What people do on the pages, as the end-to-end tests tell it.

import type { Browser, Page } from 'playwright-core';
import { watchPage } from '../support/watched-page.ts';

/** A browser of one's own; `violations` collects what a page did against its policy, for which the whole test file fails. */
export async function openPages(browser: Browser): Promise<{ page: Page; violations: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  return { page, violations: watchPage(page) };
}

/** The newest link to one of the bot's pages; empty where there is none. */
export function linkIn(text: string, purpose: 'authorize' | 'settings' | 'script' | 'exchange' | 'audit'): string {
  return text.match(new RegExp(`https?://[^\\s/]+/${purpose}/[\\w.-]+`, 'g'))?.at(-1) ?? '';
}

/** Opens a link of the bot's and signs in there: which button, and as whom. */
export async function signInTo(page: Page, link: string, button: RegExp, name: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: button }).click();
  await pickAccount(page, name);
}

/** The commands that stand on a hand-over card, folded or not. */
export function commandsOn(card: unknown): string {
  if (typeof card !== 'object' || card === null) return '';
  const own = 'text' in card && typeof card.text === 'string' && /^(?:Import|Connect|New|Set|Add)-\w+ /.test(card.text);
  const within = Object.values(card).map(commandsOn);
  return [...(own ? [String(card.text)] : []), ...within].filter((text) => text !== '').join('\n');
}

export async function pickAccount(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(name) }).click();
}

/** Runs the commands as that person and gives what the console printed. */
export async function runInAdminCentre(page: Page, url: string, name: string, commands: string): Promise<string> {
  await page.goto(url);
  const people = page.getByLabel('Run as');
  const option = await people.locator('option', { hasText: name }).getAttribute('value');
  await people.selectOption(option);
  await page.getByLabel('PowerShell', { exact: true }).fill(commands);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('#output, #error').first().waitFor();
  return page.locator('#output').innerText();
}

/** New objects stay unknown to other replicas for so long. */
export async function setReplicationDelay(page: Page, adminUrl: string, seconds: number): Promise<void> {
  await page.goto(adminUrl);
  await page.getByLabel(/Replication delay/).fill(String(seconds));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForLoadState();
}

/** The mail servers learn of what is changed in Exchange late, and then not all of them at once. */
export async function setPropagation(
  page: Page,
  adminUrl: string,
  { delaySeconds, flapSeconds }: { readonly delaySeconds: number; readonly flapSeconds: number },
): Promise<void> {
  await page.goto(adminUrl);
  await page.getByLabel(/propagation delay/).fill(String(delaySeconds));
  await page.getByLabel(/flapping/).fill(String(flapSeconds));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
}

export type PlantedFault = {
  /** As the form of the admin centre calls them. */
  readonly request: string;
  readonly happening: string;
  readonly times: number;
  readonly seconds: number;
};

/** Switches a fault on in the admin centre, as somebody does who wants to watch the bot cope. */
export async function plantFault(page: Page, adminUrl: string, fault: PlantedFault): Promise<void> {
  await page.goto(adminUrl);
  await page.getByLabel('Request', { exact: true }).selectOption({ label: fault.request });
  await page.getByLabel('What happens').selectOption({ label: fault.happening });
  await page.getByLabel('How many times').fill(String(fault.times));
  await page.getByLabel('Seconds', { exact: true }).fill(String(fault.seconds));
  await page.getByRole('button', { name: 'Plant it' }).click();
  await page.getByText('Planted.', { exact: true }).waitFor();
}
