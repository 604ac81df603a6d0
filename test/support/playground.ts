// Drives the chat client as a person would: by what can be read and pressed on the page.

import type { Browser, Locator, Page } from 'playwright-core';

/** As the client's list of chats shows them. */
export const places = {
  personal: 'Personal Chat',
  group: 'EDI group',
  general: 'Exchange administrators - General',
  handOvers: 'Exchange administrators - Hand-overs',
} as const;
export type PlaceName = keyof typeof places;

export type Chat = {
  readonly page: Page;
  open(place: PlaceName): Promise<void>;
  say(text: string): Promise<void>;
  /** Mentions the bot, which alone reaches it in a channel or group. */
  mention(text: string): Promise<void>;
  /** The newest card that shows `text`; waits for it. */
  card(text: string | RegExp): Promise<Card>;
  /** Waits for a message or card that shows `text`. */
  waitForText(text: string | RegExp): Promise<void>;
  /** Everything said in the place that is open, oldest first, cards included. */
  texts(): Promise<readonly string[]>;
  close(): Promise<void>;
};

/** Inputs are found by their label, buttons by their title. */
export type Card = {
  readonly locator: Locator;
  text(): Promise<string>;
  fill(label: string, value: string): Promise<void>;
  value(label: string): Promise<string>;
  choose(label: string, ...options: readonly string[]): Promise<void>;
  setToggle(label: string, on: boolean): Promise<void>;
  press(title: string): Promise<void>;
};

export async function openPlayground(browser: Browser, url: string): Promise<Chat> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  // The page takes no text before it has reached the bot.
  await page.getByText('Configuration file is loaded from').waitFor({ state: 'attached' });
  await page.getByTitle('Hide log panel').click();
  return {
    page,
    open: (place) => openPlace(page, places[place]),
    say: (text) => say(page, text),
    mention: (text) => mention(page, text),
    card: (text) => cardWith(page, text),
    waitForText: async (text) => await messages(page).filter({ hasText: text }).last().waitFor(),
    texts: async () => await messages(page).allInnerTexts(),
    close: () => context.close(),
  };
}

function messages(page: Page): Locator {
  return page.locator('[aria-label="Message header"] + div');
}

async function openPlace(page: Page, name: string): Promise<void> {
  const item = page.getByRole('treeitem', { name, exact: true });
  const box = await item.boundingBox();
  if (box === null || box.x < 0) await page.getByTitle('Toggle app bar and conversation window').click();
  await item.click();
}

function composer(page: Page): Locator {
  return page.locator('[role=textbox][contenteditable=true]');
}

async function send(page: Page): Promise<void> {
  await page.getByLabel('Send Message').click();
  await composer(page).filter({ hasNotText: /./ }).waitFor();
}

async function say(page: Page, text: string): Promise<void> {
  await composer(page).click();
  await page.keyboard.insertText(text);
  await send(page);
}

async function mention(page: Page, text: string): Promise<void> {
  await composer(page).click();
  await page.keyboard.type('@');
  await page.getByRole('menuitem').first().click();
  await page.keyboard.insertText(` ${text}`);
  await send(page);
}

async function cardWith(page: Page, text: string | RegExp): Promise<Card> {
  const locator = page.locator('.ac-adaptiveCard').filter({ hasText: text }).last();
  await locator.waitFor();
  const input = (label: string) => locator.getByLabel(labelled(label)).first();
  return {
    locator,
    text: () => locator.innerText(),
    fill: (label, value) => input(label).fill(value),
    value: (label) => input(label).inputValue(),
    choose: (label, ...options) => choose(page, input(label), options),
    setToggle: (label, on) => input(label).setChecked(on),
    press: (title) => locator.getByRole('button', { name: title, exact: true }).click(),
  };
}

/** The client puts an asterisk behind the label of a required input. */
function labelled(label: string): RegExp {
  return new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*\\*?\\s*$`);
}

async function choose(page: Page, input: Locator, options: readonly string[]): Promise<void> {
  await input.click();
  for (const name of options) await page.getByRole('option', { name, exact: true }).click();
  await page.keyboard.press('Escape');
}
