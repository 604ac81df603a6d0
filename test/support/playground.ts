// Drives the chat client as a person would: by what can be read and pressed on the page.

import type { Browser, Page } from 'playwright-core';
import type { App } from './app.ts';
import { type Card, drivenCard } from './chat-card.ts';
import { isChannel, mention, messages, openPlace, type PlaceName, recordCards, say } from './chat-page.ts';

export type Chat = {
  readonly page: Page;
  open(place: PlaceName): Promise<void>;
  say(text: string): Promise<void>;
  /** Mentions the bot, which alone reaches it in a channel or group; in a channel it begins a new post. */
  mention(text: string): Promise<void>;
  /** In a channel, mentions the bot in the thread of the newest post that shows `post`. */
  reply(post: string | RegExp, text: string): Promise<void>;
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

/** Gets a client's page before anything is on it. */
export type OnPage = (page: Page) => void;

/** The requester's client, with their personal chat open. */
export function chatOf(browser: Browser, app: App, onPage?: OnPage): Promise<Chat> {
  return openAt(browser, app.chatUrl, 'personal', onPage);
}

/** The Exchange administrator's client, with the channel for hand-overs open. */
export function channelOf(browser: Browser, app: App, onPage?: OnPage): Promise<Chat> {
  return openAt(browser, app.channelUrl, 'handOvers', onPage);
}

async function openAt(browser: Browser, url: string, place: PlaceName, onPage?: OnPage): Promise<Chat> {
  const chat = await openPlayground(browser, url, onPage);
  await chat.open(place);
  return chat;
}

/** The client's own button hides its log only until the page changes size, as it does for a picture. */
const withoutLog = 'div:has(> div > div > div > [title="Hide log panel"]) { display: none !important; }';

/** The page shows what is said from now on, and what was said while no page was open; a reload forgets both. */
export async function openPlayground(browser: Browser, url: string, onPage: OnPage = () => {}): Promise<Chat> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  const sent = recordCards(page);
  onPage(page);
  await page.goto(url);
  // The page takes no text before it has reached the bot. A tooltip may repeat the line.
  await page.getByText('Configuration file is loaded from').first().waitFor({ state: 'attached' });
  await page.addStyleTag({ content: withoutLog });
  return {
    page,
    open: (place) => openPlace(page, place),
    say: (text) => say(page, text),
    mention: (text) => mention(page, page.locator('body'), text),
    reply: (post, text) => mention(page, messages(page).filter({ hasText: post }).first(), text),
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

async function cardWith(page: Page, text: string | RegExp): Promise<Card> {
  const cards = page.locator('.ac-adaptiveCard').filter({ hasText: text });
  const locator = (await isChannel(page)) ? cards.first() : cards.last();
  await locator.waitFor();
  return drivenCard(page, locator);
}
