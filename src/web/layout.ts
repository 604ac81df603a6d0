// The frame of every page, and the few parts that all pages are made of. Knows nothing of setups.

import type { Words } from '../words/words.ts';
import { assetPath } from './assets.ts';
import { type Html, type HtmlValue, html } from './html.ts';
import { type IconName, icons } from './icons.ts';

export type PageParts = {
  readonly words: Words;
  readonly title: string;
  /** Under the title: what this is about, in parts that may each wrap. */
  readonly about?: readonly string[];
  readonly body: HtmlValue;
  /** Seconds after which a browser without script loads the page again. */
  readonly reloadAfter?: number;
  /** An address to which the browser goes on by itself, at once. */
  readonly goOnTo?: string;
};

export function page({ words: { pages }, title, about = [], body, reloadAfter, goOnTo }: PageParts): Html {
  const reload =
    reloadAfter !== undefined && html`<noscript><meta http-equiv="refresh" content="${reloadAfter}"></noscript>`;
  const goOn = goOnTo !== undefined && html`<meta http-equiv="refresh" content="0;url=${goOnTo}">\n`;
  return html`<!doctype html>
<html lang="${pages.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${pages.product}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assetPath('page.css')}">
<script src="${assetPath('page.js')}" defer></script>
${reload}${goOn}</head>
<body>
<header class="bar"><span class="mark" aria-hidden="true">eB</span><span>${pages.product}</span></header>
<main>
<div class="heading">
<h1>${title}</h1>
${about.length > 0 && html`<p class="about">${about.map((part) => html`<span dir="auto">${part}</span>`)}</p>`}
</div>
${body}
</main>
</body>
</html>
`;
}

export function card(title: string, body: HtmlValue): Html {
  return html`<section class="card"><h2>${title}</h2>${body}</section>`;
}

export type Tone = 'info' | 'warning' | 'wrong' | 'done';

const toneIcons: Readonly<Record<Tone, IconName>> = { info: 'info', warning: 'warning', wrong: 'wrong', done: 'done' };

/** A message bar. `urgent` is read out at once by screen readers. */
export function bar(tone: Tone, body: HtmlValue, urgent = false): Html {
  return html`<div class="message ${tone}" role="${urgent ? 'alert' : 'note'}">${icons[toneIcons[tone]]}<div class="grow">${body}</div></div>`;
}

/** Text that others chose: kept apart from the sentence around it. */
export function theirs(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/** A value that people copy, alone on its line, with a button that only script shows. */
export function copyable(words: Words, label: string, value: string): Html {
  return html`<span class="value"><code dir="auto">${value}</code>${copyButton(words, label)}</span>`;
}

export function copyButton({ pages }: Words, label: string): Html {
  return html`<button type="button" class="small" data-copy data-done="${pages.copied}" aria-label="${pages.copyOf(label)}" hidden>${pages.copy}</button>`;
}

/** For script: where "Copied" is announced. */
export const announcer: Html = html`<p class="unseen" role="status" aria-live="polite" data-announce></p>`;
