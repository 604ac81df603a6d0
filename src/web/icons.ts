// Small drawings in the text's own colour. Each stands beside a word and is hidden from screen readers.

import { type Html, html } from './html.ts';

const frame = (drawing: Html): Html =>
  html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">${drawing}</svg>`;

export const icons = {
  done: frame(
    html`<circle cx="10" cy="10" r="8" fill="currentColor"/><path d="M6.5 10.3l2.4 2.4 4.7-5" fill="none" stroke="var(--surface)" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  ),
  working: frame(
    html`<circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-opacity=".25" stroke-width="1.8"/><path class="turning" d="M10 2.8a7.2 7.2 0 0 1 7.2 7.2" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>`,
  ),
  waiting: frame(
    html`<circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M10 6v4.3l2.8 1.7" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  ),
  wrong: frame(
    html`<circle cx="10" cy="10" r="8" fill="currentColor"/><path d="M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6" stroke="var(--surface)" stroke-width="1.6" stroke-linecap="round"/>`,
  ),
  later: frame(
    html`<circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2.2 2.3"/>`,
  ),
  warning: frame(
    html`<path d="M10 2.6l8 14H2z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/><path d="M10 8v4.2" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/><circle cx="10" cy="14.4" r=".9" fill="currentColor"/>`,
  ),
  info: frame(
    html`<circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M10 9.2v4.3" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/><circle cx="10" cy="6.6" r=".95" fill="currentColor"/>`,
  ),
  can: frame(
    html`<path d="M4.5 10.6l3.6 3.6 7.4-8" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  ),
  cannot: frame(
    html`<path d="M5.6 5.6l8.8 8.8M14.4 5.6l-8.8 8.8" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>`,
  ),
  lock: frame(
    html`<rect x="4.5" y="9" width="11" height="8" rx="1.6" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M7 9V6.6a3 3 0 0 1 6 0V9" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  ),
} as const;

export type IconName = keyof typeof icons;
