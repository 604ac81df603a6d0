// What an error means that somebody found in the log of eBiss, or that the script on the eBiss server saw: each cause as
// the living card would show it. The texts of others are shown as plain text.

import explainTemplate from '../../adaptiveCards/explain.json' with { type: 'json' };
import type { Problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { addressesFor, inSight, moreOf } from './mailbox-lines.ts';
import { commandLinesFor, noCommands, styleOf } from './problem-words.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

const fill = template(explainTemplate);

/** `mailboxes`: those that the cause concerns; `label`: what was tried, e.g. "SMTP". */
export type Cause = { readonly problem: Problem; readonly mailboxes: readonly string[]; readonly label: string | null };

/** `text` stands above mailboxes that it is about. */
export type Note = { readonly text: string; readonly mailboxes: readonly string[] };

export type Explanation = {
  readonly title: string;
  readonly lead: string | null;
  readonly causes: readonly Cause[];
  readonly setup: Setup | null;
  readonly notes?: readonly Note[];
};

export function explainCard({ title, lead, causes, setup, notes = [] }: Explanation, words: Words): RenderedCard {
  return fitted(fill, title, (most) => ({
    text: { ...words.progress, commands: words.tests.explain.commands },
    title,
    hasLead: lead !== null,
    lead: lead ?? '',
    notes: notes.map(({ text, mailboxes }) => ({
      note: text,
      mailboxes: addressesFor(mailboxes, inSight),
      ...moreOf(mailboxes.length, inSight, words),
    })),
    causes: causes.slice(0, most).map((cause) => causeBox(cause, setup, words)),
  }));
}

function causeBox({ problem, mailboxes, label }: Cause, setup: Setup | null, words: Words): object {
  const subject = [label, problem.subject].filter((part) => part !== null && part !== '').join(' · ');
  return {
    ...words.problem(problem, 'ebiss'),
    style: styleOf(problem),
    hasSubject: subject !== '',
    subject,
    ...(setup === null ? noCommands : commandLinesFor(setup, problem, mailboxes, words)),
    hasDetails: problem.details !== null,
    details: problem.details ?? '',
    hasRequestId: problem.requestId !== null,
    requestId: problem.requestId ?? '',
  };
}

/** Where no rule knows the text: says so, and repeats nothing of it. */
export function unknownTextCard(words: Words): RenderedCard {
  const { unknown, unknownText } = words.tests.explain;
  return explainCard({ title: unknown, lead: unknownText, causes: [], setup: null }, words);
}
