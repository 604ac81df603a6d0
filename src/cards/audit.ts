// The card with the trail: as many of its newest entries as a reader looks through, and the way to all of it.

import auditTemplate from '../../adaptiveCards/audit.json' with { type: 'json' };
import type { Setup } from '../setup/setup.ts';
import type { CardContext } from './context.ts';
import { headerFor } from './header.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';
import { nameOf, type TrailRow } from './trail.ts';
import { visibleText } from './visible-text.ts';

const fill = template(auditTemplate);
const mostRows = 12;
/** A request with fifty mailboxes names them all; the page has them. */
const longestText = 240;

/** `rows` oldest first; `url` is that of the page. */
export function auditCard(
  setup: Setup,
  rows: readonly TrailRow[],
  url: string,
  { words, now }: CardContext,
): RenderedCard {
  const { audit, times } = words;
  const newest = rows.toReversed();
  return fitted(fill, `${setup.id}: ${audit.title}`, (most) => {
    const shown = newest.slice(0, Math.min(most, mostRows));
    const left = newest.length - shown.length;
    return {
      text: audit.card,
      ...headerFor(setup, audit.title),
      rows: shown.map((row) => ({
        time: times.onCard(row.at, now),
        who: clipped(nameOf(row, words)),
        what: clipped(row.what),
        hasOutcome: row.outcome !== null,
        outcome: clipped(row.outcome ?? ''),
      })),
      hasMore: left > 0,
      more: left > 0 ? audit.card.more(left) : '',
      url,
    };
  });
}

function clipped(text: string): string {
  const characters = Array.from(visibleText(text));
  return characters.length <= longestText ? characters.join('') : `${characters.slice(0, longestText - 1).join('')}…`;
}
