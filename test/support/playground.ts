// Drives the chat client as a person would: by what can be read and pressed on the page.

import type { Browser, Locator, Page } from 'playwright-core';
import { z } from 'zod';

/** As the client's list of chats shows them. */
const places = {
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
  /** Everything said in the place that is open, cards included: oldest first, in a channel newest post first. */
  texts(): Promise<readonly string[]>;
  /** The newest card with `text` in it as the bot sent it, for pictures at other widths and in the dark. */
  sentCard(text: string): Readonly<Record<string, unknown>>;
  close(): Promise<void>;
};

/** Inputs are found by their label, buttons by their title. */
export type Card = {
  readonly locator: Locator;
  text(): Promise<string>;
  fill(label: string, value: string): Promise<void>;
  value(label: string): Promise<string>;
  /** Of a list that opens. */
  choose(label: string, ...options: readonly string[]): Promise<void>;
  /** A toggle, or one option of a list that is shown at full length. */
  setToggle(label: string, on: boolean): Promise<void>;
  press(title: string): Promise<void>;
};

export async function openPlayground(browser: Browser, url: string): Promise<Chat> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  const sent = recordCards(page);
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
    sentCard(text) {
      const content = sent.findLast((card) => JSON.stringify(card).includes(JSON.stringify(text).slice(1, -1)));
      if (content === undefined) throw new Error(`no card with "${text}" was sent`);
      return content;
    },
    close: () => context.close(),
  };
}

const frameShape = z.object({
  message: z.object({ attachments: z.array(z.object({ content: z.record(z.string(), z.unknown()) })) }),
});

/** Every card that reaches the page, new or edited, in order. */
function recordCards(page: Page): Readonly<Record<string, unknown>>[] {
  const cards: Readonly<Record<string, unknown>>[] = [];
  page.on('websocket', (socket) => {
    if (!socket.url().includes('/conversations/stream')) return;
    socket.on('framereceived', ({ payload }) => {
      const frame = frameShape.safeParse(JSON.parse(String(payload)));
      cards.push(...(frame.data?.message.attachments.map(({ content }) => content) ?? []));
    });
  });
  return cards;
}

/** Messages of a chat, oldest first; or posts of a channel with their replies, newest first. */
function messages(page: Page): Locator {
  return page.locator('[aria-label="Message header"] + div, [role=group]:has([id^="fui-CardHeader"])');
}

async function isChannel(page: Page): Promise<boolean> {
  return (await postButton(page).count()) > 0;
}

function postButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Post', exact: true });
}

async function openPlace(page: Page, name: string): Promise<void> {
  const item = page.getByRole('treeitem', { name, exact: true });
  const box = await item.boundingBox();
  if (box === null || box.x < 0) await page.getByTitle('Toggle app bar and conversation window').click();
  await item.click();
}

/** In a channel, the first one writes a new post and the others reply. */
function composer(page: Page): Locator {
  return page.locator('[role=textbox][contenteditable=true]').first();
}

async function send(page: Page): Promise<void> {
  await postButton(page).or(page.getByLabel('Send Message')).first().click();
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
  const cards = page.locator('.ac-adaptiveCard').filter({ hasText: text });
  const locator = (await isChannel(page)) ? cards.first() : cards.last();
  await locator.waitFor();
  const input = (label: string) => locator.getByLabel(labelled(label)).first();
  return {
    locator,
    text: async () => (await locator.allInnerTexts()).join('\n'),
    fill: (label, value) => input(label).fill(value),
    value: (label) => input(label).inputValue(),
    choose: (label, ...options) => choose(page, input(label), options),
    setToggle: (label, on) => input(label).setChecked(on),
    // By keyboard: in a channel the client's own scrolled region can lie over the button.
    press: (title) => locator.getByRole('button', { name: title, exact: true }).press('Enter'),
  };
}

/** The client puts an asterisk behind the label of a required input. */
function labelled(label: string): RegExp {
  return new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*\\*?\\s*$`);
}

/** One of a list, or exactly these of a list that takes several. */
async function choose(page: Page, input: Locator, wanted: readonly string[]): Promise<void> {
  await input.click();
  const list = page.locator('[role=listbox], [role=menu]').last();
  await list.waitFor();
  if ((await list.getAttribute('role')) === 'listbox') {
    for (const name of wanted) await list.getByRole('option', { name, exact: true }).click();
    return;
  }
  for (const item of await list.getByRole('menuitemcheckbox').all()) {
    const isOn = (await item.getAttribute('aria-checked')) === 'true';
    if (isOn !== wanted.includes(((await item.textContent()) ?? '').trim())) await item.click();
  }
  await page.keyboard.press('Escape');
}
