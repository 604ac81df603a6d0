// The page of the chat client: where its places, messages and text boxes are, how text is sent, and which cards reach it.

import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';

/** As a client lists them. A channel stands there behind the name of its team, and each client has a team of its own. */
const places = {
  personal: /^Personal Chat$/,
  group: /^EDI group$/,
  general: / - General$/,
  handOvers: / - Hand-overs$/,
} as const;
export type PlaceName = keyof typeof places;

/** Messages of a chat, oldest first; or posts of a channel with their replies, newest first. */
export function messages(page: Page): Locator {
  return page.locator('[aria-label="Message header"] + div, [role=group]:has([id^="fui-CardHeader"])');
}

export async function isChannel(page: Page): Promise<boolean> {
  return (await postButton(page).count()) > 0;
}

function postButton(within: Page | Locator): Locator {
  return within.getByRole('button', { name: 'Post', exact: true });
}

export async function openPlace(page: Page, place: PlaceName): Promise<void> {
  const item = page.getByRole('treeitem', { name: places[place] });
  const box = await item.boundingBox();
  if (box === null || box.x < 0) await page.getByTitle('Toggle app bar and conversation window').click();
  await item.click();
}

/** In a channel, the first one of the page writes a new post and the others reply. */
function composer(within: Page | Locator): Locator {
  return within.locator('[role=textbox][contenteditable=true]').first();
}

async function send(within: Page | Locator): Promise<void> {
  await postButton(within).or(within.getByLabel('Send Message')).first().click();
}

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).click();
  await page.keyboard.insertText(text);
  await send(page);
}

/** A mention is made by choosing from the menu: a name that is only typed reaches nobody. */
export async function mention(page: Page, within: Locator, text: string): Promise<void> {
  await composer(within).click();
  await page.keyboard.type('@');
  await page.getByRole('menuitem').first().click();
  await page.keyboard.insertText(` ${text}`);
  await send(within);
}

const frameShape = z.object({
  message: z.object({ attachments: z.array(z.object({ content: z.record(z.string(), z.unknown()) })) }),
});

/** Every card that reaches the page, new or edited, in order. */
export function recordCards(page: Page): Readonly<Record<string, unknown>>[] {
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
