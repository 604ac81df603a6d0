// Drives one card in the chat client as a person would: inputs are found by their label, buttons by their title.

import type { Locator, Page } from 'playwright-core';

export type Card = {
  readonly locator: Locator;
  text(): Promise<string>;
  fill(label: string, value: string): Promise<void>;
  /** For many lines, which typing takes minutes for; the input's own limit of length cuts off what is too much. */
  paste(label: string, value: string): Promise<void>;
  value(label: string): Promise<string>;
  /** Of a list that opens. */
  choose(label: string, ...options: readonly string[]): Promise<void>;
  /** A toggle, or one option of a list that is shown at full length. */
  setToggle(label: string, on: boolean): Promise<void>;
  press(title: string): Promise<void>;
};

export function drivenCard(page: Page, locator: Locator): Card {
  const input = (label: string) => locator.getByLabel(labelled(label)).first();
  return {
    locator,
    text: async () => (await locator.allInnerTexts()).join('\n'),
    fill: (label, value) => input(label).fill(value),
    paste: (label, value) => paste(page, input(label), value),
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

async function paste(page: Page, input: Locator, text: string): Promise<void> {
  const { origin } = new URL(page.url());
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await input.fill('');
  await input.press('ControlOrMeta+v');
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
