// The card with the reverse commands, for Exchange administrators. A card of its own that is not edited later.

import undoTemplate from '../../adaptiveCards/undo.json' with { type: 'json' };
import { mailboxesOnCard } from '../exchange/commands.ts';
import { handOverFacts } from '../exchange/hand-over-facts.ts';
import { undoCommands, undoCount } from '../exchange/undo.ts';
import { tellsBefore } from '../setup/exchange-memory.ts';
import type { Setup } from '../setup/setup.ts';
import { shownGroup } from './command-groups.ts';
import type { CardContext } from './context.ts';
import { headerFor } from './header.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

const fill = template(undoTemplate);

/** null as long as nothing was created that could be undone. */
export function undoCard(setup: Setup, scriptUrl: string, { words }: CardContext): RenderedCard | null {
  const facts = handOverFacts(setup);
  if (facts === null) return null;
  const { undo: text } = words;
  const before = setup.exchangeBefore;
  const groups = undoCommands(facts, before);
  const count = undoCount(facts);
  const isLong = count > mailboxesOnCard;
  return fitted(fill, `${setup.id}: ${text.title}`, () => ({
    text,
    ...headerFor(setup, text.title),
    headline: text.headline,
    headlineColor: 'Default',
    hasText: true,
    lead: text.text,
    askedBy: setup.undo?.by.name ?? setup.requester.name,
    before: tellsBefore(before) ? text.withBefore : text.withoutBefore,
    groups: isLong ? [] : groups.map((group) => shownGroup(group, words)),
    hasPattern: isLong,
    pattern: text.onPage(count),
    hasScriptLink: true,
    scriptUrl,
  }));
}
