// Fills a template with data and hands out a card that is ready to be sent. Words and decisions come with the data;
// nothing here knows a setup. Text of others must only ever be bound where no Markdown is read.

// The package's own entry drags TypeScript sources of adaptivecards into the compiler; this file is the engine alone.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import * as z from 'zod';
import { withPlainRuns } from './plain-runs.ts';
import type { RenderedCard } from './rendered-card.ts';

/** What a card may weigh, in bytes of UTF-8; a little below the 28 KB at which the strictest route refuses it. */
const heaviest = 27_500;

/** How many rows of a long list are shown; the next one is tried when the card was too heavy. */
const listLengths = [50, 24, 12, 6, 3, 1] as const;

/** Template in, function out: parsed once, filled many times. */
export type Fill = (data: object) => RenderedCard['content'];

const content = z.record(z.string(), z.unknown());

export function template(payload: object): Fill {
  const parsed = new Template(payload);
  return (data) => withPlainRuns(content.parse(parsed.expand({ $root: data })));
}

/** The card with the longest lists that still fit; `dataFor` gets the most rows that any list may have. */
export function fitted(fill: Fill, summary: string, dataFor: (most: number) => object): RenderedCard {
  for (const most of listLengths) {
    const card = fill({ ...dataFor(most), summary });
    if (weight(card) <= heaviest || most === 1) return { content: card, summary };
  }
  throw new Error('the list of lengths is empty');
}

function weight(card: RenderedCard['content']): number {
  return new TextEncoder().encode(JSON.stringify(card)).length;
}
